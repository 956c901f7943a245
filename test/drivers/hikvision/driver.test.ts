import { describe, expect, it } from 'vitest'
import { hikvision } from '../../../electron/drivers/hikvision/driver.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import { DeviceLockedOut, Unsupported, WriteRefused } from '../../../electron/model/errors.ts'
import type { Facts } from '../../../electron/model/facts.ts'
import { Secret } from '../../../electron/model/secret.ts'
import type { ServiceName } from '../../../electron/model/security-facts.ts'
import { login } from '../onvif/connection.ts'
import { separateDevice, writesSeen } from '../separate-logins.ts'
import { reader, writer } from '../vendor-device.ts'

const read = reader(hikvision)
const write = writer(hikvision)
const [web] = hikvision.logins
if (web === undefined) throw new Error('no web login')

const offCamera = () => separateDevice('HIKVISION', 'hikvision-camera')

describe('a Hikvision camera with ONVIF off', () => {
  it('says by ISAPI what it is, with its build', async () => {
    const { device, connect } = await offCamera()
    const { identity } = device.state
    expect(await read(connect(), 'identity')).toEqual({
      manufacturer: 'HIKVISION',
      model: identity.model,
      firmware: identity.firmware,
      build: `build ${identity.firmware.split(' build ')[1]}`,
      serial: identity.serial,
      hardwareId: '0x0',
      macs: [identity.mac],
    })
    expect(await read(connect({}), 'activation')).toMatchObject({ state: 'activated' })
  })

  it('tells its accounts, those of ONVIF apart', async () => {
    const { device, connect } = await offCamera()
    device.changeWebUsers((users) => [...users, { username: 'guard', password: 'x', level: 'Operator', fixed: false }])
    device.state.users = [{ username: 'vms', password: 'y', level: 'User', fixed: false }]
    expect(await read(connect(), 'accounts.web')).toEqual([
      { username: 'admin', level: 'administrator', enabled: null },
      ...(device.state.webUsers ?? []).slice(1, -1).map(({ username }) => ({ username, level: 'user', enabled: null })),
      { username: 'guard', level: 'operator', enabled: null },
    ])
    expect(await read(connect(), 'accounts')).toEqual([{ username: 'vms', level: 'user' }])
  })

  it('tells its services, SNMP, lock-out, filter, 802.1X, syslog and web policy as they are', async () => {
    const { device, connect } = await offCamera()
    const { settings } = device.state
    Object.assign(settings.services, { ssh: true, telnet: false, 'p2p-cloud': true, ddns: true, upnp: false })
    settings.snmp = { v1: false, v2c: true, v3: false, readCommunity: 'public', writeCommunity: 'sesame' }
    settings.filter = { enabled: true, policy: 'allow', entries: ['127.0.0.1', '10.1.0.0/16'] }
    settings.syslog = [{ host: '192.0.2.9', port: 1514, transport: 'udp', enabled: true }]
    const services = await read(connect(), 'network.services')
    expect(Object.fromEntries(services.map(({ name, enabled }) => [name, enabled]))).toEqual({
      telnet: false,
      ssh: true,
      upnp: false,
      'p2p-cloud': true,
      bonjour: settings.services.bonjour,
      ddns: true,
      onvif: false,
    })
    expect(await read(connect(), 'snmp.settings')).toEqual({
      v1: false,
      v2c: true,
      v3: false,
      defaultCommunities: true,
      writeCommunity: true,
      v3Levels: device.state.snmp?.users.length ? ['authPriv'] : [],
    })
    expect(await read(connect(), 'accounts.lockout')).toEqual({
      counts: 'failed-logins',
      enabled: settings.lockout?.enabled,
      attempts: 7,
      lockMinutes: 30,
    })
    expect(await read(connect(), 'network.filter')).toEqual({
      enabled: true,
      entriesAre: 'allowed',
      entries: ['127.0.0.1', '10.1.0.0/16'],
    })
    expect(await read(connect(), 'network.8021x')).toEqual(settings.dot1x)
    expect(await read(connect(), 'log.syslog')).toEqual(settings.syslog)
    expect(await read(connect(), 'http.policy')).toBe('http-only')
    expect(await read(connect(), 'storage.units')).toEqual([])
    await expect(read(connect(), 'recorder.cameras')).rejects.toThrow(Unsupported)
    expect(writesSeen(device)).toEqual([])
  })

  it('keeps NTP by ISAPI, server first, and goes back to manual time', async () => {
    const { device, connect } = await offCamera()
    Object.assign(device.state.clock, { source: 'Manual', offsetMs: 3_600_000, timeZone: 'CST-8:00:00' })
    const clock = await read(connect(), 'time.clock')
    expect(Math.abs(clock.offsetSeconds - 3_600)).toBeLessThan(2)
    expect(clock).toMatchObject({ timeZone: 'CST-8:00:00', daylightSaving: false })
    await write(connect(), 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['192.0.2.4'] })
    expect(device.state.clock).toMatchObject({ source: 'NTP', timeZone: 'CST-8:00:00' })
    expect(await read(connect(), 'time.ntp')).toEqual({ source: 'ntp', fromDhcp: false, servers: ['192.0.2.4'] })
    await write(connect(), 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['time.example.org'] })
    expect(device.state.ntp.servers).toEqual([{ type: 'DNS', value: 'time.example.org' }])
    await write(connect(), 'time.ntp', { source: 'manual', fromDhcp: false, servers: [] })
    expect(await read(connect(), 'time.ntp')).toEqual({ source: 'manual', fromDhcp: false, servers: [] })
    await expect(
      write(connect(), 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['192.0.2.4', '192.0.2.5'] }),
    ).rejects.toThrow(WriteRefused)
  })

  it('sets its clock without touching the zone', async () => {
    const { device, connect } = await offCamera()
    Object.assign(device.state.clock, { source: 'Manual', offsetMs: -86_400_000, timeZone: 'EST5:00:00' })
    const found = await read(connect(), 'time.clock')
    expect(Math.abs(found.offsetSeconds + 86_400)).toBeLessThan(2)
    await write(connect(), 'time.clock', { ...found, offsetSeconds: 0 })
    expect(Math.abs(device.state.clock.offsetMs)).toBeLessThan(2_000)
    expect(device.state.clock.timeZone).toBe('EST5:00:00')
  })
})

const toggles: readonly ServiceName[] = ['telnet', 'ssh', 'upnp', 'p2p-cloud', 'bonjour', 'ddns', 'onvif']

describe('a write to a Hikvision camera', () => {
  it.each(toggles)('switches %s off and on again, and nothing else', async (name) => {
    const { device, connect } = await offCamera()
    const { services } = device.state.settings
    for (const service of toggles) services[service] = true
    await write(connect(), 'network.services', [{ name, enabled: false, writable: true }])
    expect(toggles.filter((service) => services[service] === false)).toEqual([name])
    await write(connect(), 'network.services', [{ name, enabled: true, writable: true }])
    expect(toggles.filter((service) => services[service] === false)).toEqual([])
    expect(writesSeen(device).length).toBe(2)
  })

  it('switches SNMP versions and leaves communities and users', async () => {
    const { device, connect } = await offCamera()
    device.state.settings.snmp = { v1: true, v2c: true, v3: false, readCommunity: 'r&<d', writeCommunity: 'w' }
    const found = await read(connect(), 'snmp.settings')
    await write(connect(), 'snmp.settings', { ...found, v1: false, v2c: false })
    expect(device.state.settings.snmp).toEqual({
      v1: false,
      v2c: false,
      v3: false,
      readCommunity: 'r&<d',
      writeCommunity: 'w',
    })
  })

  it('sets lock-out, filter and syslog', async () => {
    const { device, connect } = await offCamera()
    await write(connect(), 'accounts.lockout', { counts: 'failed-logins', enabled: true, attempts: 5, lockMinutes: 60 })
    expect(device.state.settings.lockout).toEqual({ enabled: true, attempts: 5, minutes: 60 })
    const entries = ['192.0.2.1', '127.0.0.0/8']
    const filter: Facts['network.filter'] = { enabled: true, entriesAre: 'allowed', entries }
    await write(connect(), 'network.filter', filter)
    expect(await read(connect(), 'network.filter')).toEqual(filter)
    const target = { host: '192.0.2.66', port: 514, transport: 'udp', enabled: true } as const
    await write(connect(), 'log.syslog', [target])
    expect(device.state.settings.syslog).toEqual([target])
  })

  it('offers HTTPS beside HTTP, and takes HTTP away only while HTTPS answers', async () => {
    const { device, connect } = await offCamera()
    await expect(write(connect(), 'http.policy', 'https-only')).rejects.toThrow(WriteRefused)
    await expect(write(connect(), 'http.policy', 'redirects-to-https')).rejects.toThrow(Unsupported)
    expect(writesSeen(device)).toEqual([])
    await write(connect(), 'http.policy', 'http-and-https')
    expect(await read(connect(), 'http.policy')).toBe('http-and-https')
  })

  it('that is taken and not kept shows when it is read back', async () => {
    const { device, connect } = await offCamera()
    device.faults.silentlyIgnoreWrites = ['*']
    Object.assign(device.state.settings.services, { ssh: true })
    device.state.settings.snmp = { v1: false, v2c: true, v3: false, readCommunity: 'public', writeCommunity: null }
    device.state.clock.source = 'Manual'
    await write(connect(), 'network.services', [{ name: 'ssh', enabled: false, writable: true }])
    expect(await read(connect(), 'network.services')).toContainEqual({ name: 'ssh', enabled: true, writable: true })
    const snmp = await read(connect(), 'snmp.settings')
    await write(connect(), 'snmp.settings', { ...snmp, v2c: false })
    expect(await read(connect(), 'snmp.settings')).toMatchObject({ v2c: true })
    await write(connect(), 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['192.0.2.4'] })
    expect(await read(connect(), 'time.ntp')).toMatchObject({ source: 'manual' })
  })

  it('of somebody without the right is refused, not unsupported', async () => {
    const { device, connect } = await offCamera()
    device.changeWebUsers((users) => [...users, { username: 'v', password: 'viewer-1', level: 'User', fixed: false }])
    const viewer = connect({ web: login('v', 'viewer-1') })
    device.state.settings.services.ssh = true
    await expect(write(viewer, 'network.services', [{ name: 'ssh', enabled: false, writable: true }])).rejects.toThrow(
      CredentialsRefused,
    )
    expect(device.state.settings.services.ssh).toBe(true)
  })
})

describe('the web login of a Hikvision camera', () => {
  it('takes the right password and refuses a wrong one, on its own list of accounts', async () => {
    const { device, web: right, connect } = await separateDevice('HIKVISION')
    device.changeUsers((users) => users.map((user) => ({ ...user, password: 'onvif-alone' })))
    expect(await web.withoutLogin(connect({}))).toBe('guarded')
    expect(await web.authenticate(connect({}), right)).toBe('accepted')
    expect(await web.authenticate(connect({}), login('admin', 'onvif-alone'))).toBe('refused')
    expect(device.failedLogins).toBe(1)
  })

  it('gets a new password there and nowhere else', async () => {
    const { device, web: right, connect } = await separateDevice('HIKVISION')
    const before = device.state.users[0]?.password
    await web.setPassword?.(connect(), right, 'admin', Secret.of('New-Word_7'))
    expect(device.state.webUsers?.[0]).toMatchObject({
      username: 'admin',
      password: 'New-Word_7',
      level: 'Administrator',
    })
    expect(device.state.users[0]?.password).toBe(before)
    expect(await web.authenticate(connect({}), login('admin', 'New-Word_7'))).toBe('accepted')
    expect(await web.authenticate(connect({}), right)).toBe('refused')
  })

  it('sends no password that the camera would cut off, and reports one that it finds weak', async () => {
    const { device, web: right, connect } = await offCamera()
    await expect(web.setPassword?.(connect(), right, 'admin', Secret.of('12345678901234567'))).rejects.toThrow(
      /at most 16/,
    )
    expect(writesSeen(device)).toEqual([])
    await expect(web.setPassword?.(connect(), right, 'admin', Secret.of('short'))).rejects.toThrow(/passwordNotStrong/)
    await expect(web.setPassword?.(connect(), right, 'nobody', Secret.of('Long-enough_1'))).rejects.toThrow(
      WriteRefused,
    )
  })

  it('stops before the lock, and at the lock, without a further try', async () => {
    const { device, connect } = await offCamera()
    for (const wrong of ['a', 'b', 'c', 'd']) await web.authenticate(connect({}), login('admin', wrong))
    await expect(web.authenticate(connect({}), login('admin', 'e'))).rejects.toThrow(DeviceLockedOut)
    const step = connect({})
    await expect(web.withoutLogin(step).then(() => web.authenticate(step, login('admin', 'f')))).rejects.toThrow(
      DeviceLockedOut,
    )
    expect(device.failedLogins).toBe(5)
    expect(device.lockedOut).toBe(false)
    device.logins.failed('admin', '127.0.0.1')
    device.logins.failed('admin', '127.0.0.1')
    expect(device.lockedOut).toBe(true)
    await expect(read(connect(), 'accounts.web')).rejects.toThrow(/locked out this computer for another 30 min/)
  })
})

describe('a Hikvision recorder', () => {
  it('names the cameras behind it, and its disk', async () => {
    const { device, connect } = await separateDevice('HIKVISION', 'network-recorder')
    const cameras = await read(connect(), 'recorder.cameras')
    expect(cameras.length).toBe(device.state.channels)
    expect(cameras[0]).toMatchObject({ channel: '1', name: 'Camera 01', address: '192.168.254.2', online: true })
    expect(await read(connect(), 'storage.units')).toEqual([
      { name: 'hdda', kind: 'disk', state: 'ok', capacityBytes: 3_815_447 * 1024 * 1024, encrypted: null },
    ])
  })
})

describe('a Hikvision camera out of its box', () => {
  it.each([
    ['DS-2CD1023G0E-I', 'Challenge'],
    ['DS-2CD2185FWD-I', 'PublicKey'],
  ])('%s (%s) is known as such, gets its first password unseen, and takes it', async (model) => {
    const { device, connect } = await separateDevice(
      'HIKVISION',
      'hikvision-factory',
      ({ state }) => state.identity.model === model,
    )
    const { activation } = hikvision
    expect(await read(connect({}), 'activation')).toMatchObject({ state: 'factory' })
    await expect(web.withoutLogin(connect({}))).rejects.toThrow(Unsupported)
    await expect(web.authenticate(connect({}), login('admin', '12345'))).rejects.toThrow(/never activated/)
    expect(await activation?.passwordTransport(connect({}))).toBe('sealed')
    const password = 'First-Word_23456'
    await activation?.activate(connect({}), Secret.of(password))
    expect(device.state.webUsers).toMatchObject([{ username: 'admin', password }])
    expect(await web.authenticate(connect({}), login('admin', password))).toBe('accepted')
    expect(await read(connect({ web: login('admin', password) }), 'activation')).toMatchObject({ state: 'activated' })
    await expect(activation?.activate(connect({}), Secret.of('Other-Word_2'))).rejects.toThrow(WriteRefused)
    expect(device.failedLogins).toBe(0)
  })

  it('declines a weak first password, and stays as it was', async () => {
    const { device, connect } = await separateDevice('HIKVISION', 'hikvision-factory')
    await expect(hikvision.activation?.activate(connect({}), Secret.of('short'))).rejects.toThrow(WriteRefused)
    await expect(hikvision.activation?.activate(connect({}), Secret.of('longer-than-sixteen-letters'))).rejects.toThrow(
      WriteRefused,
    )
    expect(device.state.settings.activated).toBe(false)
  })
})

it('marks what stands on third-party text alone', () => {
  const unproven = hikvision.supports.filter(({ writeGrade }) => writeGrade === 'unproven').map(({ fact }) => fact)
  expect(unproven.toSorted()).toEqual(['log.syslog', 'network.filter', 'network.services'])
  expect(hikvision.activation?.grade).toBe('unproven')
})
