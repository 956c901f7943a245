import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { byDevice, stageOf } from '../../renderer/screens/changes/plan-groups.ts'
import { waveCards } from '../../renderer/screens/changes/wave-cards.ts'
import { change, firstDevice, plan, secondDevice, site } from './examples.ts'
import { FakeProblem } from './fake-api.ts'
import { show } from './show.tsx'

const base = { 'site.view': site(), 'plan.view': plan(), 'plan.order': [] }
const usual = { waves: plan().waves, confirmed: [] }
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
      '0changes ask for a yes of their own',
    ])
  })

  it('names its size on the button and sends all of it', async () => {
    const api = show('/changes', { ...base, 'plan.apply': null })
    await screen.findByRole('heading', { name: 'Plan', level: 1 })
    expect(applyButton().textContent).toBe('Apply 3 changes to 2 devices')
    fireEvent.click(applyButton())
    await waitFor(() => expect(api.inputsOf('plan.apply')).toEqual([{ planId: plan().id, changeIds: null, ...usual }]))
  })

  it('leaves out a device that is unticked', async () => {
    const api = show('/changes', { ...base, 'plan.apply': null })
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Include 10.0.0.7, AXIS P3245-LV' }))
    await waitFor(() => expect(applyButton().textContent).toBe('Apply 1 change to 1 device'))
    fireEvent.click(applyButton())
    await waitFor(() => expect(api.inputsOf('plan.apply')[0]?.changeIds).toEqual([plan().changes[2]?.id]))
    fireEvent.click(screen.getByRole('checkbox', { name: 'Include 10.0.0.12, Bosch NBE-3502' }))
    await waitFor(() => expect((applyButton() as HTMLButtonElement).disabled).toBe(true))
  })

  it('asks for each yes by itself, and leaves alone what nobody said yes to', async () => {
    const asking = change({ id: 'c', confirm: 'The recorder restarts: nothing is recorded meanwhile.' })
    const api = show('/changes', { ...base, 'plan.view': plan({ changes: [change(), asking] }), 'plan.apply': null })
    const diff = await screen.findByRole('region', { name: 'Changes on 10.0.0.7, AXIS P3245-LV' })
    expect(within(diff).getByText('The recorder restarts: nothing is recorded meanwhile.')).toBeTruthy()
    expect(applyButton().textContent).toBe('Apply 1 change to 1 device')
    expect(screen.getByText('1 change waits for a yes and will be left alone.')).toBeTruthy()
    fireEvent.click(
      screen.getByRole('checkbox', { name: 'Yes to Time from the servers of the site on 10.0.0.7, AXIS P3245-LV' }),
    )
    await waitFor(() => expect(applyButton().textContent).toBe('Apply 2 changes to 1 device'))
    fireEvent.click(applyButton())
    await waitFor(() => expect(api.inputsOf('plan.apply')[0]?.confirmed).toEqual(['c']))
  })

  it('waits for a second person, who is enrolled here and agrees with a passphrase of their own', async () => {
    const asking = plan({ changes: [change({ needsSecondPerson: true })] })
    let refused = true
    const api = show('/changes', {
      ...base,
      'plan.view': asking,
      'plan.enroll': ['B. Person'],
      'plan.agree': () => {
        if (refused) throw new FakeProblem('fix/second-person-refused')
        return { ...asking, approvedBy: 'B. Person', secondPersons: ['B. Person'] }
      },
    })
    expect(await screen.findByText('Nobody is enrolled at this site yet.', { exact: false })).toBeTruthy()
    expect((applyButton() as HTMLButtonElement).disabled).toBe(true)
    const fill = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
    fill('Name of the second person', 'B. Person')
    fill('Their passphrase', 'eleven but.')
    fill('The same passphrase again', 'eleven but.')
    fireEvent.click(screen.getByRole('button', { name: 'Enroll and agree' }))
    expect(await screen.findByText('At least 12 characters.')).toBeTruthy()
    fill('Their passphrase', 'eight or more')
    fill('The same passphrase again', 'something else')
    fireEvent.click(screen.getByRole('button', { name: 'Enroll and agree' }))
    expect(await screen.findByText('The two are not the same.')).toBeTruthy()
    expect(api.inputsOf('plan.enroll')).toEqual([])
    fill('The same passphrase again', 'eight or more')
    fireEvent.click(screen.getByRole('button', { name: 'Enroll and agree' }))
    expect(await screen.findByText('fix/second-person-refused')).toBeTruthy()
    expect((screen.getByLabelText('Their passphrase') as HTMLInputElement).value).toBe('')
    refused = false
    fill('Their passphrase', 'eight or more')
    fireEvent.click(screen.getByRole('button', { name: 'Enroll and agree' }))
    expect(await screen.findByText('Agreed by B. Person')).toBeTruthy()
    expect((applyButton() as HTMLButtonElement).disabled).toBe(false)
  })

  it('says who goes first, and spreads by the rule that the person sets', async () => {
    const api = show('/changes', {
      ...base,
      'plan.order': ({ waves }) =>
        waves.canary === 0 ? [[], [firstDevice, secondDevice]] : [[firstDevice], [secondDevice]],
      'plan.apply': null,
    })
    expect(await screen.findByText('1 device first, as a canary. The others wait for the proof.')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('Canaries of each kind'), { target: { value: '0' } })
    await waitFor(() => expect(screen.queryByText(/first, as a canary/)).toBeNull())
    fireEvent.click(applyButton())
    await waitFor(() => expect(api.inputsOf('plan.apply')[0]?.waves).toEqual({ ...plan().waves, canary: 0 }))
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
        byHand: [firstDevice, secondDevice].map((deviceId, at) => ({
          deviceId,
          device: `10.0.0.${at + 8}`,
          item: 'FW-01',
          title: 'Firmware',
          instruction: 'Update it in its web page.',
        })),
        trouble: [
          {
            deviceId: firstDevice,
            device: '10.0.0.7',
            problem: { code: 'device/unreachable', message: 'No answer.', remedy: 'Check power.' },
          },
        ],
      }),
    })
    // The remedy once, with a way to each device that it is for.
    expect(await screen.findByText('Update it in its web page.')).toBeTruthy()
    expect(screen.getByText('2 devices')).toBeTruthy()
    expect(screen.getByRole('link', { name: '10.0.0.9' }).getAttribute('href')).toBe(`#/devices/${secondDevice}`)
    expect(screen.getByRole('link', { name: 'FW-01' }).getAttribute('href')).toBe('#/checklist/FW-01')
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

describe('what a person decided about a plan', () => {
  /** As main: it keeps the choice and tells it with the plan. */
  const keeping = (first: ReturnType<typeof plan>) => {
    let kept = first
    return {
      'site.view': site(),
      'plan.order': [],
      'plan.view': () => kept,
      'plan.choose': ({ leftOut, confirmed, waves }: Pick<typeof first, 'leftOut' | 'confirmed' | 'waves'>) => {
        kept = { ...kept, leftOut, confirmed, waves }
        return null
      },
      'plan.apply': null,
    }
  }
  const lobby = { name: 'Include 10.0.0.12, Bosch NBE-3502' }
  const isTicked = (name: string) => (screen.getByRole('checkbox', { name }) as HTMLInputElement).checked

  it('is still there after the screen was left, and when the plan is asked for anew', async () => {
    const api = show('/changes', { ...keeping(plan()), 'devices.list': [] })
    fireEvent.click(await screen.findByRole('checkbox', lobby))
    await waitFor(() => expect(applyButton().textContent).toBe('Apply 2 changes to 1 device'))
    fireEvent.change(screen.getByLabelText('Devices side by side'), { target: { value: '3' } })
    act(() => {
      window.location.hash = '#/settings'
    })
    await screen.findByRole('heading', { name: 'Settings', level: 1 })
    act(() => {
      window.location.hash = '#/changes'
    })
    expect(await screen.findByRole('checkbox', lobby)).toBeTruthy()
    act(() => api.say('changed', { areas: ['plan'] }))
    await waitFor(() => expect(api.inputsOf('plan.view').length).toBeGreaterThan(1))
    expect(isTicked(lobby.name)).toBe(false)
    expect(screen.getByText('1 device is left out: nothing is written there.')).toBeTruthy()
    fireEvent.click(applyButton())
    await waitFor(() => expect(api.inputsOf('plan.apply')[0]).toMatchObject({ waves: { width: 3 } }))
    expect(api.inputsOf('plan.apply')[0]?.changeIds).toHaveLength(2)
  })

  it('is taken over from main by a page that comes up anew', async () => {
    const asking = change({ id: 'c', confirm: 'The recorder restarts.' })
    const changes = [...plan().changes, asking]
    show('/changes', keeping(plan({ changes, leftOut: [secondDevice], confirmed: ['c'] })))
    expect(await screen.findByRole('checkbox', lobby)).toBeTruthy()
    expect(isTicked(lobby.name)).toBe(false)
    expect(applyButton().textContent).toBe('Apply 3 changes to 1 device')
  })

  it('is one yes for all changes of a kind, with single devices taken out', async () => {
    const reason = 'A recorder: whoever watches may need what this changes.'
    const asking = ['c', 'd', 'e'].map((id) =>
      change({ id, deviceId: `${firstDevice.slice(0, -1)}${id}`, device: `10.0.1.${id}`, confirm: reason }),
    )
    const other = change({ id: 'f', fix: 'https-on', title: 'HTTPS', confirm: 'Doors depend on it.' })
    const api = show('/changes', keeping(plan({ changes: [...asking, other] })))
    const panel = await screen.findByRole('region', { name: 'Asks for your yes' })
    expect(within(panel).getAllByText(reason)).toHaveLength(1)
    expect(within(panel).getByText('Doors depend on it.')).toBeTruthy()
    expect(within(panel).getByText('0 of 4 said')).toBeTruthy()
    fireEvent.click(
      within(panel).getByRole('checkbox', { name: 'Yes to Time from the servers of the site on 3 devices' }),
    )
    await waitFor(() => expect(applyButton().textContent).toBe('Apply 3 changes to 3 devices'))
    fireEvent.click(
      within(panel).getByRole('checkbox', {
        name: 'Yes to Time from the servers of the site on 10.0.1.d',
        hidden: true,
      }),
    )
    await waitFor(() => expect(applyButton().textContent).toBe('Apply 2 changes to 2 devices'))
    expect(api.inputsOf('plan.choose').at(-1)?.confirmed).toEqual(['c', 'e'])
    expect(within(panel).getByText('2 of 4 said')).toBeTruthy()
  })
})

describe('the plans of a visit', () => {
  const otherId = 'e3b7a1de-7d05-4dbb-9a4e-7a0e1f3c2b77'

  it('stand beside each other: a plan of one device leads back to the plan of all', async () => {
    const other = {
      id: otherId,
      stage: 'planned' as const,
      fromRecord: false,
      onlyDevice: null,
      devices: 23,
      changes: 119,
      at: '2026-01-02T03:04:05.000Z',
    }
    const api = show('/changes', {
      ...base,
      'plan.view': plan({ onlyDevice: '10.0.0.7, AXIS P3245-LV', others: [other] }),
      'plan.show': plan({ id: otherId }),
    })
    expect(await screen.findByText('This plan is of one device: 10.0.0.7, AXIS P3245-LV.')).toBeTruthy()
    const panel = screen.getByRole('region', { name: 'Other plans of this visit' })
    expect(within(panel).getByText('Plan of 23 devices')).toBeTruthy()
    fireEvent.click(within(panel).getByRole('button', { name: 'Show' }))
    await waitFor(() => expect(screen.queryByText(/^This plan is of one device/)).toBeNull())
    expect(api.inputsOf('plan.show')).toEqual([{ planId: otherId }])
  })

  const backFrom = '2026-01-02T03:04:05.000Z'
  const waits = async () => (await screen.findByText(/^This plan of .+ still waits\.$/)).parentElement?.textContent

  it('that wait since before the app ended say so, and what is asked for again', async () => {
    const asking = [
      change({ confirm: 'The recorder restarts.' }),
      change({ id: 'c', deviceId: secondDevice, needsSecondPerson: true }),
    ]
    const back = plan({ changes: asking, backFrom, secondPersons: ['B. Person'] })
    const api = show('/changes', { ...base, 'plan.view': back, 'plan.agree': { ...back, approvedBy: 'B. Person' } })
    expect(await waits()).toMatch(/nothing of it was written\. Each device is read again/)
    expect(await waits()).toMatch(
      /What was said yes to counts where its reason is still the same\. A second person agrees again/,
    )
    const second = screen.getByRole('region', { name: 'Second person' })
    fireEvent.change(within(second).getByLabelText('Their passphrase'), { target: { value: 'nine tall herons' } })
    fireEvent.click(within(second).getByRole('button', { name: 'Agree to this plan' }))
    expect(await screen.findByText('Agreed by B. Person')).toBeTruthy()
    expect(await waits()).not.toMatch(/A second person agrees again/)
    expect(api.inputsOf('plan.agree')).toHaveLength(1)
  })

  it('that wait since before the app ended say no more of it once they are applied', async () => {
    show('/changes', { ...base, 'plan.view': plan({ changes: [change({ state: 'fixed', asLeft: 'x' })], backFrom }) })
    expect(await screen.findByRole('heading', { name: 'What became of it', level: 1 })).toBeTruthy()
    expect(screen.queryByText(/still waits/)).toBeNull()
  })

  it('that the end of the app cut off are told from what is on record, and can be planned again', async () => {
    const interrupted = { code: 'fix/interrupted', message: 'The program ended.', remedy: 'Assess this device.' }
    const notBegun = { code: 'fix/not-begun', message: 'Not begun.', remedy: 'Make the plan again.' }
    const ended = plan({
      fromRecord: true,
      cutOff: true,
      changes: [
        change({ state: 'fixed', asLeft: 'x' }),
        change({ id: 'c', state: 'failed', problem: interrupted }),
        change({ id: 'd', state: 'left', problem: notBegun }),
      ],
    })
    const api = show('/changes', { ...base, 'plan.view': ended, 'plan.retry': plan({ changes: [change()] }) })
    expect(await screen.findByText('The run ended early.')).toBeTruthy()
    expect(screen.getByText(/^1 fixed, 1 failed, 1 not begun\./)).toBeTruthy()
    const needs = screen.getByRole('region', { name: 'Needs you' })
    expect(within(needs).getByText('Cut off')).toBeTruthy()
    expect(screen.getByText('Not begun, run ended early')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Plan 1 failed change again' }))
    await waitFor(() => expect(api.inputsOf('plan.retry')).toEqual([{ planId: ended.id, which: 'failed' }]))
  })
})

describe('changes while they run and after', () => {
  it('that were left alone say why, and only what a person can mend asks for one', async () => {
    const of = (id: string, code: string) =>
      change({ id, state: 'left', problem: { code, message: `Because of ${code}.`, remedy: 'Do this.' } })
    show('/changes', {
      ...base,
      'plan.view': plan({
        changes: [
          change({ state: 'fixed' }),
          of('c', 'fix/not-confirmed'),
          of('d', 'fix/plan-outdated'),
          of('e', 'fix/canary-failed'),
          change({ id: 'f', state: 'cancelled' }),
          change({ id: 'g', deviceId: secondDevice, device: '10.0.0.12' }),
        ],
        leftOut: [secondDevice],
      }),
    })
    expect(
      await screen.findByText(
        /^1 fixed, 1 left alone without a yes, 1 not begun, 1 left alone, 1 left out by you, 1 cancelled by you\./,
      ),
    ).toBeTruthy()
    // What was left out on purpose is not offered again.
    expect(screen.getByRole('button', { name: 'Plan all 4 that did not end as fixed' })).toBeTruthy()
    for (const word of ['Left alone, no yes', 'Not begun, the canary failed', 'Cancelled by you', 'Left out by you'])
      expect(screen.getByText(word)).toBeTruthy()
    expect(screen.getByText('Because of fix/not-confirmed.')).toBeTruthy()
    const needs = screen.getByRole('region', { name: 'Needs you' })
    expect(within(needs).getByText('Left alone, device changed')).toBeTruthy()
    expect(within(needs).getByText('1 change')).toBeTruthy()
  })

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

  it('can be paused and go on, and say how long they will take', async () => {
    const running = plan({ running: true, changes: [change({ state: 'applying' })] })
    let held = false
    const api = show('/changes', {
      ...base,
      'plan.view': () => ({ ...running, held }),
      'plan.pause': () => {
        held = true
        return null
      },
      'plan.resume': null,
    })
    const progress = { work: 'fix', state: 'running', done: 3, total: 10, text: '' } as const
    await screen.findByRole('heading', { name: 'Changes running' })
    act(() => api.say('progress', { ...progress, remainingSeconds: 300 }))
    expect(await screen.findByText('about 5 min left')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Pause' }))
    await waitFor(() => expect(api.inputsOf('plan.pause')).toHaveLength(1))
    act(() => api.say('changed', { areas: ['plan'] }))
    expect(await screen.findByRole('heading', { name: 'Changes paused' })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Go on' }))
    await waitFor(() => expect(api.inputsOf('plan.resume')).toHaveLength(1))
  })

  it('that failed are planned again, and only they', async () => {
    const ended = plan({ changes: [change({ state: 'fixed' }), change({ id: 'c', state: 'failed' })] })
    const api = show('/changes', { ...base, 'plan.view': ended, 'plan.retry': plan({ changes: [change()] }) })
    fireEvent.click(await screen.findByRole('button', { name: 'Plan 1 failed change again' }))
    expect(await screen.findByRole('heading', { name: 'Plan', level: 1 })).toBeTruthy()
    expect(api.inputsOf('plan.retry')).toEqual([{ planId: ended.id, which: 'failed' }])
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

describe('the waves of a plan', () => {
  const own = (deviceId: string, state: 'planned' | 'applying' | 'fixed' | 'failed' | 'cancelled') =>
    change({ id: deviceId, deviceId, state })

  it('tell where each stands', () => {
    const order = [['a'], ['b', 'c'], ['d'], ['e']]
    const changes = [
      own('a', 'fixed'),
      own('b', 'fixed'),
      own('c', 'applying'),
      own('d', 'planned'),
      own('e', 'cancelled'),
    ]
    expect(waveCards(order, changes).map(({ from, done, devices, state }) => [from, done, devices, state])).toEqual([
      [0, 1, 1, 'done'],
      [1, 1, 2, 'running'],
      [2, 0, 1, 'waiting'],
      [3, 1, 1, 'left'],
    ])
    expect(waveCards([['a']], [own('a', 'failed')])[0]?.state).toBe('attention')
    expect(waveCards([['a', 'b']], [own('a', 'fixed'), own('b', 'cancelled')])[0]?.state).toBe('part')
    expect(waveCards([['a']], [own('a', 'applying')], true)[0]?.state).toBe('paused')
  })

  it('that stand alike are told together where there are many, and the canary never is', () => {
    const order = [[], ...Array.from({ length: 30 }, (_, at) => [`d${at}`])]
    const changes = order.flat().map((id, at) => own(id, at < 10 ? 'fixed' : 'planned'))
    expect(waveCards(order, changes).map(({ from, to, devices, state }) => [from, to, devices, state])).toEqual([
      [1, 10, 10, 'done'],
      [11, 30, 20, 'waiting'],
    ])
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
