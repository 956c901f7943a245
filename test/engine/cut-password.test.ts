import { afterEach, describe, expect, it, vi } from 'vitest'
import { dahua as dahuaDriver } from '../../electron/drivers/dahua/driver.ts'
import { OpenDevice } from '../../electron/engine/device/open-device.ts'
import type { Device } from '../../electron/model/device.ts'
import { DeviceUnreachable } from '../../electron/model/errors.ts'
import { Secret } from '../../electron/model/secret.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { Vault } from '../../electron/vault/vault.ts'
import { LaptopClock } from './laptop-clock.ts'
import { ProcessKiller } from './process-killer.ts'
import { administrator, changeBehindOurBack, SiteFixture } from './site-fixture.ts'

const minutes = 60_000
const day = 24 * 60 * minutes
const dahua = 'IPC-HDW5831R-ZE'

describe('a device that keeps only the beginning of a password, without a word', () => {
  let site: SiteFixture
  let device: Device
  let simulated: PracticeDevice
  const clock = new LaptopClock()
  afterEach(async () => {
    vi.restoreAllMocks()
    await site.stop()
    clock.restore()
    clock.aheadMs = 0
  })

  async function begin(model: string, keeps: number): Promise<void> {
    clock.turn()
    site = await SiteFixture.start({
      devices: 1,
      lineUp: [{ personality: 'onvif-camera', model }],
      ports: 'standard',
      seed: 'cut',
    })
    await site.discover()
    const [found] = site.session.devices()
    if (found === undefined) throw new Error('nothing discovered')
    device = found
    simulated = site.simulated(device)
    Object.assign(simulated.faults, { ...noFaults(), passwordTruncatedTo: keeps })
    await site.assess()
  }

  /** Time goes on for the laptop and for the device; the program was started anew meanwhile. */
  async function later(ms: number): Promise<void> {
    clock.aheadMs += ms
    simulated.state.clock.offsetMs += ms
    simulated.passTime(ms)
    await site.reopen()
    await site.assess()
  }

  const failures = () => simulated.failedLogins
  const changeIt = async () => (await site.fix(['default-logins-refused']))[0]
  const unresolved = () => site.session.logins.unresolved()

  it.each([
    ['a maker that locks after five', dahua, 2],
    ['a maker of which nobody knows when it locks', 'FLEXIDOME indoor 5100i IR', 1],
  ])(
    'is never searched for what it kept so far that it locks: %s',
    async (_, model, most) => {
      // Not what is tried first.
      await begin(model, 10)
      const change = await changeIt()
      expect(change).toMatchObject({ state: 'unresolved', problem: { code: 'password/unresolved' } })
      expect(change?.problem?.remedy).toContain('set the device back by hand')
      const before = failures()
      for (let look = 0; look < 3; look += 1) await later(31 * minutes)
      // Two failures of the change itself, and one more on that day.
      expect(failures() - before).toBeLessThanOrEqual(1)
      for (let days = 0; days < 4; days += 1) await later(day + minutes)
      expect(failures() - before).toBe(most)
      expect(simulated.logins.lockouts).toBe(0)
      expect(unresolved()).toBe(1)
      const { asLeft } = site.session.findings(device.id)
      const problem = asLeft.find(({ item }) => item === 'ACC-01')?.problem
      expect(problem).toMatchObject({ code: 'password/unresolved' })
      expect(problem?.remedy).toContain('set the device back by hand')
    },
    60_000,
  )

  it('is opened by what it kept, gets a password that it can keep, and is called fixed by nobody who did not see all of it', async () => {
    await begin(dahua, 8)
    await changeIt()
    await later(31 * minutes)
    await later(day + minutes)
    expect(unresolved()).toBe(0)
    const { username, password } = administrator(simulated)
    expect(password).toHaveLength(8)
    expect(site.vaultPasswords(device, username)).toEqual([password])
    expect(site.outcome(device, 'ACC-02')).toBe('fail')
    const finding = site.session.findings(device.id).asLeft.find(({ item }) => item === 'ACC-02')
    expect(finding?.observed).toContain('cuts passwords off')
    const [fixed] = await site.fix(['passwords-unique'])
    // Its other login database was tried as often as may be: what opens that one is not known, so that nothing is called fixed.
    expect(fixed).toMatchObject({ state: 'failed', problem: { code: 'fix/not-kept' } })
    expect(fixed?.problem?.message).toContain('onvif')
    const now = administrator(simulated).password
    expect(now).not.toBe(password)
    expect(now).toHaveLength(8)
    expect(site.vaultPasswords(device, username)).toEqual([now])
    expect(site.outcome(device, 'ACC-02')).toBe('error')
    expect(simulated.logins.lockouts).toBe(0)
  }, 60_000)

  it('is not locked on any of the days that follow a change in which the answer to the old password was lost', async () => {
    await begin(dahua, 12)
    const { password: old } = administrator(simulated)
    const begun = vi.spyOn(Vault.prototype, 'beginChange')
    const [web] = dahuaDriver.logins
    if (web === undefined) throw new Error('no login')
    const { authenticate } = web
    let lost = 0
    vi.spyOn(web, 'authenticate').mockImplementation(async (connection, credential) => {
      const answer = await authenticate(connection, credential)
      if (lost > 0 || begun.mock.calls.length === 0 || credential.password.reveal() !== old) return answer
      lost += 1
      throw new DeviceUnreachable('The answer was lost.')
    })
    expect(await changeIt()).toMatchObject({ state: 'unresolved' })
    await later(2 * 60 * minutes)
    for (let days = 0; days < 4; days += 1) await later(day + minutes)
    expect(lost).toBe(1)
    expect(simulated.logins.lockouts).toBe(0)
    const { asLeft } = site.session.findings(device.id)
    expect(asLeft.find(({ item }) => item === 'ACC-02')?.problem?.code).toBe('password/unresolved')
  }, 60_000)

  it('is opened by the new password where it only took its time', async () => {
    await begin(dahua, 10)
    await changeIt()
    const { username } = administrator(simulated)
    const whole = site.vaultPasswords(device, username)[0] ?? ''
    changeBehindOurBack(simulated, whole)
    await later(31 * minutes)
    expect(unresolved()).toBe(0)
    expect(site.vaultPasswords(device, username)).toEqual([whole])
  }, 60_000)

  it('opens again for a person who set it back by hand and enters the login that it has then', async () => {
    await begin(dahua, 10)
    await changeIt()
    expect(unresolved()).toBe(1)
    const { username } = administrator(simulated)
    changeBehindOurBack(simulated, 'set by hand 7')
    site.session.logins.add([device.id], { username, password: Secret.of('set by hand 7') })
    await later(31 * minutes)
    expect(unresolved()).toBe(0)
    expect(site.vaultPasswords(device, username)).toEqual(['set by hand 7'])
  }, 60_000)

  it('is opened by the password of a change before, which it took late and on top of the last one', async () => {
    await begin(dahua, 64)
    // The first change is done at the next start only, and that start comes in the middle of the second change.
    simulated.faults.nextWrites = ['at-restart']
    expect(await changeIt()).toMatchObject({ state: 'failed', problem: { code: 'fix/not-kept' } })
    simulated.faults.nextWrites = ['restart-after']
    expect(await changeIt()).toMatchObject({ state: 'unresolved', problem: { code: 'password/unresolved' } })
    const { username, password } = administrator(simulated)
    await later(31 * minutes)
    expect(unresolved()).toBe(0)
    expect(site.vaultPasswords(device, username)).toEqual([password])
    expect(simulated.logins.lockouts).toBe(0)
  }, 60_000)

  it.each([
    ['the last of two passwords that it seemed not to keep', dahua, ['ignored', 'ignored'], 1],
    ['the last of two passwords that it seemed not to keep', 'IPC322LB-SF28-A', ['ignored', 'ignored'], 1],
    ['a password that it seemed not to keep before it took another', dahua, ['ignored', 'applied'], 0],
  ] as const)(
    'is opened by %s, and took at a restart in the middle of a look: %s',
    async (_, model, fates, which) => {
      await begin(model, 64)
      const begun = vi.spyOn(Vault.prototype, 'beginChange')
      for (const fate of fates) {
        simulated.faults.nextWrites = fate === 'ignored' ? [fate] : []
        expect((await changeIt())?.state).toBe(fate === 'ignored' ? 'failed' : 'fixed')
      }
      const { username } = administrator(simulated)
      const held = begun.mock.calls[which]?.[0].newPassword.reveal() ?? ''
      const { readings } = OpenDevice.prototype
      vi.spyOn(OpenDevice.prototype, 'readings').mockImplementationOnce(function (this: OpenDevice, facts) {
        // The main list of accounts is the first that a change gives the new one.
        for (const user of simulated.state.webUsers ?? simulated.state.users)
          if (user.username === username) user.password = held
        return readings.call(this, facts)
      })
      await site.assess()
      for (let look = 0; look < 2; look += 1) await later(31 * minutes)
      expect(site.vaultPasswords(device, username)).toEqual([held])
      expect(simulated.logins.lockouts).toBe(0)
    },
    60_000,
  )

  it('is locked neither by what it seemed not to keep nor by a person who mistypes, and opens for the right one on the same day', async () => {
    await begin(dahua, 64)
    for (let change = 0; change < 3; change += 1) {
      simulated.faults.nextWrites = ['ignored']
      await changeIt()
    }
    await later(2 * day)
    const { username } = administrator(simulated)
    const enter = (password: string) =>
      site.session.logins.add([device.id], { username, password: Secret.of(password) })
    changeBehindOurBack(simulated, 'by the customer 1')
    await later(31 * minutes)
    enter('by the customer 1')
    await later(31 * minutes)
    expect(site.vaultPasswords(device, username)).toEqual(['by the customer 1'])
    changeBehindOurBack(simulated, 'by the customer 2')
    enter('mistyped 1')
    for (let look = 0; look < 2; look += 1) await later(31 * minutes)
    // Entered before a day has passed, it is shown on no later day either.
    enter('mistyped 2')
    for (let days = 0; days < 3; days += 1) await later(day + minutes)
    expect(simulated.logins.lockouts).toBe(0)
    expect(unresolved()).toBe(0)
  }, 90_000)

  it.each([
    ['a maker that locks after five', dahua],
    ['a maker of which nobody knows when it locks', 'FLEXIDOME indoor 5100i IR'],
  ])(
    'is not locked by what several changes before had given it: %s',
    async (_, model) => {
      await begin(model, 64)
      for (let change = 0; change < 3; change += 1) {
        simulated.faults.nextWrites = ['ignored']
        expect(await changeIt()).toMatchObject({ state: 'failed', problem: { code: 'fix/not-kept' } })
      }
      simulated.faults.passwordTruncatedTo = 10
      expect(await changeIt()).toMatchObject({ state: 'unresolved' })
      const before = failures()
      for (let look = 0; look < 3; look += 1) await later(31 * minutes)
      for (let days = 0; days < 4; days += 1) await later(day + minutes)
      expect(failures() - before).toBeGreaterThan(0)
      expect(failures() - before).toBeLessThanOrEqual(2)
      expect(simulated.logins.lockouts).toBe(0)
    },
    60_000,
  )

  it('is asked over RTSP as well for a change that the end of the program cut off', async () => {
    await begin('QNV-C8012', 64)
    simulated.faults.rtspKeepsOldPassword = true
    const killer = new ProcessKiller()
    killer.install()
    try {
      killer.arm('verified', 'after', () => site.session.close())
      await expect(changeIt()).rejects.toThrow()
    } finally {
      killer.restore()
    }
    await site.reopen()
    await site.assess()
    expect(unresolved()).toBe(0)
    const finding = site.session.findings(device.id).asLeft.find(({ item }) => item === 'ACC-03')
    expect(finding?.outcome).toBe('fail')
    expect(finding?.observed).toContain('rtsp')
  }, 60_000)
})
