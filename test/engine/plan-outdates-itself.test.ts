import { afterEach, describe, expect, it } from 'vitest'
import { Secret } from '../../electron/model/secret.ts'
import type { Change } from '../../electron/model/site.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { administrator, changeBehindOurBack, never, passwordRequests, SiteFixture } from './site-fixture.ts'

const quiet = () => undefined

/** As it came out of its box. */
function toDefault({ state, maker }: PracticeDevice): void {
  for (const list of [state.users, state.webUsers ?? []])
    for (const user of list) if (user.level === 'Administrator') Object.assign(user, maker.defaultLogin)
}

/** Changes of one plan that reach for the same thing. */
describe('a plan in which one change does what another one was to do', () => {
  let site: SiteFixture
  afterEach(() => site.stop())

  async function begin(devices: number, seed: string): Promise<void> {
    site = await SiteFixture.start({ devices, personality: 'hikvision-camera', ports: 'standard', seed })
    for (const { address } of site.practice.devices) Object.assign(site.practice.device(address).faults, noFaults())
  }

  async function carryOut(checks: readonly string[]): Promise<Change[]> {
    const plan = await site.plan(checks)
    const confirmed = new Set(plan.changes.map(({ change }) => change.id))
    const changes = await site.session.apply(plan, { signal: never(), on: quiet, onChange: quiet, confirmed })
    expect(changes).toHaveLength(plan.changes.length)
    return changes
  }

  const ofBoth = ['default-logins-refused', 'passwords-unique']

  it('ends both as fixed where a default password was shared, and sets one new password, not two', async () => {
    await begin(4, 'shared defaults')
    for (const { address } of site.practice.devices) toDefault(site.practice.device(address))
    await site.discover()
    await site.assess()
    const changes = await carryOut(ofBoth)
    const ids = site.session.devices().map(({ id }) => id)
    for (const id of ids) {
      const own = changes.filter(({ deviceId }) => deviceId === id)
      expect(own.map(({ fix, state }) => `${fix} ${state}`)).toEqual(ofBoth.map((fix) => `${fix} fixed`))
      expect(own[1]?.asLeft).toMatch(/^Done by another change of this plan \(default-logins-refused\): .*own password/)
    }
    for (const device of site.session.devices()) {
      expect(site.outcome(device, 'ACC-02')).toBe('fixed')
      expect(passwordRequests(site.simulated(device))).toHaveLength(1)
    }
  }, 60_000)

  it('gives the last device of those that shared a password its own as well, as was agreed to', async () => {
    await begin(2, 'the last of them')
    const shared = 'one-for-every-camera-2024'
    for (const { address } of site.practice.devices) changeBehindOurBack(site.practice.device(address), shared)
    await site.session.discover({ pace: 'fast', signal: never(), on: quiet })
    for (const device of site.session.devices()) {
      const { username } = administrator(site.simulated(device))
      site.session.logins.add([device.id], { username, password: Secret.of(shared) })
    }
    await site.assess()
    const changes = await carryOut(['passwords-unique'])
    expect(changes.map(({ state }) => state)).toEqual(['fixed', 'fixed'])
    for (const device of site.session.devices()) {
      expect(administrator(site.simulated(device)).password).not.toBe(shared)
      expect(site.outcome(device, 'ACC-02')).toBe('fixed')
    }
  }, 60_000)

  it('renews the other accounts where one of several was renewed before', async () => {
    await begin(2, 'two accounts')
    const shared = 'shared-by-two-accounts-1'
    for (const { address } of site.practice.devices) {
      const device = site.practice.device(address)
      toDefault(device)
      const main = administrator(device)
      for (const list of [device.state.users, device.state.webUsers ?? []])
        if (list.length > 0) list.push({ ...main, username: 'second', password: shared })
    }
    await site.session.discover({ pace: 'fast', signal: never(), on: quiet })
    for (const { id } of site.session.devices())
      site.session.logins.add([id], { username: 'second', password: Secret.of(shared) })
    await site.assess()
    const changes = await carryOut(ofBoth)
    expect(changes.filter(({ problem }) => problem?.code === 'fix/plan-outdated')).toEqual([])
    expect(new Set(changes.map(({ state }) => state))).toEqual(new Set(['fixed']))
    for (const device of site.session.devices()) {
      const { users, webUsers } = site.simulated(device).state
      for (const { password } of [...users, ...(webUsers ?? [])]) expect([shared, '12345']).not.toContain(password)
    }
  }, 60_000)
})
