import { describe, expect, it } from 'vitest'
import { axis } from '../../../electron/drivers/axis/driver.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import { Unsupported, WriteRefused } from '../../../electron/model/errors.ts'
import type { FactKey } from '../../../electron/model/facts.ts'
import { Secret } from '../../../electron/model/secret.ts'
import type { ServiceName } from '../../../electron/model/security-facts.ts'
import type { PracticeDevice } from '../../../electron/practice/practice-device.ts'
import { login } from '../onvif/connection.ts'
import { reader, vendorDevice, writer } from '../vendor-device.ts'

const read = reader(axis)
const write = writer(axis)

const major = ({ state }: PracticeDevice) => Number(state.identity.firmware.split('.')[0])
const current = (device: PracticeDevice) => major(device) >= 12
const middle = (device: PracticeDevice) => major(device) === 10
const old = (device: PracticeDevice) => major(device) === 5

const bare = (model: string) => model.replace(/^AXIS /, '')

describe.each([
  ['AXIS OS 12', current],
  ['AXIS OS 10', middle],
  ['firmware 5', old],
])('what an Axis camera with %s tells', (_name, wanted) => {
  it('is what the camera is', async () => {
    const { device, connect } = await vendorDevice('AXIS', wanted)
    const { identity, settings } = device.state
    expect(await read(connect(), 'identity')).toMatchObject({
      manufacturer: 'AXIS',
      model: bare(identity.model),
      firmware: identity.firmware,
      hardwareId: identity.hardwareId,
      serial: identity.serial,
      macs: [identity.mac],
      build: expect.any(String),
    })
    expect((await read(connect(), 'accounts.web')).map(({ username }) => username).sort()).toEqual(
      device.state.webUsers?.map(({ username }) => username).sort(),
    )
    const services = await read(connect(), 'network.services')
    for (const { name, enabled } of services.filter(({ name }) => !['ws-discovery', 'web-admin'].includes(name)))
      expect([name, enabled]).toEqual([name, settings.services[name]])
    expect(services.find(({ name }) => name === 'ws-discovery')?.enabled).toBe(device.state.discoverable)
    expect(await read(connect(), 'snmp.settings')).toEqual({
      v1: settings.snmp?.v1,
      v2c: settings.snmp?.v2c,
      v3: settings.snmp?.v3,
      defaultCommunities: true,
      writeCommunity: settings.snmp?.writeCommunity !== null,
      v3Levels: settings.snmp?.v3 === true ? ['authPriv'] : [],
    })
    expect(await read(connect(), 'accounts.lockout')).toMatchObject({
      counts: 'requests',
      enabled: settings.lockout?.enabled,
      requests: 20,
      perSeconds: 1,
      blockSeconds: 10,
    })
    expect(await read(connect(), 'http.policy')).toBe(settings.httpPolicy)
    expect(await read(connect(), 'network.8021x')).toEqual({ enabled: false, method: 'EAP-TLS' })
    expect(await read(connect(), 'log.audit')).toEqual({ kept: true, entries: null })
    const ntp = await read(connect(), 'time.ntp')
    expect(ntp.source).toBe(device.state.clock.source === 'NTP' ? 'ntp' : 'manual')
    expect(ntp.servers).toEqual(device.state.ntp.servers.map(({ value }) => value))
    expect(await read(connect(), 'storage.units')).toEqual([
      { name: 'SD_DISK', kind: 'card', state: 'ok', capacityBytes: 62_367_744 * 1_024, encrypted: false },
      { name: 'NetworkShare', kind: 'share', state: 'absent', capacityBytes: null, encrypted: null },
    ])
    device.state.settings.filter = { enabled: true, policy: 'deny', entries: ['127.0.0.9'] }
    expect(await read(connect(), 'network.filter')).toEqual({
      enabled: true,
      entriesAre: 'denied',
      entries: ['127.0.0.9'],
    })
    device.state.settings.filter = { enabled: true, policy: 'allow', entries: ['127.0.0.0/8', '192.0.2.7'] }
    expect(await read(connect(), 'network.filter')).toEqual({
      enabled: true,
      entriesAre: 'allowed',
      entries: ['127.0.0.0/8', '192.0.2.7'],
    })
    expect(device.failedLogins).toBe(0)
    expect(device.requests.all.filter(({ login: by }) => by === 'clear')).toEqual([])
  })

  it('is kept from strangers, and no refused login is shown a second time', async () => {
    const { device, connect, credential } = await vendorDevice('AXIS', wanted)
    await expect(read(connect(null), 'network.services')).rejects.toThrow(CredentialsRefused)
    const step = connect(login(credential.username, 'not the one'))
    for (const fact of ['network.services', 'snmp.settings', 'accounts.web', 'http.policy'] as const)
      await expect(read(step, fact)).rejects.toThrow(CredentialsRefused)
    expect(device.failedLogins).toBe(1)
  })
})

describe('an Axis camera', () => {
  it('of today says who it is, and that it has an owner, to anybody', async () => {
    const { device, connect } = await vendorDevice('AXIS', current)
    expect(await read(connect(null), 'identity')).toMatchObject({ serial: device.state.identity.serial })
    expect(await read(connect(null), 'activation')).toMatchObject({ state: 'activated' })
    expect(device.requests.all.map(({ login: by }) => by)).toEqual(['none', 'none'])
    expect(await read(connect(), 'accounts.passwordPolicy')).toEqual({
      minLength: 1,
      complexityEnforced: false,
      expiryDays: null,
    })
  })

  it('of old says it to those who log in, and knows no factory state', async () => {
    const { connect } = await vendorDevice('AXIS', old)
    await expect(read(connect(null), 'identity')).rejects.toThrow(CredentialsRefused)
    await expect(read(connect(), 'activation')).rejects.toThrow(Unsupported)
    await expect(read(connect(), 'accounts.passwordPolicy')).rejects.toThrow(Unsupported)
  })

  it('that is a first door controller answers with its parameters where it has no JSON', async () => {
    const { device, connect } = await vendorDevice(
      'AXIS',
      ({ state }) => state.identity.model === 'AXIS A1001',
      'door-controller',
    )
    expect(await read(connect(), 'identity')).toMatchObject({ model: 'A1001', serial: device.state.identity.serial })
    expect((await read(connect(), 'time.ntp')).servers).toEqual(device.state.ntp.servers.map(({ value }) => value))
    await expect(read(connect(), 'activation')).rejects.toThrow(Unsupported)
  })
})

describe.each([
  ['AXIS OS 12', current],
  ['AXIS OS 10', middle],
  ['firmware 5', old],
])('a change of an Axis camera with %s', (_name, wanted) => {
  it('switches services, which stop to listen, and switches them on again as they were', async () => {
    const { device, connect } = await vendorDevice('AXIS', wanted)
    const names: readonly ServiceName[] = ['ssh', 'ftp', 'upnp', 'bonjour', 'debug', 'anonymous-viewing']
    Object.assign(device.state.settings.services, Object.fromEntries(names.map((name) => [name, true])))
    await device.followState()
    const step = connect()
    const found = await read(step, 'network.services')
    await write(
      step,
      'network.services',
      names.map((name) => ({ name, enabled: false, writable: true })),
    )
    const after = await read(step, 'network.services')
    expect(after.filter(({ name, enabled }) => names.includes(name) && enabled)).toEqual([])
    const untouched = ({ name }: { name: ServiceName }) => !names.includes(name)
    expect(after.filter(untouched)).toEqual(found.filter(untouched))
    await write(
      step,
      'network.services',
      found.filter(({ writable }) => writable),
    )
    expect(await read(step, 'network.services')).toEqual(found)
  })

  it('gives it time servers and makes it use them, and back', async () => {
    const { device, connect } = await vendorDevice('AXIS', wanted)
    const found = await read(connect(), 'time.ntp')
    const servers = ['127.0.0.9']
    await write(connect(), 'time.ntp', { source: 'ntp', fromDhcp: false, servers })
    expect(await read(connect(), 'time.ntp')).toEqual({ source: 'ntp', fromDhcp: false, servers })
    expect(device.state.clock).toMatchObject({ source: 'NTP', offsetMs: 0 })
    await write(connect(), 'time.ntp', found)
    expect(await read(connect(), 'time.ntp')).toEqual(found)
  })

  it('switches the old versions of SNMP off, and makes up no community', async () => {
    const { device, connect } = await vendorDevice('AXIS', wanted)
    device.state.settings.snmp = { v1: true, v2c: true, v3: false, readCommunity: 'public', writeCommunity: 'write' }
    const found = await read(connect(), 'snmp.settings')
    expect(found).toMatchObject({ defaultCommunities: true, writeCommunity: true })
    await expect(write(connect(), 'snmp.settings', { ...found, defaultCommunities: false })).rejects.toThrow(
      WriteRefused,
    )
    await write(connect(), 'snmp.settings', { ...found, v1: false, v2c: false })
    expect(device.state.settings.snmp).toMatchObject({ v1: false, v2c: false, readCommunity: 'public' })
    await write(connect(), 'snmp.settings', found)
    expect(await read(connect(), 'snmp.settings')).toEqual(found)
  })

  it('keeps the access log or not, and makes no lock of the brake for requests', async () => {
    const { connect } = await vendorDevice('AXIS', wanted)
    expect(axis.supports.findLast(({ fact }) => fact === 'accounts.lockout')?.write).toBeUndefined()
    await write(connect(), 'log.audit', { kept: false, entries: null })
    expect(await read(connect(), 'log.audit')).toMatchObject({ kept: false })
  })

  it('that the device takes and does not make shows when it is read again', async () => {
    const { device, connect } = await vendorDevice('AXIS', wanted)
    device.faults.silentlyIgnoreWrites = ['*']
    device.state.settings.services.debug = true
    const before = {
      services: await read(connect(), 'network.services'),
      ntp: await read(connect(), 'time.ntp'),
      snmp: await read(connect(), 'snmp.settings'),
    }
    await write(connect(), 'network.services', [{ name: 'debug', enabled: false, writable: true }])
    await write(connect(), 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['127.0.0.77'] })
    await write(connect(), 'snmp.settings', { ...before.snmp, v1: !before.snmp.v1 })
    expect(await read(connect(), 'network.services')).toEqual(before.services)
    expect(await read(connect(), 'time.ntp')).toEqual(before.ntp)
    expect(await read(connect(), 'snmp.settings')).toEqual(before.snmp)
  })

  it('gives the web account a new password and leaves that of ONVIF alone', async () => {
    const { device, connect, credential } = await vendorDevice('AXIS', wanted)
    const [web, onvifLogin] = axis.logins
    const step = connect()
    await web?.setPassword?.(step, credential, credential.username, Secret.of('New-Word_2026'))
    expect(await web?.authenticate(step, login(credential.username, 'New-Word_2026'))).toBe('accepted')
    expect(await web?.authenticate(step, credential)).toBe('refused')
    expect(await onvifLogin?.authenticate(connect(), credential)).toBe('accepted')
    expect(device.requests.all.some(({ operation }) => operation.includes('New-Word'))).toBe(false)
    await expect(
      web?.setPassword?.(
        connect(login(credential.username, 'New-Word_2026')),
        login(credential.username, 'New-Word_2026'),
        'nobody',
        Secret.of('x'),
      ),
    ).rejects.toThrow(WriteRefused)
  })
})

describe('HTTPS of an Axis camera', () => {
  it.each([
    ['AXIS OS 12', current],
    ['firmware 5', old],
  ])('with %s is switched on beside HTTP, and HTTP off only where HTTPS answers', async (_name, wanted) => {
    const { device, connect } = await vendorDevice('AXIS', wanted)
    expect(await read(connect(), 'http.policy')).toBe('http-only')
    await expect(write(connect(), 'http.policy', 'https-only')).rejects.toThrow(/does not answer/)
    await write(connect(), 'http.policy', 'http-and-https')
    expect(await read(connect(), 'http.policy')).toBe('http-and-https')
    expect(await axis.logins[0]?.passwordTransport?.(connect())).toBe('tls')
    await write(connect(), 'http.policy', 'https-only')
    expect(device.state.settings.httpPolicy).toBe('https-only')
    const secure = connect()
    const endpoint = { ...secure.endpoint, ports: { https: device.ports.https } }
    expect(await read({ ...secure, endpoint }, 'http.policy')).toBe('https-only')
  })
})

describe('an Axis camera that nobody set up', () => {
  it('says so to anybody, takes its first password once, and has an owner then', async () => {
    const { device, connect } = await vendorDevice('AXIS', current)
    Object.assign(device.state, { users: [], webUsers: [] })
    device.state.settings.activated = false
    expect(await read(connect(null), 'activation')).toMatchObject({ state: 'factory' })
    expect(await axis.logins[0]?.withoutLogin(connect(null))).toBe('guarded')
    const first = Secret.of('First-Word_2026')
    expect(await axis.activation?.passwordTransport(connect(null))).toBe('clear')
    await axis.activation?.activate(connect(null), first)
    expect(device.state.webUsers).toMatchObject([{ username: 'root', password: 'First-Word_2026' }])
    expect(await axis.logins[0]?.authenticate(connect(null), { username: 'root', password: first })).toBe('accepted')
    expect(await read(connect(null), 'activation')).toMatchObject({ state: 'activated' })
    await expect(axis.activation?.activate(connect(null), Secret.of('Second-Word'))).rejects.toThrow(WriteRefused)
    expect(device.state.webUsers).toMatchObject([{ username: 'root', password: 'First-Word_2026' }])
  })
})

describe('the Axis driver', () => {
  it('reads facts of the web interface with a login that was proven there, and no other', async () => {
    const { device, connect, credential } = await vendorDevice('AXIS', current)
    const onvifOnly = { ...connect(), credential: (name: string) => (name === 'onvif' ? credential : null) }
    await expect(read(onvifOnly, 'network.services')).rejects.toThrow(CredentialsRefused)
    expect(device.requests.all.every(({ username }) => username === null)).toBe(true)
    const written: readonly FactKey[] = axis.supports.flatMap(({ fact, write: way }) => (way ? [fact] : []))
    expect(written).toEqual(expect.arrayContaining(['network.services', 'snmp.settings', 'http.policy', 'time.ntp']))
  })
})
