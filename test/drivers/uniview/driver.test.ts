import { describe, expect, it } from 'vitest'
import { uniview } from '../../../electron/drivers/uniview/driver.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import { Unsupported } from '../../../electron/model/errors.ts'
import { cameraBehind } from '../../../electron/practice/vendors/uniview/lapi.ts'
import { login } from '../onvif/connection.ts'
import { reader, vendorDevice } from '../vendor-device.ts'
import { wrongAnswers } from '../web-double.ts'
import { expectErrors, expectNoYes } from '../wrong-web.ts'

const read = reader(uniview)
const web = uniview.logins.find(({ name }) => name === 'web')

describe.each([
  ['camera', 'onvif-camera'],
  ['recorder', 'network-recorder'],
] as const)('a Uniview %s', (kind, personality) => {
  const device = () => vendorDevice('UNIVIEW', () => true, personality)

  it('tells what it is, who may log in, and whether Telnet is on', async () => {
    const { device: simulated, connect } = await device()
    const { identity, users, settings } = simulated.state
    expect(await read(connect(), 'identity')).toMatchObject({
      manufacturer: 'UNIVIEW',
      model: identity.model,
      firmware: identity.firmware,
      serial: identity.serial,
      hardwareId: identity.hardwareId,
      macs: [identity.mac],
    })
    expect(await read(connect(), 'accounts.web')).toEqual(
      users.map(({ username, level }) => ({
        username,
        level: level === 'Administrator' ? 'administrator' : 'unknown',
        enabled: null,
      })),
    )
    for (const enabled of [true, false]) {
      settings.services.telnet = enabled
      const services = await read(connect(), 'network.services')
      expect(services.find(({ name }) => name === 'telnet')).toEqual({ name: 'telnet', enabled, writable: false })
      expect(services.some(({ name }) => name === 'ws-discovery')).toBe(true)
    }
    expect(await read(connect(), 'accounts.passwordPolicy')).toMatchObject({ complexityEnforced: true })
    expect(simulated.failedLogins).toBe(0)
  })

  it('proves a password on the web interface, and no other', async () => {
    const { device: simulated, connect, credential } = await device()
    expect(await web?.withoutLogin(connect(null))).toBe('guarded')
    expect(await web?.authenticate(connect(null), credential)).toBe('accepted')
    expect(await web?.authenticate(connect(null), login(credential.username, 'wrong'))).toBe('refused')
    expect(simulated.failedLogins).toBe(1)
    await expect(read(connect(login(credential.username, 'wrong')), 'accounts.web')).rejects.toThrow(CredentialsRefused)
  })

  it('tells the cameras behind it, where there are any', async () => {
    const { device: simulated, connect } = await device()
    if (kind === 'camera') {
      await expect(read(connect(), 'recorder.cameras')).rejects.toThrow(Unsupported)
      return
    }
    const { channels } = simulated.state
    expect(await read(connect(), 'recorder.cameras')).toEqual(
      Array.from({ length: channels }, (_, index) => ({ channel: String(index + 1), ...cameraBehind(index + 1) })),
    )
  })

  it('without LAPI is read by ONVIF', async () => {
    const { device: simulated, connect } = await device()
    delete simulated.state.settings.services.telnet
    const services = await read(connect(), 'network.services')
    expect(services.map(({ name }) => name)).not.toContain('telnet')
    expect(services.map(({ name }) => name)).toContain('ws-discovery')
  })
})

describe.each(wrongAnswers)('a device that answers with $name', (wrong) => {
  it('ends every reading in an expected error, and is asked to change nothing', () =>
    expectErrors(
      uniview,
      ['identity', 'accounts.web', 'accounts.passwordPolicy', 'network.services', 'recorder.cameras'],
      wrong,
    ))

  it('is never mistaken for one that took a login', () => expectNoYes(uniview, wrong))
})
