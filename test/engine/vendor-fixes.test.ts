import net from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Plan } from '../../electron/engine/change/plan.ts'
import type { Device } from '../../electron/model/device.ts'
import type { Change } from '../../electron/model/site.ts'
import { type Faults, noFaults } from '../../electron/practice/faults.ts'
import type { PersonalityId } from '../../electron/practice/personalities.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { never, SiteFixture } from './site-fixture.ts'

const passwordFix = 'default-logins-refused'
const remoteShell = 'remote-shell-and-file-transfer-closed'
const fixesUnderTest = [
  passwordFix,
  'ntp-configured',
  'telnet-closed',
  remoteShell,
  'upnp-off',
  'cloud-relay-off',
  'snmp-off-or-v3-only',
] as const

/** What the interfaces of each maker have a sourced way for; the rest ends with its instruction. */
const makers = [
  { model: 'M5525-E', vendor: 'AXIS', byHand: ['NET-01'] },
  { model: 'DS-2CD2142FWD-I', vendor: 'HIKVISION', byHand: [] },
  { model: 'IPC-HDW5831R-ZE', vendor: 'Dahua', byHand: [] },
  { model: 'QNV-C8012', vendor: 'Hanwha Vision', byHand: ['NET-01', 'NET-02'] },
] as const
/** Of this maker no document shows a switch for Telnet, SSH and the relay; products of the other makers have all of them. */
const withoutSwitch: Readonly<Record<string, readonly string[]>> = {
  AXIS: ['telnet-closed'],
  'Hanwha Vision': ['telnet-closed', remoteShell, 'cloud-relay-off'],
}
const manners = [
  { manner: 'honest', faults: {} },
  { manner: 'silent', faults: { silentlyIgnoreWrites: ['*'] } },
  { manner: 'deaf', faults: { answerLostAfterWrite: ['*'] } },
] as const satisfies readonly { manner: string; faults: Partial<Faults> }[]
const factories: readonly { readonly personality: PersonalityId; readonly manner: string }[] = [
  ...(['axis-factory', 'hikvision-factory', 'hanwha-factory'] as const).flatMap((personality) =>
    manners.map(({ manner }) => ({ personality, manner })),
  ),
  { personality: 'dahua-factory', manner: 'honest' },
]
const faultsOf = (manner: string): Partial<Faults> => manners.find((one) => one.manner === manner)?.faults ?? {}

/** Everything on that a careless installer leaves on, with the published password. */
async function neglect(device: PracticeDevice): Promise<void> {
  const { state, maker } = device
  Object.assign(device.faults, noFaults())
  Object.assign(state.settings.services, { telnet: true, ssh: true, ftp: false, upnp: true, ddns: false, debug: false })
  if (maker.vendor !== 'Hanwha Vision') state.settings.services['p2p-cloud'] = true
  state.settings.snmp = { v1: true, v2c: true, v3: false, readCommunity: 'public', writeCommunity: null }
  state.clock.source = 'Manual'
  state.ntp.servers = []
  const { username = '', password = '' } = maker.defaultLogin ?? {}
  for (const list of [state.users, state.webUsers ?? []])
    list.splice(0, list.length, { username, password, level: 'Administrator', fixed: true })
  await device.followState()
}

interface Row {
  readonly vendor: string
  readonly manner: string
  readonly simulated: PracticeDevice
  readonly device: Device
  readonly before: string
}

const switches = ({ state }: PracticeDevice): string => {
  const { telnet, ssh, upnp, 'p2p-cloud': cloud } = state.settings.services
  return JSON.stringify([telnet, ssh, upnp, cloud, state.settings.snmp, state.clock.source, state.ntp, state.webUsers])
}

describe('the fixes of the four makers, from plan to proof', () => {
  let site: SiteFixture
  let rows: Row[]
  let plan: Plan
  let changes: Change[]
  let factoryRows: Omit<Row, 'before'>[]
  let activations: { unconfirmed: Change[]; confirmed: Change[]; plan: Plan }

  beforeAll(async () => {
    const lineUp = [
      ...makers.flatMap(({ model }) => manners.map(() => ({ personality: 'onvif-camera' as const, model }))),
      ...factories.map(({ personality }) => ({ personality })),
    ]
    site = await SiteFixture.start({ devices: lineUp.length, lineUp, ports: 'standard', seed: 'vendor fixes' })
    const simulated = site.practice.devices.map(({ address }) => site.practice.device(address))
    const installed = simulated.filter(({ state }) => state.settings.activated)
    for (const device of simulated) Object.assign(device.faults, noFaults())
    for (const device of installed) await neglect(device)
    // Nobody enters a login: each device has the published one.
    await site.session.discover({ pace: 'normal', signal: never(), on: () => undefined })
    await site.assess()
    const found = (practice: PracticeDevice) => {
      const device = site.session.devices().find(({ endpoint }) => endpoint.address === practice.address)
      if (device === undefined) throw new Error(`${practice.address} was not found`)
      return device
    }
    rows = installed.map((practice, index) => ({
      vendor: practice.maker.vendor,
      manner: manners[index % manners.length]?.manner ?? '',
      simulated: practice,
      device: found(practice),
      before: switches(practice),
    }))
    for (const row of rows) Object.assign(row.simulated.faults, faultsOf(row.manner))
    plan = await site.plan(
      [...fixesUnderTest],
      rows.map(({ device }) => device.id),
    )
    changes = await carryOut(plan)
    factoryRows = simulated
      .filter(({ state }) => !state.settings.activated)
      .map((practice, index) => ({
        vendor: practice.maker.vendor,
        manner: factories[index]?.manner ?? '',
        simulated: practice,
        device: found(practice),
      }))
    for (const row of factoryRows) Object.assign(row.simulated.faults, faultsOf(row.manner))
    const factoryIds = factoryRows.map(({ device }) => device.id)
    const first = await site.plan(['activated'], factoryIds)
    const unconfirmed = await carryOut(first, new Set())
    const second = await site.plan(['activated'], factoryIds)
    activations = { plan: first, unconfirmed, confirmed: await carryOut(second) }
  }, 120_000)
  afterAll(() => site.stop())

  /** With a yes to every change that asks for one. */
  const carryOut = (planned: Plan, confirmed?: ReadonlySet<string>) =>
    site.session.apply(planned, {
      signal: never(),
      on: () => undefined,
      onChange: () => undefined,
      waves: { canary: 0, width: 16, stopShare: 1 },
      confirmed: confirmed ?? new Set(planned.changes.map(({ change }) => change.id)),
    })

  const changesOf = ({ device }: Pick<Row, 'device'>) => changes.filter(({ deviceId }) => deviceId === device.id)
  const statesOf = (row: Pick<Row, 'device'>) =>
    Object.fromEntries(changesOf(row).map(({ fix, state }) => [fix, state]))
  const rowOf = (vendor: string, manner: string): Row => {
    const row = rows.find((candidate) => candidate.vendor === vendor && candidate.manner === manner)
    if (row === undefined) throw new Error(`no ${manner} ${vendor}`)
    return row
  }

  it.each(makers.map(({ vendor }) => vendor))('%s: fixes what it has a way for, and proves it', async (vendor) => {
    const row = rowOf(vendor, 'honest')
    const wanted = fixesUnderTest.filter((fix) => withoutSwitch[vendor]?.includes(fix) !== true)
    expect(statesOf(row)).toEqual(Object.fromEntries(wanted.map((fix) => [fix, 'fixed'])))
    const { state, ports, address } = row.simulated
    expect(state.clock.source).toBe('NTP')
    expect(state.ntp.servers.map(({ value }) => value)).toEqual(site.practice.settings.ntpServers)
    expect(state.settings.services.upnp).toBe(false)
    expect(state.settings.services['p2p-cloud'] ?? false).toBe(false)
    expect(state.settings.snmp).toMatchObject({ v1: false, v2c: false })
    expect(state.snmp).toBeNull()
    await Promise.all(
      (['telnet', 'ssh'] as const).map(async (service) => {
        const left = withoutSwitch[vendor]?.includes(service === 'telnet' ? 'telnet-closed' : remoteShell) === true
        expect([service, await isOpen(address, ports[service])]).toEqual([service, left])
      }),
    )
  })

  it.each(makers.map(({ vendor }) => vendor))(
    '%s: has one new password on every database, and the vault holds it',
    (vendor) => {
      for (const row of [rowOf(vendor, 'honest'), rowOf(vendor, 'deaf')]) {
        expect(statesOf(row)[passwordFix]).toBe('fixed')
        const { state, maker } = row.simulated
        const lists = [state.users, ...(state.webUsers === null ? [] : [state.webUsers])]
        expect(lists).toHaveLength(vendor === 'Hanwha Vision' ? 1 : 2)
        const passwords = new Set(lists.flatMap((list) => list.map(({ password }) => password)))
        expect(passwords.has(maker.defaultLogin?.password ?? '')).toBe(false)
        expect(site.vaultPasswords(row.device, maker.administrator)).toEqual([...passwords])
      }
    },
  )

  it.each(makers.map(({ vendor }) => vendor))(
    '%s: a change that is only said to be made is never called fixed',
    (vendor) => {
      const row = rowOf(vendor, 'silent')
      for (const { fix, state, problem } of changesOf(row)) {
        expect([fix, ['rolled-back', 'failed'].includes(state)]).toEqual([fix, true])
        expect(problem?.message).toMatch(/\w/)
      }
      expect(switches(row.simulated)).toBe(row.before)
      const { maker } = row.simulated
      expect(site.vaultPasswords(row.device, maker.administrator)).toEqual([maker.defaultLogin?.password])
      for (const item of ['ACC-01', 'TIM-01', 'NET-01', 'NET-03', 'NET-05b']) {
        expect([item, site.outcome(row.device, item)]).toEqual([item, 'fail'])
      }
    },
  )

  it.each(makers.map(({ vendor }) => vendor))(
    '%s: a change whose answer was lost is not called fixed by hope',
    (vendor) => {
      const others = changesOf(rowOf(vendor, 'deaf')).filter(({ fix }) => fix !== passwordFix)
      expect(others.length).toBeGreaterThan(2)
      for (const { fix, state } of others) expect([fix, ['rolled-back', 'failed'].includes(state)]).toEqual([fix, true])
    },
  )

  it.each(makers)('$vendor: what has no sourced way ends with its instruction', ({ vendor, byHand }) => {
    const row = rowOf(vendor, 'honest')
    const own = plan.byHand.filter(({ deviceId }) => deviceId === row.device.id)
    expect(own.map(({ item }) => item)).toEqual([...byHand])
    for (const { item, instruction } of own) {
      expect(instruction).toMatch(/\w/)
      expect(site.outcome(row.device, item)).toBe('fail')
    }
  })

  it('asks for a yes of its own wherever the way was never held against a device', () => {
    const asked = plan.changes.filter(({ change }) => change.confirm !== undefined)
    const vendors = asked.map(({ change }) => rows.find(({ device }) => device.id === change.deviceId)?.vendor)
    expect(new Set(vendors)).toEqual(new Set(['HIKVISION']))
    expect(new Set(asked.map(({ change }) => change.fix))).toEqual(
      new Set(['telnet-closed', remoteShell, 'upnp-off', 'cloud-relay-off']),
    )
  })

  describe('first passwords', () => {
    const endOf = ({ device }: Omit<Row, 'before'>): Change | undefined =>
      [...activations.unconfirmed, ...activations.confirmed].findLast(({ deviceId }) => deviceId === device.id)
    const factoryRow = (vendor: string, manner: string) => {
      const row = factoryRows.find((candidate) => candidate.vendor === vendor && candidate.manner === manner)
      if (row === undefined) throw new Error(`no ${manner} ${vendor} in factory state`)
      return row
    }
    const activated = ['AXIS', 'HIKVISION', 'Hanwha Vision']

    it.each(activated)('%s: is given and proven, also when the answer was lost; the vault holds it', (vendor) => {
      for (const row of [factoryRow(vendor, 'honest'), factoryRow(vendor, 'deaf')]) {
        expect(endOf(row)).toMatchObject({ fix: 'activated', state: 'fixed' })
        const { state, maker } = row.simulated
        const [administrator] = state.webUsers ?? state.users
        expect(state.settings.activated).toBe(true)
        expect(administrator?.username).toBe(maker.administrator)
        expect(site.vaultPasswords(row.device, maker.administrator)).toEqual([administrator?.password])
        expect(site.outcome(row.device, 'INV-03')).toBe('fixed')
      }
    })

    it.each(activated)('%s: is not called given when the device only says so', (vendor) => {
      const row = factoryRow(vendor, 'silent')
      expect(endOf(row)).toMatchObject({ state: 'failed', problem: { code: 'fix/not-kept' } })
      expect(row.simulated.state.settings.activated).toBe(false)
      expect(site.outcome(row.device, 'INV-03')).toBe('fail')
    })

    it('HIKVISION: is left alone until a person says yes to this very change', () => {
      const { device } = factoryRow('HIKVISION', 'honest')
      const first = activations.unconfirmed.find(({ deviceId }) => deviceId === device.id)
      expect(first).toMatchObject({ state: 'left', problem: { code: 'fix/not-confirmed' } })
    })

    it('Dahua: is left to a person, because no source shows the way', () => {
      const row = factoryRow('Dahua', 'honest')
      expect(endOf(row)).toBeUndefined()
      const left = activations.plan.byHand.find(({ deviceId }) => deviceId === row.device.id)
      expect(left).toMatchObject({ item: 'INV-03' })
      expect(left?.instruction).toContain('first password')
    })

    it('costs no login before it: there is none that could be tried', () => {
      const attempts = factoryRows
        .filter(({ simulated }) => !simulated.state.settings.activated)
        .map(({ simulated }) => simulated.failedLogins)
      expect(attempts.every((count) => count === 0)).toBe(true)
    })
  })

  it('locks nobody out', () => {
    expect([...rows, ...factoryRows].filter(({ simulated }) => simulated.lockedOut)).toEqual([])
  })
})

const isOpen = (address: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, address)
    const ends = (open: boolean) => () => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', ends(true))
    socket.once('error', ends(false))
  })
