import { afterEach, describe, expect, it } from 'vitest'
import { unlockSite } from '../../electron/engine/unlocked-site.ts'
import type { Device } from '../../electron/model/device.ts'
import { Secret } from '../../electron/model/secret.ts'
import type { PracticeUser } from '../../electron/practice/device-state.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { never, passphrase, SiteFixture } from './site-fixture.ts'

const old = { installer: 'Shared-by-all-first1', admin: 'Shared-by-all-admin12' } as const
const fix = ['passwords-unique']

describe('two accounts of one device in the vault', () => {
  let site: SiteFixture
  let device: Device
  let simulated: PracticeDevice
  afterEach(() => site.stop())

  /** Two devices whose web interface and ONVIF have lists of their own, with the same two shared accounts. */
  async function begin(
    level: PracticeUser['level'],
    onOnvif: readonly string[] = ['installer', 'admin'],
  ): Promise<void> {
    site = await SiteFixture.start({
      devices: 2,
      lineUp: [{ personality: 'onvif-camera', model: 'DS-2CD2142FWD-I' }],
      ports: 'standard',
      seed: 'two accounts',
    })
    for (const { address } of site.practice.devices) {
      const { faults, state } = site.practice.device(address)
      Object.assign(faults, noFaults())
      const users: PracticeUser[] = [
        { username: 'installer', password: old.installer, level, fixed: false },
        { username: 'admin', password: old.admin, level: 'Administrator', fixed: false },
      ]
      state.users = users.filter(({ username }) => onOnvif.includes(username))
      state.webUsers = structuredClone(users)
    }
    await site.session.discover({ pace: 'fast', signal: never(), on: () => undefined })
    const [found] = site.session.devices()
    if (found === undefined) throw new Error('nothing discovered')
    device = found
    simulated = site.simulated(device)
    for (const username of ['installer', 'admin'] as const) {
      enter(username)
      await site.assess()
    }
  }

  const enter = (username: keyof typeof old) =>
    site.session.logins.add(
      site.session.devices().map(({ id }) => id),
      { username, password: Secret.of(old[username]) },
    )

  /** Accounts that the old password still opens, by interface. */
  const stillOld = () =>
    Object.entries({ onvif: simulated.state.users, web: simulated.state.webUsers ?? [] }).flatMap(([login, users]) =>
      users
        .filter(({ password }) => Object.values<string>(old).includes(password))
        .map(({ username }) => `${username} on ${login}`),
    )

  const attempts = (login: string) =>
    site.session
      .logPage(null, 5_000)
      .map(({ line }) => JSON.parse(line) as Record<string, unknown>)
      .filter((event) => event.type === 'login.attempt' && event.device === device.id && event.login === login)

  const observed = (item: string) =>
    site.session.findings(device.id).asLeft.find((finding) => finding.item === item)?.observed ?? ''

  it('both get a new password on each list of accounts, and the old ones open none of them', async () => {
    await begin('Administrator')
    expect(stillOld()).toHaveLength(4)
    const changes = await site.fix(fix, [device.id])
    expect(changes).toMatchObject([{ state: 'fixed' }])
    expect(stillOld()).toEqual([])
    expect(site.outcome(device, 'ACC-02')).toBe('fixed')
    expect(site.outcome(device, 'ACC-03')).toBe('pass')
    for (const username of ['installer', 'admin']) {
      expect(observed('ACC-03')).toContain(`"${username}" on onvif`)
      // The old one was asked for, and said no to.
      expect(attempts('onvif').some((event) => event.username === username && event.outcome === 'refused')).toBe(true)
    }
    expect(simulated.logins.lockouts).toBe(0)
  }, 60_000)

  it('are not called fixed while one list keeps the old password of the second one', async () => {
    await begin('Administrator')
    simulated.faults.silentlyIgnoreWrites = ['SetUser']
    const [change] = await site.fix(fix, [device.id])
    expect(change).toMatchObject({ state: 'failed', problem: { code: 'fix/not-kept' } })
    // Both are on disk as left behind: also when the site is opened again.
    await site.reopen()
    await site.assess([device.id])
    expect(stillOld()).toContain('installer on onvif')
    expect(observed('ACC-02')).toContain('"installer" on onvif: the same on 1 other device')
    expect(site.outcome(device, 'ACC-02')).toBe('fail')
    expect(site.outcome(device, 'ACC-03')).toBe('fail')
    expect(simulated.logins.lockouts).toBe(0)
  }, 60_000)

  it('the second one, of which an earlier version proved nothing on ONVIF, is asked for there and not called its own', async () => {
    await begin('Administrator')
    site.session.close()
    const fresh = 'given by an earlier version'
    const { store, vault } = await unlockSite(site.file, Secret.of(passphrase), 'as-it-is')
    const change = vault.beginChange({
      account: { deviceId: device.id, username: 'installer' },
      deviceIdentity: 'as an earlier version wrote it',
      pin: null,
      oldPassword: Secret.of(old.installer),
      newPassword: Secret.of(fresh),
      now: new Date().toISOString(),
    })
    change.markSent()
    change.markVerified()
    change.commit()
    vault.wipe()
    store.close()
    for (const user of simulated.state.webUsers ?? []) if (user.username === 'installer') user.password = fresh
    await site.reopen()
    await site.assess([device.id])
    expect(stillOld()).toContain('installer on onvif')
    expect(observed('ACC-02')).toContain('"installer" on onvif: the same on 1 other device')
    expect(site.outcome(device, 'ACC-02')).toBe('fail')
    expect(site.outcome(device, 'ACC-03')).toBe('fail')
    expect(simulated.logins.lockouts).toBe(0)
    expect(await site.fix(fix, [device.id])).toMatchObject([{ state: 'fixed' }])
    expect(stillOld()).toEqual([])
  }, 60_000)

  it('an account that ONVIF does not have costs no proof there, and none is claimed', async () => {
    await begin('Operator', ['admin'])
    expect(await site.fix(fix, [device.id])).toMatchObject([{ state: 'fixed' }])
    expect(stillOld()).toEqual([])
    expect(observed('ACC-03')).toContain('"installer" on web')
    expect(observed('ACC-03')).not.toContain('"installer" on onvif')
    expect(site.outcome(device, 'ACC-03')).toBe('pass')
  }, 60_000)

  it('the one that the device calls administrator is used, whichever was known first', async () => {
    await begin('User')
    const changes = await site.fix(fix, [device.id])
    expect(changes).toMatchObject([{ state: 'fixed' }])
    expect(stillOld()).toEqual([])
    await site.reopen()
    await site.assess([device.id])
    expect(attempts('web')[0]).toMatchObject({ username: 'admin', outcome: 'accepted' })
    // Entered once more, the other one is tried first; the device says again who administers it.
    const user = (simulated.state.webUsers ?? []).find(({ username }) => username === 'installer')
    site.session.logins.add([device.id], { username: 'installer', password: Secret.of(user?.password ?? '') })
    await site.assess([device.id])
    expect(attempts('web')[0]).toMatchObject({ username: 'admin', outcome: 'accepted' })
    expect(site.outcome(device, 'ACC-02')).not.toBe('error')
    expect(simulated.logins.lockouts).toBe(0)
  }, 60_000)
})
