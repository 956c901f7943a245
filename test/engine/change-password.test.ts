import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Device } from '../../electron/model/device.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { administrator, passwordRequests, SiteFixture } from './site-fixture.ts'

/** The fix under test, by the id of its check. */
const fix = ['default-logins-refused']

interface Camera {
  readonly device: Device
  readonly simulated: PracticeDevice
  readonly username: string
  readonly old: string
}

/** Every device of the site that still has its default password. */
const cameras = (site: SiteFixture): Camera[] =>
  site.session
    .devices()
    .filter((device) => site.outcome(device, 'ACC-01') === 'fail')
    .map((device) => {
      const simulated = site.simulated(device)
      simulated.rebootMs = 300
      const { username, password: old } = administrator(simulated)
      return { device, simulated, username, old }
    })

describe('changing the password of a device', () => {
  let site: SiteFixture
  let untouched: Camera[]
  beforeAll(async () => {
    site = await SiteFixture.start({ devices: 16, personality: 'onvif-camera', ports: 'standard', seed: 'passwords' })
    for (const { address } of site.practice.devices) Object.assign(site.practice.device(address).faults, noFaults())
    await site.discover()
    await site.assess()
    untouched = cameras(site)
  }, 60_000)
  afterAll(() => site.stop())

  /** A camera that no test has touched. */
  const camera = (wanted: (camera: Camera) => boolean = () => true): Camera => {
    const next = untouched.find(wanted)
    if (next === undefined) throw new Error('no camera is left')
    untouched = untouched.filter((candidate) => candidate !== next)
    return next
  }
  const hasTwoLists = ({ simulated }: Camera): boolean => simulated.state.webUsers !== null
  const changeOf = async ({ device }: Camera) => (await site.fix(fix, [device.id]))[0]

  it('is proven on every login, and the old password is history', async () => {
    const chosen = camera()
    const { device, simulated, username, old } = chosen
    const change = await changeOf(chosen)
    expect(change).toMatchObject({ state: 'fixed' })
    const { password } = administrator(simulated)
    expect(password).not.toBe(old)
    expect(site.vaultPasswords(device, username)).toEqual([password])
    expect(simulated.requests.all.filter(({ login }) => login === 'clear')).toEqual([])
  })

  it('is proven although the answer of the device was lost', async () => {
    const chosen = camera()
    const { device, simulated, username } = chosen
    simulated.faults.answerLostAfterWrite = ['*']
    const change = await changeOf(chosen)
    expect(change).toMatchObject({ state: 'fixed' })
    expect(site.vaultPasswords(device, username)).toEqual([administrator(simulated).password])
  })

  it('waits for a device that restarts in the middle, without spending logins on it', async () => {
    const chosen = camera()
    const { device, simulated, username } = chosen
    simulated.faults.rebootDuringWrite = ['*']
    const change = await changeOf(chosen)
    expect(change).toMatchObject({ state: 'fixed' })
    expect(site.vaultPasswords(device, username)).toEqual([administrator(simulated).password])
    expect(simulated.lockedOut).toBe(false)
  })

  it('says that nothing changed when the device says ok and keeps the old password', async () => {
    const chosen = camera()
    const { device, simulated, username, old } = chosen
    simulated.faults.silentlyIgnoreWrites = ['*']
    const change = await changeOf(chosen)
    expect(change).toMatchObject({ state: 'failed', problem: { code: 'fix/not-kept' } })
    expect(administrator(simulated).password).toBe(old)
    expect(site.vaultPasswords(device, username)).toEqual([old])
    expect(site.outcome(device, 'ACC-01')).toBe('fail')
    expect(site.session.logins.accounts(device.id).map(({ state }) => state)).toEqual(['committed'])
  })

  it('keeps both passwords when the answer was lost and the old one still works, and settles that at the next look', async () => {
    const chosen = camera()
    const { device, simulated, username, old } = chosen
    simulated.faults.rebootBeforeWrite = ['*']
    const change = await changeOf(chosen)
    expect(change).toMatchObject({ state: 'unresolved', problem: { code: 'password/unresolved' } })
    expect(site.session.logins.candidates(device.id, username)).toHaveLength(2)
    simulated.passTime(31 * 60_000)
    await site.assess([device.id])
    expect(site.session.logins.candidates(device.id, username).map((secret) => secret.reveal())).toEqual([old])
    expect(site.outcome(device, 'ACC-01')).toBe('fail')
  })

  it('finds the way in when a device takes a password only at its next restart', async () => {
    const chosen = camera(hasTwoLists)
    const { device, simulated, username } = chosen
    simulated.faults.appliesOnReboot = ['*']
    const change = await changeOf(chosen)
    expect(change).toMatchObject({ state: 'failed', problem: { code: 'fix/not-kept' } })
    await simulated.reboot()
    simulated.faults.appliesOnReboot = []
    await site.assess([device.id])
    expect(site.outcome(device, 'ACC-06')).toBe('pass')
    expect(site.vaultPasswords(device, username)).toEqual([administrator(simulated).password])
    // The list of ONVIF accounts has not had its turn yet.
    expect(site.outcome(device, 'ACC-01')).toBe('fail')
    expect((await changeOf(chosen))?.state).toBe('fixed')
    expect(site.outcome(device, 'ACC-01')).toBe('fixed')
  })

  it('keeps both passwords when the device cuts the new one off, and says so', async () => {
    const chosen = camera()
    const { device, simulated, username } = chosen
    simulated.faults.passwordTruncatedTo = 8
    const change = await changeOf(chosen)
    expect(change?.state).toBe('unresolved')
    expect(site.session.logins.unresolved()).toBeGreaterThan(0)
    const [kept] = site.vaultPasswords(device, username)
    expect(kept?.startsWith(administrator(simulated).password)).toBe(true)
    expect(simulated.lockedOut).toBe(false)
  })

  it('changes nothing on a device that lets any password in', async () => {
    const chosen = camera()
    const { device, simulated, username, old } = chosen
    simulated.faults.acceptAnyPassword = true
    await site.assess([device.id])
    expect(site.outcome(device, 'ACC-01')).toBe('fail')
    const change = await changeOf(chosen)
    expect(change).toBeUndefined()
    expect((await site.plan(fix, [device.id])).byHand.map(({ item }) => item)).toContain('ACC-01')
    expect(passwordRequests(simulated)).toEqual([])
    expect(administrator(simulated).username).toBe(username)
    expect(administrator(simulated).password).toBe(old)
  })

  it('says when RTSP keeps the old password, and still holds the new one', async () => {
    const chosen = camera()
    const { device, simulated, username } = chosen
    simulated.faults.rtspKeepsOldPassword = true
    const change = await changeOf(chosen)
    expect(change).toMatchObject({ state: 'failed' })
    expect(change?.problem?.message).toContain('rtsp')
    expect(site.vaultPasswords(device, username)).toEqual([administrator(simulated).password])
  })
})

describe('a crash in the middle of a password change', () => {
  let site: SiteFixture
  afterEach(() => site.stop())

  it('settles after a crash what was left open: the new password once, then the old one', async () => {
    site = await SiteFixture.start({ devices: 1, personality: 'onvif-camera', ports: 'standard' })
    await site.discover()
    await site.assess()
    const [found] = cameras(site)
    if (found === undefined) throw new Error('nothing discovered')
    const { device, simulated, username } = found
    simulated.faults.rebootDuringWrite = ['*']
    simulated.rebootMs = 600_000
    const applying = site.fix(fix)
    while (passwordRequests(simulated).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    // The process ends here, with the device away: only what is on disk is left.
    site.session.close()
    simulated.faults.rebootDuringWrite = []
    await restartNow(simulated)
    await expect(applying).rejects.toThrow()
    await site.reopen()
    expect(site.session.logins.unresolved()).toBe(1)
    await site.assess()
    expect(site.session.logins.unresolved()).toBe(0)
    expect(site.vaultPasswords(device, username)).toEqual([administrator(simulated).password])
    // The crash came before the list of ONVIF accounts had its turn.
    expect(site.outcome(device, 'ACC-01')).toBe('fail')
    await site.fix(fix, [device.id])
    expect(site.outcome(device, 'ACC-01')).toBe('fixed')
  })
})

/** Ends a long restart: what the device took is applied, and it answers again. */
async function restartNow(device: PracticeDevice): Promise<void> {
  await device.close()
  await device.start()
}
