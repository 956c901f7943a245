import { afterEach, describe, expect, it } from 'vitest'
import type { Device } from '../../electron/model/device.ts'
import { Secret } from '../../electron/model/secret.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { readDatabase } from '../../electron/vault/handover.ts'
import { administrator, never, passwordRequests, SiteFixture } from './site-fixture.ts'

const words = Secret.of('words for the customer')

describe('a device that died in the middle of a password change', () => {
  let site: SiteFixture
  let device: Device
  let simulated: PracticeDevice
  afterEach(() => site.stop())

  async function begin(): Promise<void> {
    site = await SiteFixture.start({ devices: 2, personality: 'onvif-camera', ports: 'standard', seed: 'gone' })
    for (const { address } of site.practice.devices) Object.assign(site.practice.device(address).faults, noFaults())
    await site.discover()
    await site.assess()
    const found = site.session.devices().find((one) => site.outcome(one, 'ACC-01') === 'fail')
    if (found === undefined) throw new Error('no device has its default password')
    device = found
    simulated = site.simulated(device)
    simulated.faults.rebootDuringWrite = ['*']
    simulated.rebootMs = 600_000
    const applying = site.fix(['default-logins-refused'], [device.id])
    while (passwordRequests(simulated).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    // The process ends here. The device comes up once, so that what is left of that process hears of its end, and never again.
    site.session.close()
    await simulated.close()
    await simulated.start()
    await expect(applying).rejects.toThrow()
    await simulated.close()
    await site.reopen()
  }

  const discover = () => site.session.discover({ pace: 'fast', signal: never(), on: () => undefined })
  const giveUp = () => site.session.logins.open.giveUp(device.id, username(), 'fell from the roof')
  const username = () => administrator(simulated).username
  const handed = async () => {
    const database = await readDatabase(await site.session.handOver(words), words)
    return [...database.getDefaultGroup().allEntries()].map(({ fields }) => ({
      title: String(fields.get('Title')),
      password: (fields.get('Password') as unknown as { getText(): string }).getText(),
    }))
  }

  it('holds the password file back until a person says that it is gone; its possible passwords are then called not proven', async () => {
    await begin()
    await expect(handed()).rejects.toMatchObject({ code: 'vault/handover-unresolved' })
    // Found when it was last searched for: only the device itself can tell.
    expect(site.session.logins.open.list()).toMatchObject([
      { deviceId: device.id, username: username(), isGone: false },
    ])
    expect(giveUp).toThrow(expect.objectContaining({ code: 'password/device-there' }))
    await discover()
    expect(site.session.logins.open.list()).toMatchObject([{ deviceId: device.id, isGone: true }])
    expect(site.session.vaultAccounts(device.id)).toMatchObject([{ state: 'unresolved', isDeviceGone: true }])
    giveUp()
    expect(site.session.logins.unresolved()).toBe(0)
    await site.reopen()
    expect(site.session.logins.unresolved()).toBe(0)
    expect(site.session.logins.accounts(device.id)).toMatchObject([{ state: 'given-up', candidates: 2 }])
    const possible = (await handed()).filter(({ title }) => title.includes(device.endpoint.address))
    expect(possible.map(({ title }) => title.replace(/^.*\(/, '('))).toEqual([
      '(not proven, 1 of 2)',
      '(not proven, 2 of 2)',
    ])
    expect(possible.map(({ password }) => password)).toContain(administrator(simulated).password)
    const [line] = site.session
      .logPage(null, 50)
      .map((entry) => entry.line)
      .filter((text) => text.includes('password.given-up'))
    expect(line).toContain('fell from the roof')
    for (const { password } of possible) expect(line).not.toContain(password)
    expect(giveUp).toThrow(expect.objectContaining({ code: 'visit/unknown-device' }))
  }, 60_000)

  it('is proven like any other when it answers again after all', async () => {
    await begin()
    await discover()
    giveUp()
    simulated.faults.rebootDuringWrite = []
    simulated.rebootMs = 300
    await simulated.start()
    await discover()
    await site.assess([device.id])
    expect(site.session.logins.accounts(device.id)).toMatchObject([{ state: 'committed', candidates: 1 }])
    expect(site.vaultPasswords(device, username())).toEqual([administrator(simulated).password])
    expect((await handed()).every(({ title }) => !title.includes('not proven'))).toBe(true)
    expect(simulated.logins.lockouts).toBe(0)
  }, 60_000)
})
