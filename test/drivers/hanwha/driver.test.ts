import { describe, expect, it } from 'vitest'
import { hanwha } from '../../../electron/drivers/hanwha/driver.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import { DeviceLockedOut, WriteRefused } from '../../../electron/model/errors.ts'
import { Secret } from '../../../electron/model/secret.ts'
import type { ServiceName } from '../../../electron/model/security-facts.ts'
import type { PersonalityId } from '../../../electron/practice/personalities.ts'
import { login } from '../onvif/connection.ts'
import { reader, type VendorDevice, vendorDevice, writer } from '../vendor-device.ts'

const read = reader(hanwha)
const write = writer(hanwha)
const [web, onvifProof] = hanwha.logins

const of = (personality: PersonalityId): Promise<VendorDevice> => vendorDevice('Hanwha Vision', () => true, personality)

describe.each([
  ['camera', 'onvif-camera'],
  ['recorder', 'network-recorder'],
] as const)('a Hanwha %s', (_name, personality) => {
  it('tells what it is', async () => {
    const { device, connect } = await of(personality)
    const { identity, settings } = device.state
    expect(await read(connect(), 'identity')).toMatchObject({
      manufacturer: 'Hanwha Vision',
      model: identity.model,
      firmware: identity.firmware,
      serial: identity.serial,
      build: '2023.09.20',
      macs: [identity.mac],
    })
    const accounts = await read(connect(), 'accounts.web')
    expect(accounts.map(({ username }) => username).sort()).toEqual(
      device.state.users.map(({ username }) => username).sort(),
    )
    expect(accounts.find(({ username }) => username === 'admin')?.level).toBe('administrator')
    expect(JSON.stringify(accounts)).not.toContain(device.login().password)
    for (const { name, enabled } of await read(connect(), 'network.services'))
      expect([name, enabled]).toEqual([name, settings.services[name]])
    expect(await read(connect(), 'snmp.settings')).toMatchObject({
      v1: settings.snmp?.v1,
      v2c: settings.snmp?.v2c,
      v3: settings.snmp?.v3,
      defaultCommunities: true,
      writeCommunity: false,
    })
    expect(await read(connect(), 'http.policy')).toBe(settings.httpPolicy)
    expect(await read(connect(), 'network.8021x')).toEqual({ enabled: false, method: 'EAP-TLS' })
    expect(await read(connect(null), 'activation')).toMatchObject({ state: 'activated' })
    expect(await read(connect(null), 'accounts.passwordPolicy')).toMatchObject({ complexityEnforced: true })
    expect((await read(connect(), 'time.ntp')).servers).toEqual(device.state.ntp.servers.map(({ value }) => value))
    device.state.settings.filter = { enabled: true, policy: 'deny', entries: ['127.0.0.9/32'] }
    expect(await read(connect(), 'network.filter')).toEqual({
      enabled: true,
      entriesAre: 'denied',
      entries: ['127.0.0.9/32'],
    })
    device.state.settings.filter = { enabled: true, policy: 'allow', entries: ['127.0.0.0/8'] }
    expect(await read(connect(), 'network.filter')).toMatchObject({ enabled: true, entriesAre: 'allowed' })
    expect(device.failedLogins).toBe(0)
    expect(device.requests.all.filter(({ login: by }) => by === 'clear')).toEqual([])
  })

  it('is given time servers and uses them, and back', async () => {
    const { device, connect } = await of(personality)
    const found = await read(connect(), 'time.ntp')
    await write(connect(), 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['127.0.0.9', 'ntp.example'] })
    expect(await read(connect(), 'time.ntp')).toEqual({
      source: 'ntp',
      fromDhcp: false,
      servers: ['127.0.0.9', 'ntp.example'],
    })
    expect(device.state.clock).toMatchObject({ source: 'NTP', offsetMs: 0 })
    await write(connect(), 'time.ntp', found)
    expect(await read(connect(), 'time.ntp')).toEqual(found)
    await expect(write(connect(), 'time.ntp', { source: 'ntp', fromDhcp: true, servers: [] })).rejects.toThrow(
      WriteRefused,
    )
  })

  it('has its services and the old versions of SNMP switched off, and on again as they were', async () => {
    const { device, connect } = await of(personality)
    const names: readonly ServiceName[] = ['upnp', 'bonjour', 'anonymous-viewing']
    Object.assign(device.state.settings.services, Object.fromEntries(names.map((name) => [name, true])))
    await device.followState()
    const found = await read(connect(), 'network.services')
    await write(
      connect(),
      'network.services',
      names.map((name) => ({ name, enabled: false, writable: true })),
    )
    expect((await read(connect(), 'network.services')).filter(({ enabled }) => enabled)).toEqual([])
    await write(connect(), 'network.services', found)
    expect(await read(connect(), 'network.services')).toEqual(found)
    await expect(
      write(connect(), 'network.services', [{ name: 'ssh', enabled: false, writable: true }]),
    ).rejects.toThrow(WriteRefused)
    device.state.settings.snmp = { v1: true, v2c: true, v3: false, readCommunity: 'public', writeCommunity: 'write' }
    const snmp = await read(connect(), 'snmp.settings')
    await expect(write(connect(), 'snmp.settings', { ...snmp, defaultCommunities: false })).rejects.toThrow(
      WriteRefused,
    )
    await expect(write(connect(), 'snmp.settings', { ...snmp, v3: true })).rejects.toThrow(/password of its own/)
    await write(connect(), 'snmp.settings', { ...snmp, v1: false, v2c: false })
    expect(await read(connect(), 'snmp.settings')).toMatchObject({ v1: false, v2c: false })
    expect(device.state.snmp).toBeNull()
    await write(connect(), 'snmp.settings', snmp)
    expect(await read(connect(), 'snmp.settings')).toEqual(snmp)
  })

  it('that takes a change and does not make it shows it when it is read again', async () => {
    const { device, connect } = await of(personality)
    device.faults.silentlyIgnoreWrites = ['*']
    device.state.settings.services.bonjour = true
    const ntp = await read(connect(), 'time.ntp')
    await write(connect(), 'network.services', [{ name: 'bonjour', enabled: false, writable: true }])
    await write(connect(), 'time.ntp', { source: 'ntp', fromDhcp: false, servers: ['127.0.0.77'] })
    expect((await read(connect(), 'network.services')).find(({ name }) => name === 'bonjour')?.enabled).toBe(true)
    expect(await read(connect(), 'time.ntp')).toEqual(ntp)
  })

  it('takes a new password under a seal, for ONVIF as well', async () => {
    const { device, connect, credential } = await of(personality)
    const fresh = login('admin', 'New-Word_2026')
    await web?.setPassword?.(connect(), credential, 'admin', fresh.password)
    expect(await web?.authenticate(connect(), fresh)).toBe('accepted')
    expect(await web?.authenticate(connect(), credential)).toBe('refused')
    expect(await onvifProof?.authenticate(connect(fresh), fresh)).toBe('accepted')
    expect(onvifProof?.setPassword).toBeUndefined()
    expect(device.requests.all.some(({ operation }) => operation.includes('New-Word'))).toBe(false)
    await expect(web?.setPassword?.(connect(fresh), fresh, 'admin', Secret.of('weak'))).rejects.toThrow(WriteRefused)
    await expect(web?.setPassword?.(connect(fresh), fresh, 'nobody', Secret.of('x'))).rejects.toThrow(WriteRefused)
  })

  it('that nobody set up takes its first password once, and nothing else before', async () => {
    const { device, connect } = await of(personality)
    Object.assign(device.state, { users: [] })
    device.state.settings.activated = false
    expect(await read(connect(null), 'activation')).toMatchObject({ state: 'factory' })
    await expect(read(connect(null), 'network.services')).rejects.toThrow(CredentialsRefused)
    expect(await hanwha.activation?.passwordTransport(connect(null))).toBe('sealed')
    await expect(hanwha.activation?.activate(connect(null), Secret.of('weak'))).rejects.toThrow(/HTTP 490/)
    expect(device.state.users).toEqual([])
    const first = login('admin', 'First-Word_26')
    await hanwha.activation?.activate(connect(null), first.password)
    expect(device.state.users).toMatchObject([{ username: 'admin', password: 'First-Word_26' }])
    expect(await web?.authenticate(connect(null), first)).toBe('accepted')
    await expect(hanwha.activation?.activate(connect(null), Secret.of('Second-Word_26'))).rejects.toThrow(WriteRefused)
    expect(await read(connect(null), 'activation')).toMatchObject({ state: 'activated' })
  })
})

describe('a Hanwha camera', () => {
  it('is asked no more once it says that the account is locked', async () => {
    const { device, connect, credential } = await of('onvif-camera')
    const wrong = login(credential.username, 'not the one')
    for (let count = 0; count < 4; count += 1) expect(await web?.authenticate(connect(), wrong)).toBe('refused')
    const step = connect(wrong)
    await expect(web?.authenticate(step, wrong)).rejects.toThrow(DeviceLockedOut)
    const before = device.requests.all.length
    await expect(web?.authenticate(step, credential)).rejects.toThrow(DeviceLockedOut)
    await expect(read(step, 'network.services')).rejects.toThrow(DeviceLockedOut)
    expect(device.requests.all.length).toBe(before)
  })

  it('is shown a refused login once, however much there is to read', async () => {
    const { device, connect, credential } = await of('onvif-camera')
    const step = connect(login(credential.username, 'not the one'))
    for (const fact of ['network.services', 'snmp.settings', 'accounts.web', 'identity'] as const)
      await expect(read(step, fact)).rejects.toThrow(CredentialsRefused)
    expect(device.failedLogins).toBe(1)
  })

  it('has HTTP switched off only where HTTPS answers', async () => {
    const { device, connect } = await of('onvif-camera')
    await expect(write(connect(), 'http.policy', 'https-only')).rejects.toThrow(/does not answer/)
    await write(connect(), 'http.policy', 'http-and-https')
    expect(await read(connect(), 'http.policy')).toBe('http-and-https')
    await write(connect(), 'http.policy', 'https-only')
    expect(device.state.settings.httpPolicy).toBe('https-only')
    const secure = connect()
    const endpoint = { ...secure.endpoint, ports: { https: device.ports.https } }
    expect(await read({ ...secure, endpoint }, 'http.policy')).toBe('https-only')
  })

  it('lists its card, its slots and its own channel', async () => {
    const { connect } = await of('onvif-camera')
    expect(await read(connect(), 'storage.units')).toEqual([
      { name: 'DAS', kind: 'card', state: 'ok', capacityBytes: null, encrypted: null },
      { name: 'NAS', kind: 'share', state: 'absent', capacityBytes: null, encrypted: null },
    ])
    expect(await read(connect(), 'recorder.cameras')).toMatchObject([{ channel: '1', online: true }])
  })
})

describe('a Hanwha recorder', () => {
  it('names the cameras behind it', async () => {
    const { device, connect } = await of('network-recorder')
    const cameras = await read(connect(), 'recorder.cameras')
    expect(cameras).toHaveLength(device.state.channels)
    expect(cameras[0]).toMatchObject({ channel: '1', name: 'CAM 01', online: true })
    expect(cameras.at(-1)?.online).toBe(false)
    // What SUNAPI does not tell here is asked by ONVIF.
    expect((await read(connect(), 'storage.units')).length).toBeGreaterThan(0)
  })
})
