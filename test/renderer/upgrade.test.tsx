import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Output } from '../../electron/contract/channels.ts'
import { goFirst } from '../../renderer/screens/firmware/upgrade-parts.ts'
import { firstDevice, secondDevice, site } from './examples.ts'
import { FakeProblem } from './fake-api.ts'
import { firmwareView } from './firmware-examples.ts'
import { show } from './show.tsx'

type LibraryFile = Output<'upgrade.library'>[number]
type View = NonNullable<Output<'upgrade.view'>>

const planId = '77777777-7777-4777-8777-777777777777'
const fileId = 'aaaaaaaaaaaaaaaa'
const file = (over: Partial<LibraryFile> = {}): LibraryFile => ({
  id: fileId,
  fileName: 'P3245_11_0.bin',
  sizeBytes: 2_000_000,
  sha256: 'a'.repeat(64),
  vendor: 'Axis',
  models: ['P3245'],
  version: '11.0',
  basis: { vendor: 'person', models: 'person', version: 'file' },
  evidence: null,
  sourceNote: 'from the maker',
  addedAt: '2026-11-20T10:00:00Z',
  addedBy: 'T. Tester',
  deviceIds: [firstDevice, secondDevice],
  ...over,
})
const row = (over: Partial<View['rows'][number]> = {}): View['rows'][number] => ({
  deviceId: firstDevice,
  device: '10.0.0.7, Axis P3245',
  fileId,
  installed: '10.0',
  target: '11.0',
  transport: 'vapix',
  needsYes: [],
  warnings: [],
  state: 'planned',
  stage: null,
  sentBytes: 0,
  sizeBytes: 2_000_000,
  asLeft: null,
  problem: null,
  sentAt: null,
  goneAt: null,
  backAt: null,
  ...over,
})
const other = row({ deviceId: secondDevice, device: '10.0.0.12, Axis P3245' })
const plan = (over: Partial<View> = {}): View => ({
  id: planId,
  rows: [row(), other],
  refused: [],
  warnings: ['Power must hold.', 'Each device is away for minutes.'],
  canary: 1,
  running: false,
  stopped: null,
  ...over,
})
const base = { 'site.view': site(), 'upgrade.library': [file()], 'upgrade.view': null }
const open = (answers: object) => show('/firmware/upgrade', { ...base, ...answers })
const button = (name: string | RegExp) => screen.findByRole('button', { name })
const isOff = (element: HTMLElement) => element.hasAttribute('disabled') || element.dataset.disabled === 'true'

describe('the firmware library', () => {
  it('is reached from the firmware screen', async () => {
    show('/firmware', { ...base, 'firmware.view': firmwareView() })
    expect((await screen.findByRole('link', { name: 'Upgrade devices' })).getAttribute('href')).toBe(
      '#/firmware/upgrade',
    )
  })

  it('says what each file is for, who says so, and how many devices here could get it', async () => {
    open({})
    const [, first] = within(await screen.findByRole('table', { name: 'Firmware library' })).getAllByRole('row')
    for (const part of ['P3245_11_0.bin', '1.9 MB', 'Axis P3245', 'as stated', '11.0', '2', 'from the maker']) {
      expect(first?.textContent).toContain(part)
    }
  })

  it('teaches what to do while it is empty', async () => {
    open({ 'upgrade.library': [] })
    expect(await screen.findByText('No firmware file yet')).toBeTruthy()
  })

  it('adds a file with what the person says of it, and shows why one was refused', async () => {
    let refuses = true
    const api = open({
      'upgrade.addFile': () => {
        if (refuses) throw new FakeProblem('firmware/contradiction', 'It says otherwise itself.')
        return file()
      },
    })
    fireEvent.click(await button('Add a firmware file'))
    const dialog = within(await screen.findByRole('dialog'))
    const fill = (label: RegExp, value: string) => fireEvent.change(dialog.getByLabelText(label), { target: { value } })
    fill(/^Maker/, 'Axis')
    fill(/^Models/, 'P3245, P3245-LV,')
    fill(/^Where/, 'a stick')
    fireEvent.click(dialog.getByRole('button', { name: 'Choose the file' }))
    expect(await dialog.findByText('firmware/contradiction')).toBeTruthy()
    refuses = false
    fireEvent.click(dialog.getByRole('button', { name: 'Choose the file' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(api.inputsOf('upgrade.addFile')[1]).toEqual({
      vendor: 'Axis',
      models: ['P3245', 'P3245-LV'],
      version: '',
      sourceNote: 'a stick',
    })
    await waitFor(() => expect(api.inputsOf('upgrade.library').length).toBeGreaterThan(1))
  })

  it('plans for the devices of the chosen files, and for nothing before one is chosen', async () => {
    const api = open({ 'upgrade.plan': plan() })
    expect(isOff(await button('Plan the upgrade of 0 devices'))).toBe(true)
    fireEvent.click(screen.getByRole('checkbox', { name: 'Use P3245_11_0.bin' }))
    fireEvent.click(await button('Plan the upgrade of 2 devices'))
    expect(await screen.findByRole('table', { name: 'What would be sent' })).toBeTruthy()
    expect(api.inputsOf('upgrade.plan')).toEqual([{ ids: [firstDevice, secondDevice], fileIds: [fileId] }])
  })

  it('cannot choose a file that is for no device here', async () => {
    open({ 'upgrade.library': [file({ deviceIds: [] })] })
    expect(isOff(await screen.findByRole('checkbox', { name: 'Use P3245_11_0.bin' }))).toBe(true)
  })
})

describe('a planned upgrade', () => {
  it('starts only when a person answered both warnings, for the devices that are left in', async () => {
    const api = open({ 'upgrade.view': plan(), 'upgrade.apply': null })
    const start = await button('Upgrade 2 devices')
    expect(isOff(start)).toBe(true)
    for (const words of plan().warnings) expect(screen.getByText(words)).toBeTruthy()
    fireEvent.click(screen.getByLabelText('Power holds until every device is back.'))
    expect(isOff(start)).toBe(true)
    fireEvent.click(screen.getByLabelText(/^This is the maintenance window/))
    fireEvent.click(screen.getByRole('checkbox', { name: 'Upgrade 10.0.0.12, Axis P3245' }))
    fireEvent.click(await button('Upgrade 1 device'))
    await waitFor(() => expect(api.inputsOf('upgrade.apply')).toHaveLength(1))
    expect(api.inputsOf('upgrade.apply')[0]).toEqual({
      planId,
      deviceIds: [firstDevice],
      confirmed: [],
      powerHolds: true,
      windowAgreed: true,
    })
  })

  it('waits for a yes of its own where a device asks for one', async () => {
    const recorder = row({ needsYes: ['A recorder: nothing of any of its cameras is recorded while it is away.'] })
    const api = open({ 'upgrade.view': plan({ rows: [recorder, other] }), 'upgrade.apply': null })
    fireEvent.click(await screen.findByLabelText('Power holds until every device is back.'))
    fireEvent.click(screen.getByLabelText(/^This is the maintenance window/))
    expect(screen.getByText('1 chosen device waits for a yes of its own.')).toBeTruthy()
    expect(isOff(await button('Upgrade 2 devices'))).toBe(true)
    fireEvent.click(screen.getByLabelText('Yes, 10.0.0.7, Axis P3245 may go away now'))
    fireEvent.click(await button('Upgrade 2 devices'))
    await waitFor(() => expect(api.inputsOf('upgrade.apply')[0]?.confirmed).toEqual([firstDevice]))
  })

  it('says who goes first, and that a device without need of a yes goes before one with it', async () => {
    const asks = row({ needsYes: ['A recorder.'] })
    expect([...goFirst([asks, other], 1)]).toEqual([secondDevice])
    open({ 'upgrade.view': plan({ rows: [asks, other] }) })
    const table = await screen.findByRole('table', { name: 'What would be sent' })
    const [, first, second] = within(table).getAllByRole('row')
    expect(first?.textContent).not.toContain('goes first, alone')
    expect(second?.textContent).toContain('goes first, alone')
  })

  it('names the devices that are left alone, and why', async () => {
    const problem = { code: 'upgrade/downgrade', message: 'It runs a newer one.', remedy: 'Choose a newer firmware.' }
    open({ 'upgrade.view': plan({ rows: [], refused: [{ deviceId: firstDevice, device: '10.0.0.7', problem }] }) })
    expect(await screen.findByText('No device of this plan would get a firmware.')).toBeTruthy()
    for (const part of ['upgrade/downgrade', 'It runs a newer one.', 'Choose a newer firmware.']) {
      expect(document.body.textContent).toContain(part)
    }
    expect(screen.queryByRole('button', { name: /^Upgrade \d/ })).toBeNull()
  })
})

describe('an upgrade that runs or ran', () => {
  it('shows what each device does, and offers to begin no further one', async () => {
    const running = row({ state: 'running', stage: 'uploading', sentBytes: 1_000_000 })
    const api = open({ 'upgrade.view': plan({ running: true, rows: [running, other] }), 'work.cancel': null })
    expect((await screen.findAllByText('Sends the file')).length).toBeGreaterThan(0)
    expect(screen.getByText('977 kB of 1.9 MB')).toBeTruthy()
    api.say('progress', { work: 'upgrade', state: 'running', done: 0, total: 2, text: '' })
    fireEvent.click(await button('Begin no further device'))
    await waitFor(() => expect(api.inputsOf('work.cancel')).toHaveLength(1))
  })

  it('tells what was proven from what was not, with the times that were seen', async () => {
    const problem = { code: 'upgrade/never-came-back', message: 'It went away.', remedy: 'Go to the device.' }
    const rows = [
      row({
        state: 'upgraded',
        asLeft: '11.0',
        sentAt: '2026-11-22T10:00:00Z',
        goneAt: '2026-11-22T10:01:00Z',
        backAt: '2026-11-22T10:03:00Z',
      }),
      row({ ...other, state: 'never-came-back', problem, goneAt: '2026-11-22T10:05:00Z' }),
    ]
    const stopped = {
      code: 'upgrade/wave-stopped',
      message: '1 of 2 devices were not upgraded.',
      remedy: 'Find out why.',
    }
    open({ 'upgrade.view': plan({ rows, stopped }) })
    expect(await screen.findByText('1 upgraded, 1 never came back')).toBeTruthy()
    expect(screen.getByText('1 of 2 devices were not upgraded.')).toBeTruthy()
    const [, first, second] = within(screen.getByRole('table', { name: 'Firmware upgrade' })).getAllByRole('row')
    expect(first?.textContent).toMatch(/Upgraded.*runs 11\.0.*Sent .*, Went away .*, Back /)
    expect(second?.textContent).toMatch(/Never came back.*It went away\..*Go to the device\..*upgrade\/never-came-back/)
    expect(second?.textContent).not.toMatch(/Back \d/)
  })
})
