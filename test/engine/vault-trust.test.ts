import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Device } from '../../electron/model/device.ts'
import { Secret } from '../../electron/model/secret.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { administrator, changeBehindOurBack, passwordRequests, SiteFixture } from './site-fixture.ts'

const halfAnHour = 31 * 60_000

describe('what the vault believes', () => {
  let site: SiteFixture
  let device: Device
  let simulated: PracticeDevice
  beforeEach(async () => {
    site = await SiteFixture.start({ devices: 1, personality: 'onvif-camera', ports: 'standard', seed: 'trust' })
    const [{ address } = { address: '' }] = site.practice.devices
    simulated = site.practice.device(address)
    Object.assign(simulated.faults, noFaults())
    await site.discover()
    await site.assess()
    const [found] = site.session.devices()
    if (found === undefined) throw new Error('nothing discovered')
    device = found
  }, 30_000)
  afterEach(() => site.stop())

  const shown = () => site.session.logins.reveal(device.id, administrator(simulated).username).reveal()
  const own = () => administrator(simulated).password

  it('keeps the real password while a device lets anybody in', async () => {
    await site.fix(['default-logins-refused'])
    simulated.faults.acceptAnyPassword = true
    await site.assess()
    expect(site.outcome(device, 'ACC-06')).toBe('fail')
    expect(shown()).toBe(own())
    simulated.faults.acceptAnyPassword = false
    simulated.passTime(halfAnHour)
    await site.assess()
    expect(site.outcome(device, 'ACC-06')).toBe('pass')
    expect(shown()).toBe(own())
  })

  it('keeps the proven password when somebody mistypes another one', async () => {
    await site.fix(['default-logins-refused'])
    const { username } = administrator(simulated)
    site.session.logins.add([device.id], { username, password: Secret.of('mistyped') })
    expect(shown()).toBe(own())
    await site.assess()
    expect(['pass', 'fixed']).toContain(site.outcome(device, 'ACC-06'))
    expect(shown()).toBe(own())
  })

  it('settles an open change with the old password of its own intent, whatever was entered since', async () => {
    const { username, password: old } = administrator(simulated)
    simulated.faults.rebootBeforeWrite = ['*']
    simulated.rebootMs = 200
    const [change] = await site.fix(['default-logins-refused'])
    expect(change?.state).toBe('unresolved')
    site.session.logins.add([device.id], { username, password: Secret.of('mistyped') })
    simulated.faults.rebootBeforeWrite = []
    simulated.passTime(halfAnHour)
    await site.assess()
    expect(site.session.logins.unresolved()).toBe(0)
    expect(shown()).toBe(old)
  })

  it('believes nothing of another device at the same address, and gives it an entry of its own', async () => {
    const { password: standard } = administrator(simulated)
    await site.fix(['default-logins-refused'])
    const real = own()
    const { username } = administrator(simulated)
    Object.assign(simulated.state.identity, { serial: 'ANOTHER-DEVICE-1' })
    administrator(simulated).password = standard
    simulated.passTime(halfAnHour)
    // The next visit: what the device refused in the last one says nothing of this one.
    await site.seal()
    await site.discover()
    await site.assess()
    expect(site.session.logins.reveal(device.id, username).reveal()).toBe(real)
    // The other one has an entry of its own; the old one stays for the record and is not judged any more.
    const [, other] = site.session.devices()
    expect(other?.identity.serial).toBe('ANOTHER-DEVICE-1')
    for (const item of ['ACC-01', 'TIM-01']) expect(site.outcome(device, item)).toBeUndefined()
    expect(site.session.logins.accounts(other?.id ?? '').map(({ username: name }) => name)).not.toContain(real)
  })

  it('does not call an old refusal a fresh one: what was not tried now is not passed', async () => {
    changeBehindOurBack(simulated, 'nobody-told-us-1')
    simulated.passTime(halfAnHour)
    await site.reopen()
    for (let round = 0; round < 3; round += 1) await site.assess()
    // Unknown by itself, and an error where a further source was refused as well.
    expect(['unknown', 'error']).toContain(site.outcome(device, 'ACC-06'))
  })
})

describe('after a password change without proof', () => {
  let site: SiteFixture
  afterEach(() => site.stop())

  it('nothing more is sent to the device, so that nothing locks, whatever else was planned', async () => {
    site = await SiteFixture.start({ devices: 6, personality: 'onvif-camera', ports: 'standard', seed: 'in doubt' })
    for (const { address } of site.practice.devices) {
      Object.assign(site.practice.device(address).faults, noFaults(), { passwordTruncatedTo: 8 })
    }
    await site.discover()
    await site.assess()
    const changes = await site.fix()
    const doubted = changes.filter(({ state }) => state === 'unresolved')
    expect(doubted.length).toBeGreaterThan(1)
    for (const { deviceId } of doubted) {
      const others = changes.filter((change) => change.deviceId === deviceId && change.fix === 'ntp-configured')
      for (const change of others)
        expect(change).toMatchObject({ state: 'left', problem: { code: 'password/unresolved' } })
    }
    for (const { address } of site.practice.devices) expect(site.practice.device(address).lockedOut).toBe(false)
  }, 60_000)

  it('writes nothing that is not as it was when it was planned', async () => {
    site = await SiteFixture.start({ devices: 1, personality: 'onvif-camera', ports: 'standard', seed: 'stale plan' })
    await site.discover()
    await site.assess()
    const plan = await site.plan(['default-logins-refused'])
    const [device] = site.session.devices()
    if (device === undefined) throw new Error('nothing discovered')
    const simulated = site.simulated(device)
    changeBehindOurBack(simulated, 'set-by-hand-meanwhile')
    site.session.logins.add([device.id], {
      username: administrator(simulated).username,
      password: Secret.of('set-by-hand-meanwhile'),
    })
    const [change] = await site.session.apply(plan, {
      signal: new AbortController().signal,
      on: () => undefined,
      onChange: () => undefined,
    })
    expect(change).toMatchObject({ state: 'left', problem: { code: 'fix/not-needed' } })
    expect(passwordRequests(simulated)).toEqual([])
  })
})
