import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Device } from '../../electron/model/device.ts'
import { Secret } from '../../electron/model/secret.ts'
import type { Change } from '../../electron/model/site.ts'
import { type Faults, noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { SiteFixture } from './site-fixture.ts'

const fix = 'stream-account-separate'
const manners: readonly Partial<Faults>[] = [
  {},
  { silentlyIgnoreWrites: ['CreateUsers'] },
  { answerLostAfterWrite: ['CreateUsers'] },
  { passwordTruncatedTo: 8 },
  { rebootBeforeWrite: ['CreateUsers'] },
  {},
]

/** Sites whose recorder logs in as `viewer`, and devices that have nobody but an administrator. */
describe('an account for the recorder', () => {
  let site: SiteFixture
  let changes: (Change | undefined)[]
  const at = (index: number): { device: Device; simulated: PracticeDevice } => {
    const address = site.practice.devices[index]?.address ?? ''
    const device = site.session.devices().find(({ endpoint }) => endpoint.address === address)
    if (device === undefined) throw new Error(`${address} was not found`)
    return { device, simulated: site.practice.device(address) }
  }
  const viewer = ({ state }: PracticeDevice) => state.users.find(({ username }) => username === 'viewer')

  beforeAll(async () => {
    const lineUp = manners.map(() => ({ personality: 'onvif-camera' as const, model: 'DS-2CD2142FWD-I' }))
    site = await SiteFixture.start({ devices: manners.length, lineUp, ports: 'standard', seed: 'recorder' })
    for (const { address } of site.practice.devices) {
      const simulated = site.practice.device(address)
      simulated.rebootMs = 200
      Object.assign(simulated.faults, noFaults())
      for (const list of [simulated.state.users, simulated.state.webUsers ?? []])
        list.splice(0, list.length, {
          username: 'admin',
          password: 'right-1-Password',
          level: 'Administrator',
          fixed: true,
        })
    }
    await site.discover()
    for (const device of site.session.devices())
      site.session.logins.add([device.id], { username: 'admin', password: Secret.of('right-1-Password') })
    await site.assess()
    changes = []
    for (const [index, faults] of manners.entries()) {
      const { device, simulated } = at(index)
      if (index === manners.length - 1) continue
      expect(site.outcome(device, 'ACC-04')).toBe('fail')
      Object.assign(simulated.faults, faults)
      const [change] = await site.fix([fix], [device.id])
      changes.push(change)
      Object.assign(simulated.faults, noFaults())
    }
  }, 120_000)
  afterAll(() => site.stop())

  it.each([
    ['honest', 0],
    ['whose answer was lost', 2],
  ])('on a device %s: is there, administers nothing, and its password is in the vault', (_, index) => {
    const { device, simulated } = at(index)
    expect(changes[index]).toMatchObject({ state: 'fixed', disruption: 'none' })
    expect(viewer(simulated)).toMatchObject({ level: 'Operator' })
    expect(site.vaultPasswords(device, 'viewer')).toEqual([viewer(simulated)?.password])
    expect(site.outcome(device, 'ACC-04')).toBe('fixed')
    // No password was changed: a new account proves nothing of those that were there.
    expect(site.outcome(device, 'ACC-03')).not.toBe('pass')
  })

  it('is not called made by a device that only says so', () => {
    const { device, simulated } = at(1)
    expect(changes[1]).toMatchObject({ state: 'rolled-back', problem: { code: 'fix/not-kept' } })
    expect(viewer(simulated)).toBeUndefined()
    expect(site.outcome(device, 'ACC-04')).toBe('fail')
    expect(site.session.logins.unresolved()).toBe(0)
  })

  it('is taken away again where the device cuts its password off', () => {
    const { device, simulated } = at(3)
    expect(changes[3]).toMatchObject({ state: 'rolled-back', problem: { code: 'fix/not-kept' } })
    expect(changes[3]?.problem?.message).toMatch(/taken away again/)
    expect(viewer(simulated)).toBeUndefined()
    expect(site.outcome(device, 'ACC-04')).toBe('fail')
  })

  it('is not there where the device restarted before it heard of it, and is made at the next try', async () => {
    const { device, simulated } = at(4)
    expect(changes[4]?.state).toBe('rolled-back')
    expect(viewer(simulated)).toBeUndefined()
    const [again] = await site.fix([fix], [device.id])
    expect(again?.state).toBe('fixed')
    expect(site.vaultPasswords(device, 'viewer')[0]).toBe(viewer(simulated)?.password)
  })

  it('never replaces the login of the administrator, and locks nobody out', async () => {
    const { device, simulated } = at(0)
    await site.reopen()
    await site.assess([device.id])
    const logins = simulated.requests.all.slice(-40).flatMap(({ username }) => (username === null ? [] : [username]))
    expect(logins).not.toContain('viewer')
    expect(site.outcome(device, 'ACC-04')).toBe('fixed')
    expect(manners.every((_, index) => !at(index).simulated.lockedOut)).toBe(true)
  })

  it('is handed over with its password', async () => {
    const bytes = await site.session.handOver(Secret.of('words for the customer'))
    expect(bytes.length).toBeGreaterThan(1_000)
    expect(
      site.session.logins
        .accounts(at(0).device.id)
        .map(({ username }) => username)
        .sort(),
    ).toEqual(['admin', 'viewer'])
  })

  it('is the only one that changed: whoever was there stays as he was', () => {
    for (const index of manners.keys()) {
      const own = at(index).simulated.state.users.find(({ username }) => username === 'admin')
      expect(own).toMatchObject({ level: 'Administrator', password: 'right-1-Password' })
    }
  })
})
