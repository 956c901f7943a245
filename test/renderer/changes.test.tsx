import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { byDevice, stageOf } from '../../renderer/screens/changes/plan-groups.ts'
import { change, firstDevice, plan, site } from './examples.ts'
import { show } from './show.tsx'

const base = { 'site.view': site(), 'plan.view': plan() }
const applyButton = () => screen.getByRole('button', { name: /^Apply / })

describe('a plan', () => {
  it('says what is written, what is felt and how it is undone, before anything is written', async () => {
    show('/changes', base)
    expect(await screen.findByText('Nothing has been written yet. 3 changes on 2 devices.')).toBeTruthy()
    const diff = screen.getByRole('region', { name: 'Changes on 10.0.0.12, Bosch NBE-3502' })
    expect(within(diff).getByText('time set by hand')).toBeTruthy()
    expect(within(diff).getByText('NTP, 10.0.0.1')).toBeTruthy()
    expect(within(diff).getByText('Restarts the device')).toBeTruthy()
    expect(within(diff).getByText('Way back: Written back as found.')).toBeTruthy()
    const felt = screen.getByRole('region', { name: 'What will be felt' })
    expect(
      within(felt)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual([
      '1device restarts',
      '0changes may drop streams for seconds',
      '0changes can cut a device off; undone when it does not come back',
      '1password goes into the vault before it is sent',
    ])
  })

  it('names its size on the button and sends all of it', async () => {
    const api = show('/changes', { ...base, 'plan.apply': null })
    await screen.findByRole('heading', { name: 'Plan', level: 1 })
    expect(applyButton().textContent).toBe('Apply 3 changes to 2 devices')
    fireEvent.click(applyButton())
    await waitFor(() => expect(api.inputsOf('plan.apply')).toEqual([{ planId: plan().id, changeIds: null }]))
  })

  it('leaves out a device that is unticked', async () => {
    const api = show('/changes', { ...base, 'plan.apply': null })
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Include 10.0.0.7, AXIS P3245-LV' }))
    expect(applyButton().textContent).toBe('Apply 1 change to 1 device')
    fireEvent.click(applyButton())
    await waitFor(() => expect(api.inputsOf('plan.apply')[0]?.changeIds).toEqual([plan().changes[2]?.id]))
    fireEvent.click(screen.getByRole('checkbox', { name: 'Include 10.0.0.12, Bosch NBE-3502' }))
    expect((applyButton() as HTMLButtonElement).disabled).toBe(true)
  })

  it('teaches what a plan is while there is none', async () => {
    const api = show('/changes', { ...base, 'plan.view': null, 'plan.make': plan() })
    expect(await screen.findByText(/It writes nothing/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Plan fixes' }))
    expect(await screen.findByRole('heading', { name: 'Plan', level: 1 })).toBeTruthy()
    expect(api.inputsOf('plan.make')).toEqual([{ ids: null, checks: null, allowClear: false }])
  })

  it('lists what a person does by hand, and devices that could not be planned', async () => {
    show('/changes', {
      ...base,
      'plan.view': plan({
        byHand: [{ device: '10.0.0.9', item: 'FW-01', title: 'Firmware', instruction: 'Update it in its web page.' }],
        trouble: [
          {
            deviceId: firstDevice,
            device: '10.0.0.7',
            problem: { code: 'device/unreachable', message: 'No answer.', remedy: 'Check power.' },
          },
        ],
      }),
    })
    expect(await screen.findByText('Update it in its web page.')).toBeTruthy()
    expect(screen.getByText('device/unreachable')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Allow it/ })).toBeNull()
  })

  it('lets passwords cross the network readable only after it said what that means', async () => {
    const withheld = {
      deviceId: firstDevice,
      device: '10.0.0.7',
      problem: { code: 'device/credential-withheld', message: 'No HTTPS.', remedy: 'Switch it on.' },
    }
    const api = show('/changes', {
      ...base,
      'plan.view': plan({ trouble: [withheld] }),
      'plan.make': ({ allowClear }) => plan({ allowClear, id: 'e3b7a1de-7d05-4dbb-9a4e-7a0e1f3c2b02' }),
    })
    expect(await screen.findByText(/could read the new passwords on their way/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Allow it for 1 device and plan again' }))
    expect(await screen.findByText(/may cross the network readable. The evidence will say so./)).toBeTruthy()
    expect(api.inputsOf('plan.make')).toEqual([{ ids: null, checks: null, allowClear: true }])
  })
})

describe('changes while they run and after', () => {
  it('move row by row, and the rest can be cancelled', async () => {
    const api = show('/changes', {
      ...base,
      'plan.view': plan({ running: true, changes: [change({ state: 'applying' })] }),
      'work.cancel': null,
    })
    expect(await screen.findByRole('heading', { name: 'Changes running' })).toBeTruthy()
    expect(screen.getByText('Applying')).toBeTruthy()
    act(() => api.say('change', change({ state: 'fixed', asLeft: 'NTP, 10.0.0.1 (read back)' })))
    expect(await screen.findByText('NTP, 10.0.0.1 (read back)')).toBeTruthy()
    act(() => api.say('progress', { work: 'fix', state: 'running', done: 0, total: 1, text: '' }))
    fireEvent.click(screen.getByRole('button', { name: 'Cancel the rest' }))
    await waitFor(() => expect(api.inputsOf('work.cancel')).toHaveLength(1))
    expect(screen.queryByRole('button', { name: /^Apply/ })).toBeNull()
  })

  it('end with what each became, and gather what needs a person', async () => {
    const problem = { code: 'password/unresolved', message: 'The proof is missing.', remedy: 'Assess it again.' }
    show('/changes', {
      ...base,
      'plan.view': plan({
        changes: [change({ state: 'fixed', asLeft: 'x' }), change({ id: 'c', state: 'unresolved', problem })],
      }),
    })
    expect(
      await screen.findByText('1 fixed, 1 not proven. What was changed was read back from the device.'),
    ).toBeTruthy()
    const needs = screen.getByRole('region', { name: 'Needs you' })
    expect(within(needs).getByText('The proof is missing.')).toBeTruthy()
    expect(within(needs).getByText('password/unresolved')).toBeTruthy()
  })
})

describe('a plan by device', () => {
  it('keeps the order of the plan and every change', () => {
    expect(byDevice(plan().changes).map(({ changes }) => changes.length)).toEqual([2, 1])
  })

  it('is planned, running or ended', () => {
    expect(stageOf(plan())).toBe('planned')
    expect(stageOf(plan({ running: true }))).toBe('running')
    expect(stageOf(plan({ changes: [change({ state: 'cancelled' }), change()] }))).toBe('ended')
  })
})
