import { describe, expect, it } from 'vitest'
import { dahua } from '../../../electron/drivers/dahua/driver.ts'
import { DeviceLockedOut, Unsupported, WriteRefused } from '../../../electron/model/errors.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { login } from '../onvif/connection.ts'
import { separateDevice, writesSeen } from '../separate-logins.ts'
import { reader, writer } from '../vendor-device.ts'

const read = reader(dahua)
const write = writer(dahua)
const [web] = dahua.logins
if (web === undefined) throw new Error('no web login')

const ways = [
  ['its CGI', 'onvif-camera'],
  ['its RPC, the CGI being off,', 'dahua-camera'],
] as const

describe.each(ways)('a Dahua camera by %s', (_, personality) => {
  const camera = () => separateDevice('Dahua', personality)

  it('says what it is', async () => {
    const { device, connect } = await camera()
    const { identity } = device.state
    expect(await read(connect(), 'identity')).toMatchObject({
      manufacturer: 'Dahua',
      model: identity.model,
      firmware: identity.firmware,
      build: identity.firmware.split(', build: ')[1],
      serial: identity.serial,
      hardwareId: identity.hardwareId,
    })
    expect(await read(connect({}), 'activation')).toMatchObject({ state: 'activated' })
  })

  it('tells accounts, lock-out, services, SNMP, NTP, filter and web policy as they are', async () => {
    const { device, connect } = await camera()
    const { settings } = device.state
    device.changeWebUsers((users) => [...users, { username: 'guard', password: 'x', level: 'User', fixed: false }])
    Object.assign(settings.services, { telnet: true, ssh: false, upnp: true, 'p2p-cloud': true, ddns: false })
    settings.snmp = { v1: false, v2c: true, v3: true, readCommunity: 'sesame', writeCommunity: null }
    settings.filter = { enabled: true, policy: 'allow', entries: ['127.0.0.1', '192.0.2.7'] }
    Object.assign(device.state.clock, { source: 'NTP' })
    device.state.ntp.servers = [{ type: 'DNS', value: 'time.example.org' }]
    const accounts = await read(connect(), 'accounts.web')
    expect(accounts[0]).toEqual({ username: 'admin', level: 'administrator', enabled: null })
    expect(accounts.at(-1)).toEqual({ username: 'guard', level: 'user', enabled: null })
    expect(await read(connect(), 'accounts.lockout')).toEqual({
      counts: 'failed-logins',
      enabled: settings.lockout?.enabled,
      attempts: 5,
      lockMinutes: 30,
    })
    expect(await read(connect(), 'network.services')).toEqual([
      { name: 'telnet', enabled: true, writable: true },
      { name: 'ssh', enabled: false, writable: true },
      { name: 'upnp', enabled: true, writable: true },
      { name: 'p2p-cloud', enabled: true, writable: true },
      { name: 'ddns', enabled: false, writable: false },
    ])
    expect(await read(connect(), 'snmp.settings')).toEqual({
      v1: false,
      v2c: true,
      v3: true,
      defaultCommunities: false,
      writeCommunity: false,
      v3Levels: [],
    })
    expect(await read(connect(), 'time.ntp')).toEqual({
      source: 'ntp',
      fromDhcp: false,
      servers: ['time.example.org'],
    })
    expect(await read(connect(), 'network.filter')).toEqual({
      enabled: true,
      entriesAre: 'allowed',
      entries: ['127.0.0.1', '192.0.2.7'],
    })
    expect(await read(connect(), 'http.policy')).toBe('http-only')
    expect(writesSeen(device)).toEqual([])
  })

  it.each(['telnet', 'ssh', 'upnp', 'p2p-cloud'] as const)('switches %s off and on, and nothing else', async (name) => {
    const { device, connect } = await camera()
    const { services } = device.state.settings
    const all = ['telnet', 'ssh', 'upnp', 'p2p-cloud'] as const
    for (const service of all) services[service] = true
    await write(connect(), 'network.services', [{ name, enabled: false, writable: true }])
    expect(all.filter((service) => services[service] === false)).toEqual([name])
    await write(connect(), 'network.services', [{ name, enabled: true, writable: true }])
    expect(all.filter((service) => services[service] === false)).toEqual([])
  })

  it('keeps NTP, SNMP, lock-out and HTTPS', async () => {
    const { device, connect } = await camera()
    const { settings } = device.state
    settings.snmp = { v1: true, v2c: true, v3: false, readCommunity: 'a&b=c', writeCommunity: 'w' }
    device.state.clock.source = 'Manual'
    await write(connect(), 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['192.0.2.4'] })
    expect(device.state.ntp.servers).toEqual([{ type: 'IPv4', value: '192.0.2.4' }])
    expect(device.state.clock.source).toBe('NTP')
    const snmp = await read(connect(), 'snmp.settings')
    await write(connect(), 'snmp.settings', { ...snmp, v1: false, v2c: false })
    expect(settings.snmp).toMatchObject({ v1: false, v2c: false, readCommunity: 'a&b=c', writeCommunity: 'w' })
    await write(connect(), 'accounts.lockout', { counts: 'failed-logins', enabled: true, attempts: 8, lockMinutes: 10 })
    expect(settings.lockout).toEqual({ enabled: true, attempts: 8, minutes: 10 })
    await write(connect(), 'http.policy', 'http-and-https')
    expect(await read(connect(), 'http.policy')).toBe('http-and-https')
  })

  it('shows a change that it took and did not keep', async () => {
    const { device, connect } = await camera()
    device.faults.silentlyIgnoreWrites = ['*']
    device.state.settings.services.telnet = true
    await write(connect(), 'network.services', [{ name: 'telnet', enabled: false, writable: true }])
    expect((await read(connect(), 'network.services'))[0]).toMatchObject({ name: 'telnet', enabled: true })
  })

  it('takes the right web password, shown once, and refuses a wrong one', async () => {
    const { device, web: right, connect } = await camera()
    expect(await web.withoutLogin(connect({}))).toBe('guarded')
    expect(await web.authenticate(connect({}), right)).toBe('accepted')
    expect(await web.authenticate(connect({}), login('admin', 'wrong'))).toBe('refused')
    expect(device.failedLogins).toBe(1)
  })

  it('that has locked the account is left alone, with the right password too', async () => {
    const { device, web: right, connect } = await camera()
    for (let failures = 0; failures < 5; failures += 1) device.logins.failed('admin', '127.0.0.1')
    const step = connect()
    await expect(web.authenticate(step, right)).rejects.toThrow(DeviceLockedOut)
    const asked = device.requests.all.length
    await expect(read(step, 'accounts.web')).rejects.toThrow(DeviceLockedOut)
    expect(device.requests.all.length).toBe(asked)
    expect(device.failedLogins).toBe(5)
  })

  it('is not written what this driver only knows from third parties', async () => {
    const { device, connect } = await camera()
    device.state.settings.services.ddns = true
    await expect(
      write(connect(), 'network.services', [{ name: 'ddns', enabled: false, writable: true }]),
    ).rejects.toThrow(Unsupported)
    await expect(write(connect(), 'http.policy', 'https-only')).rejects.toThrow(Unsupported)
    await expect(
      write(connect(), 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['192.0.2.1', '192.0.2.2'] }),
    ).rejects.toThrow(WriteRefused)
    expect(writesSeen(device)).toEqual([])
  })
})

describe('the web accounts of a Dahua camera', () => {
  it('get a new password of their own: the one in use, and that of another', async () => {
    const { device, web: right, connect } = await separateDevice('Dahua')
    const before = device.state.users[0]?.password
    device.changeWebUsers((users) => [
      ...users,
      { username: 'guard', password: 'Old-One_1', level: 'User', fixed: false },
    ])
    await web.setPassword?.(connect(), right, 'guard', Secret.of('Guard_&_1'.replace('&', '-')))
    await web.setPassword?.(connect(), right, 'admin', Secret.of('New-Word_7'))
    expect(device.state.webUsers?.map(({ password }) => password).slice(-1)).toEqual(['Guard_-_1'])
    expect(device.state.webUsers?.[0]?.password).toBe('New-Word_7')
    expect(device.state.users[0]?.password).toBe(before)
    expect(await web.authenticate(connect({}), login('admin', 'New-Word_7'))).toBe('accepted')
    expect(await web.authenticate(connect({}), right)).toBe('refused')
    expect(JSON.stringify(device.requests.all)).not.toContain('New-Word_7')
  })

  it('are not changed to what the camera would cut off or finds weak', async () => {
    const { device, web: right, connect } = await separateDevice('Dahua')
    await expect(web.setPassword?.(connect(), right, 'admin', Secret.of('x'.repeat(33)))).rejects.toThrow(/at most 32/)
    expect(writesSeen(device)).toEqual([])
    await expect(web.setPassword?.(connect(), right, 'admin', Secret.of('weak'))).rejects.toThrow(WriteRefused)
    expect(device.state.webUsers?.[0]?.password).toBe(right.password.reveal())
  })
})

describe('a Dahua recorder', () => {
  it('names the cameras behind it and its disk, and nothing of their logins', async () => {
    const { device, connect } = await separateDevice('Dahua', 'network-recorder')
    const step = connect()
    const cameras = await read(step, 'recorder.cameras')
    expect(cameras.length).toBe(device.state.channels - 1)
    expect(cameras[0]).toMatchObject({ channel: '1', name: 'CAM 1', address: '10.1.1.65', online: null })
    expect(JSON.stringify([cameras, [...step.memo]])).not.toContain('secret')
    expect(await read(connect(), 'storage.units')).toEqual([
      { name: '/dev/sda', kind: 'disk', state: 'ok', capacityBytes: 4_000_785_104_896, encrypted: null },
    ])
  })
})

describe('a Dahua camera out of its box', () => {
  it('is known as such, is shown no login, and is not given a password', async () => {
    const { device, connect } = await separateDevice('Dahua', 'dahua-factory')
    expect(await read(connect({}), 'activation')).toMatchObject({ state: 'factory' })
    await expect(web.withoutLogin(connect({}))).rejects.toThrow(/never initialised/)
    await expect(web.authenticate(connect({}), login('admin', 'admin'))).rejects.toThrow()
    expect(device.requests.all.every(({ login: shown }) => shown === 'none')).toBe(true)
    expect(dahua.activation).toBeUndefined()
    expect(device.state.settings.activated).toBe(false)
    expect(device.failedLogins).toBe(0)
  })
})
