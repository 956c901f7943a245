import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PlanChoice, WaitingPlan } from '../../electron/engine/change/kept-plans.ts'
import type { Plan } from '../../electron/engine/change/plan.ts'
import { usualWaves } from '../../electron/engine/change/waves.ts'
import { Secret } from '../../electron/model/secret.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import { SiteFile } from '../../electron/store/site-file.ts'
import { deriveSiteKeys } from '../../electron/vault/keys.ts'
import { administrator, never, passphrase, SiteFixture } from './site-fixture.ts'

const quiet = () => undefined
const madeAt = '2026-03-04T05:06:07.000Z'
const shared = 'one-for-both-cameras-2024'

const checks = ['ntp-configured', 'passwords-unique']
const noChoice: PlanChoice = { leftOut: new Set(), confirmed: new Set(), rule: usualWaves }
const wordsOf = ({ changes }: Plan) => changes.map(({ change }) => change)

let site: SiteFixture

/** Two cameras with one password and no time servers, assessed. */
async function begin(): Promise<void> {
  const camera = { personality: 'hikvision-camera' } as const
  site = await SiteFixture.start({
    devices: 2,
    lineUp: [camera, camera],
    ports: 'standard',
    seed: 'a plan that waits',
  })
  for (const { address } of site.practice.devices) {
    const { state, faults } = site.practice.device(address)
    Object.assign(faults, noFaults())
    state.clock.source = 'Manual'
    state.ntp.servers = []
    for (const list of [state.users, state.webUsers ?? [], state.rtspUsers ?? []])
      for (const user of list) if (user.level === 'Administrator') user.password = shared
  }
  await site.session.discover({ pace: 'fast', signal: never(), on: quiet })
  for (const device of site.session.devices()) {
    const { username } = administrator(site.simulated(device))
    site.session.logins.add([device.id], { username, password: Secret.of(shared) })
  }
  await site.assess()
}

const keep = (plan: Plan, choice: Partial<PlanChoice> = {}) =>
  site.session.keptPlans.keep({
    waiting: [{ plan, madeAt, devices: null, choice: { ...noChoice, ...choice } }],
    frontId: plan.id,
  })
const waiting = (): readonly WaitingPlan[] => site.session.keptPlans.all().waiting
/** The only one that waits. */
function back(): WaitingPlan {
  const [one, ...more] = waiting()
  if (one === undefined || more.length > 0) throw new Error('not exactly one plan waits')
  return one
}
const apply = (plan: Plan, confirmed: ReadonlySet<string> = new Set(), onChange: () => void = quiet) =>
  site.session.apply(plan, { signal: never(), on: quiet, onChange, confirmed })
const nameVms = (...usernames: readonly string[]) => {
  const accounts = usernames.map(
    (username) => ({ username, use: 'vms', holder: 'Recorder room', endsOn: null }) as const,
  )
  site.session.updateSite({ settings: { ...site.session.site().settings, accounts } })
}
/** Nothing was written to any device. */
function expectUntouched(): void {
  for (const index of [0, 1]) {
    const { simulated } = site.at(index)
    expect(simulated.state.ntp.servers).toEqual([])
    expect(administrator(simulated).password).toBe(shared)
  }
}

describe('a plan that waits while the site is closed', () => {
  beforeAll(begin, 60_000)
  afterAll(() => site.stop())

  it('comes back word for word with what was decided about it', async () => {
    const plan = await site.plan(checks)
    expect(plan.changes.map(({ fix }) => fix.id).toSorted()).toEqual([...checks, ...checks].toSorted())
    const [first] = site.session.devices()
    keep(plan, { leftOut: new Set([first?.id ?? '']), rule: { canary: 2, width: 3, stopShare: 0.1 } })
    await site.reopen()
    const { plan: again, choice, ...about } = back()
    expect(wordsOf(again)).toEqual(wordsOf(plan))
    const { changes: _, ...rest } = plan
    expect(again).toMatchObject(rest)
    expect(about).toEqual({ madeAt, devices: null })
    expect(choice).toEqual({
      leftOut: new Set([first?.id]),
      confirmed: new Set(),
      rule: { canary: 2, width: 3, stopShare: 0.1 },
    })
    expect(site.session.keptPlans.all().frontId).toBe(plan.id)
  })

  it('keeps no password and no value that would be written, and nobody is said to have agreed', async () => {
    keep(await site.plan())
    const visitId = site.session.visit().id
    site.session.close()
    const keys = await deriveSiteKeys(Secret.of(passphrase), SiteFile.readSalt(site.file))
    const file = SiteFile.open(site.file, keys.databaseKey)
    const rows = file.plans.of(visitId)
    file.close()
    await site.reopen()
    const text = JSON.stringify(rows)
    const passwords = site.practice.devices.flatMap(({ address }) => {
      const { users, webUsers } = site.practice.device(address).state
      return [...users, ...(webUsers ?? [])].map(({ password }) => password)
    })
    expect(passwords).toContain(shared)
    for (const password of passwords) expect(text).not.toContain(password)
    const values = rows.flatMap(({ plan }) =>
      plan.changes.flatMap(({ accounts }) => (accounts === null ? [] : [accounts])),
    )
    expect(values.length).toBeGreaterThan(0)
    for (const { asFound, target } of values)
      for (const value of [asFound, target])
        expect(value).toEqual({
          usernames: expect.any(Array),
          password: expect.stringMatching(/^(own|shared or short)$/),
        })
    expect(text).not.toMatch(/approvedBy/)
  })

  it('goes where another one takes its place', async () => {
    keep(await site.plan(['ntp-configured']))
    const next = await site.plan(checks)
    keep(next)
    await site.reopen()
    expect(back().plan.id).toBe(next.id)
    site.session.keptPlans.keep({ waiting: [], frontId: null })
    await site.reopen()
    expect(waiting()).toEqual([])
  })

  it('does not come back with a fix that this version does not know', async () => {
    const plan = await site.plan(['ntp-configured'])
    const changes = plan.changes.map((one) => ({ ...one, change: { ...one.change, fix: 'of-a-later-version' } }))
    keep({ ...plan, changes })
    expect(waiting()).toEqual([])
  })

  it('counts a yes where its reason is still the same, and no longer where it is another one', async () => {
    const { username } = administrator(site.at(0).simulated)
    nameVms(username)
    const plan = await site.plan(checks)
    const asking = plan.changes.filter(({ change }) => change.confirm !== undefined).map(({ change }) => change.id)
    expect(asking).toHaveLength(2)
    keep(plan, { confirmed: new Set(asking) })
    await site.reopen()
    expect(back().choice.confirmed).toEqual(new Set(asking))
    expect(wordsOf(back().plan)).toEqual(wordsOf(plan))

    // Another account is the one of the recorders: nobody was asked about this one.
    nameVms('somebody-else')
    await site.reopen()
    expect(back().choice.confirmed).toEqual(new Set())
    expect(wordsOf(back().plan).filter(({ confirm }) => confirm !== undefined)).toEqual([])
    nameVms()
  })

  it('asks for a yes that nobody was asked for when it was made', async () => {
    const plan = await site.plan(['passwords-unique'])
    expect(wordsOf(plan).filter(({ confirm }) => confirm !== undefined)).toEqual([])
    keep(plan)
    nameVms(administrator(site.at(0).simulated).username)
    await site.reopen()
    const { plan: again, choice } = back()
    expect(wordsOf(again).map(({ confirm }) => confirm)).toEqual(
      again.changes.map(() => expect.stringContaining('The video management logs in as')),
    )
    const changes = await apply(again, choice.confirmed)
    expect(new Set(changes.map(({ problem }) => problem?.code))).toEqual(new Set(['fix/not-confirmed']))
    expectUntouched()
    nameVms()
  })

  it('is left alone where the checklist does not ask for it any more', async () => {
    keep(await site.plan(['ntp-configured']))
    const list = [
      'id: own-short',
      'title: Short list',
      'version: 1.0.0',
      'items:',
      '  - id: ACC-01',
      '    check: default-logins-refused',
      '    title: No published default password is accepted',
      '    severity: critical',
      '    references: []',
      '    rationale: Anybody can look it up.',
    ].join('\n')
    site.session.checklists.use(site.session.checklists.add(list, 'own-short.yaml').id)
    await site.reopen()
    const changes = await apply(back().plan)
    expect(new Set(changes.map(({ problem }) => problem?.code))).toEqual(new Set(['fix/plan-outdated']))
    expectUntouched()
    site.session.checklists.use('baseline')
  })

  it('does not outlive the seal of its visit', async () => {
    keep(await site.plan(['ntp-configured']))
    await site.seal()
    expect(waiting()).toEqual([])
    await site.reopen()
    expect(waiting()).toEqual([])
    await site.assess()
    expect(site.session.visit().number).toBe(2)
    expect(waiting()).toEqual([])
  }, 60_000)
})

describe('a plan that waited and is carried out', () => {
  beforeEach(begin, 60_000)
  afterEach(() => site.stop())

  it('is carried out as it was agreed to, also where one change takes the reason of another away', async () => {
    keep(await site.plan(checks))
    await site.reopen()
    const seen: number[] = []
    // Whatever ends the program while it runs finds the changes on record, and no plan.
    const changes = await apply(back().plan, new Set(), () => seen.push(waiting().length))
    expect(changes.map(({ state }) => state)).toEqual(['fixed', 'fixed', 'fixed', 'fixed'])
    expect(new Set(seen)).toEqual(new Set([0]))
    for (const device of site.session.devices()) {
      expect(administrator(site.simulated(device)).password).not.toBe(shared)
      expect(site.vaultPasswords(device, administrator(site.simulated(device)).username)).toEqual([
        administrator(site.simulated(device)).password,
      ])
    }
    await site.reopen()
    expect(waiting()).toEqual([])
  }, 60_000)

  it('does nothing by itself, and writes nothing where somebody did it meanwhile', async () => {
    keep(await site.plan(['ntp-configured']))
    await site.reopen()
    expect(site.session.changes()).toEqual([])
    expectUntouched()
    // Somebody was at one device meanwhile.
    const { state } = site.at(0).simulated
    state.clock.source = 'NTP'
    state.ntp.servers = site.session.site().settings.ntpServers.map((value) => ({ type: 'IPv4', value }))
    const changes = await apply(back().plan)
    const ends = new Map(changes.map(({ deviceId, state, problem }) => [deviceId, [state, problem?.code ?? null]]))
    expect(ends.get(site.at(0).device.id)).toEqual(['left', 'fix/not-needed'])
    expect(ends.get(site.at(1).device.id)).toEqual(['fixed', null])
  })

  it('is left alone as outdated where what was agreed to is not what would be done now', async () => {
    const plan = await site.plan(['passwords-unique'])
    keep(plan)
    await site.reopen()
    // A second account with the shared password: more than anybody agreed to.
    const { device, simulated } = site.at(0)
    const main = administrator(simulated)
    for (const list of [simulated.state.users, simulated.state.webUsers ?? []])
      if (list.length > 0) list.push({ ...main, username: 'second' })
    site.session.logins.add([device.id], { username: 'second', password: Secret.of(shared) })
    await site.assess([device.id])
    const changes = await apply(back().plan)
    const own = changes.find(({ deviceId }) => deviceId === device.id)
    expect(own).toMatchObject({ state: 'left', problem: { code: 'fix/plan-outdated' } })
    expect(administrator(simulated).password).toBe(shared)
  })
})
