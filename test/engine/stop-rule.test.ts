import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Device } from '../../electron/model/device.ts'
import { Secret } from '../../electron/model/secret.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { administrator, changeBehindOurBack, SiteFixture } from './site-fixture.ts'

describe('the stop rule', () => {
  let site: SiteFixture
  let device: Device
  let simulated: PracticeDevice
  beforeEach(async () => {
    site = await SiteFixture.start({ devices: 1, personality: 'onvif-camera', ports: 'standard' })
    await site.discover()
    const [found] = site.session.devices()
    if (found === undefined) throw new Error('nothing discovered')
    device = found
    simulated = site.simulated(device)
    changeBehindOurBack(simulated, 'nobody-told-us-this-1')
  })
  afterEach(() => site.stop())

  it('ends before a device that nobody has the password of locks, however often it is assessed', async () => {
    for (let round = 0; round < 4; round += 1) await site.assess()
    // The default of the maker is tried, and counts.
    expect(simulated.failedLogins).toBeGreaterThan(0)
    expect(simulated.failedLogins).toBeLessThanOrEqual(2)
    expect(simulated.lockedOut).toBe(false)
    expect(site.outcome(device, 'TIM-01')).toBe('error')
    expect(site.outcome(device, 'FW-02')).toBe('error')
  })

  it('holds across a restart of the program', async () => {
    await site.assess()
    const before = simulated.failedLogins
    expect(before).toBeGreaterThan(0)
    await site.reopen()
    await site.assess()
    expect(simulated.failedLogins).toBe(before)
  })

  it('does not offer a login again that the device refused in this visit', async () => {
    const { username } = administrator(simulated)
    site.session.logins.add([device.id], { username, password: Secret.of('mistyped') })
    for (let round = 0; round < 3; round += 1) await site.assess()
    // Once on each list of accounts, and the default of the maker: three failures over all of them end it.
    expect(simulated.failedLogins).toBeGreaterThan(0)
    expect(simulated.failedLogins).toBeLessThanOrEqual(3)
    expect(simulated.lockedOut).toBe(false)
  })

  it('gets in with a login that was entered after the refusals', async () => {
    await site.assess()
    const { username, password } = administrator(simulated)
    site.session.logins.add([device.id], { username, password: Secret.of(password) })
    await site.assess()
    expect(['pass', 'fail']).toContain(site.outcome(device, 'TIM-01'))
    expect(simulated.lockedOut).toBe(false)
  })

  it('sends nothing more once a device speaks of a lock-out', async () => {
    const { username } = administrator(simulated)
    for (let wrong = 0; wrong < 10 && !simulated.lockedOut; wrong += 1) simulated.logins.failed(username, '127.0.0.1')
    expect(simulated.lockedOut).toBe(true)
    await site.assess()
    await site.assess()
    // It says so to anybody who asks: none was sent, and the lock-out is the reason that is given.
    const logins = simulated.requests.all.filter(({ login }) => !['none', 'community'].includes(login))
    expect(logins).toEqual([])
    const { asLeft } = site.session.findings(device.id)
    expect(asLeft.find(({ item }) => item === 'TIM-01')?.problem?.code).toBe('device/locked-out')
    expect(site.outcome(device, 'TIM-01')).toBe('error')
    expect(site.outcome(device, 'ACC-01')).not.toBe('pass')
  })
})
