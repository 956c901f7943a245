import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axis } from '../../electron/drivers/axis/driver.ts'
import { dahua } from '../../electron/drivers/dahua/driver.ts'
import type { Connection } from '../../electron/drivers/driver.ts'
import { hanwha } from '../../electron/drivers/hanwha/driver.ts'
import { hikvision } from '../../electron/drivers/hikvision/driver.ts'
import { timeOf } from '../../electron/drivers/snmp/clock.ts'
import { snmp } from '../../electron/drivers/snmp/driver.ts'
import { zkteco } from '../../electron/drivers/zkteco/driver.ts'
import { Unsupported } from '../../electron/model/errors.ts'
import { startPracticeSite } from '../../electron/practice/practice-site.ts'
import { webServer } from '../protocols/http/servers.ts'
import { startSnmpd } from '../protocols/snmp/start-snmpd.ts'
import { connectionTo, login } from './onvif/connection.ts'
import { reader, vendorDevice } from './vendor-device.ts'

/** The same device, whose ONVIF is off or takes another login. */
const withoutOnvif = (connection: Connection): Connection => ({
  ...connection,
  credential: (name) => (name === 'onvif' ? null : connection.credential(name)),
})

describe('a Hikvision camera', () => {
  const read = reader(hikvision)

  it('tells its protocols and ports where ONVIF is off', async () => {
    const { device, connect } = await vendorDevice('HIKVISION')
    const { protocols } = device.state
    expect(await read(withoutOnvif(connect()), 'network.protocols')).toEqual(
      protocols.map(({ name, enabled, port }) => ({ name, enabled, ports: [port] })),
    )
  })

  it.each([true, false])('tells whether it opens ports of the router: %s', async (enabled) => {
    const { device, connect } = await vendorDevice('HIKVISION')
    device.state.settings.services['upnp-port-mapping'] = enabled
    expect(await read(connect(), 'network.services')).toContainEqual({
      name: 'upnp-port-mapping',
      enabled,
      writable: true,
    })
  })

  const documents = async (answers: Readonly<Record<string, string>>) => {
    const hik = 'xmlns="http://www.hikvision.com/ver20/XMLSchema"'
    const server = await webServer(({ url }, response) => {
      const [root, inner] = (answers[url] ?? '').split(' ')
      response.writeHead(inner === undefined ? 404 : 200, { 'Content-Type': 'application/xml' })
      response.end(`<${root} ${hik}>${inner}</${root}>`)
    })
    return connectionTo({ address: server.address, ports: { http: server.port } }, login('admin', 'right'))
  }
  const [on, off] = ['<enabled>true</enabled>', '<enabled>false</enabled>']

  it('calls a network disk that was set up and cannot be reached failed, and an empty bay absent', async () => {
    const bay = '<hdd><id>1</id><hddName>hdd1</hddName><status>notexist</status></hdd>'
    const share = '<nas><id>9</id><ipAddress>192.0.2.9</ipAddress><status>offline</status></nas>'
    const told = `storage <hddList>${bay}</hddList><nasList>${share}</nasList>`
    expect(await read(await documents({ '/ISAPI/ContentMgmt/Storage': told }), 'storage.units')).toMatchObject([
      { name: 'hdd1', kind: 'disk', state: 'absent' },
      { name: '192.0.2.9', kind: 'share', state: 'failed' },
    ])
  })
  const [relay, platform] = ['/ISAPI/System/Network/EZVIZ', '/ISAPI/System/Network/Ehome']

  it.each([
    [
      { [relay]: `EZVIZ ${off}`, [platform]: `Ehome ${off}` },
      { enabled: false, writable: true },
    ],
    [
      { [relay]: `EZVIZ ${on}`, [platform]: `Ehome ${off}` },
      { enabled: true, writable: true },
    ],
    [
      { [relay]: `EZVIZ ${off}`, [platform]: `Ehome ${on}` },
      { enabled: true, writable: false },
    ],
    [{ [platform]: `Ehome ${on}` }, { enabled: true, writable: false }],
    [{ [relay]: `EZVIZ ${off}` }, { enabled: false, writable: true }],
  ])(
    'that answers %j is on a relay or a platform as it says, and the platform is never switched',
    async (answers, state) => {
      const services = await read(await documents(answers), 'network.services')
      expect(services).toEqual([{ name: 'p2p-cloud', ...state }])
    },
  )
})

it('a Dahua camera tells its name, interface and addresses where ONVIF is off', async () => {
  const { device, connect } = await vendorDevice('Dahua')
  const connection = withoutOnvif(connect())
  const read = reader(dahua)
  const { identity, hostname } = device.state
  expect(await read(connection, 'network.hostname')).toEqual({ name: hostname.name, fromDhcp: false })
  expect(await read(connection, 'network.interfaces')).toEqual([
    { name: 'eth0', mac: identity.mac, addresses: [device.address], dhcp: false },
  ])
  expect(await read(connection, 'network.addressing')).toEqual({
    gateways: [device.address.replace(/\d+$/, '254')],
    dnsFromDhcp: false,
    dnsServers: [device.address.replace(/\d+$/, '253')],
  })
})

it.each([true, false])('an Axis camera tells whether its microphone is on: %s', async (enabled) => {
  const { device, connect } = await vendorDevice('AXIS')
  device.state.settings.services.audio = enabled
  expect(await reader(axis)(connect(), 'network.services')).toContainEqual({ name: 'audio', enabled, writable: false })
})

it('a ZKTeco terminal tells whether it wants its communication key', async () => {
  const site = await startPracticeSite({ devices: 8, personality: 'door-board', ports: 'standard', seed: 'key or not' })
  try {
    const device = site.devices
      .map(({ address }) => site.device(address))
      .find(({ maker }) => maker.vendor === 'ZKTeco')
    if (device === undefined) throw new Error('no such terminal')
    const { users } = device.state
    const connection = connectionTo({ address: device.address, ports: {} })
    users.splice(1)
    expect(await reader(zkteco)(connection, 'logins.schemes')).toEqual([
      { interface: 'web', encrypted: false, schemes: ['none'] },
    ])
    users.push({ username: 'key', password: '1', level: 'User', fixed: false })
    await expect(reader(zkteco)(connection, 'logins.schemes')).rejects.toThrow(Unsupported)
    await expect(
      reader(zkteco)(connectionTo({ address: device.address, forwarded: true, ports: {} }), 'logins.schemes'),
    ).rejects.toThrow(Unsupported)
  } finally {
    await site.close()
  }
})

describe('the clock of an SNMP agent', () => {
  let agent: Awaited<ReturnType<typeof startSnmpd>>
  beforeAll(async () => {
    agent = await startSnmpd('127.73.12.1')
  })
  afterAll(() => agent.close())

  it("is read from Debian's snmpd", async () => {
    const connection = connectionTo({ address: '127.73.12.1', ports: { snmp: agent.port } })
    const { offsetSeconds, uncertaintySeconds } = await reader(snmp)(connection, 'time.clock')
    expect(Math.abs(offsetSeconds)).toBeLessThanOrEqual(uncertaintySeconds + 1)
  })

  it.each([
    ['07ea0319080f1e002b0100', '2026-03-25T07:15:30.000Z'],
    ['07ea0319080f1e052d0530', '2026-03-25T14:03:30.500Z'],
    ['07ea0319080f1e00', null],
    ['07ea0d19080f1e002b0100', null],
    ['07ea0319080f1e00200100', null],
    ['', null],
  ])('%s is %s', (hex, time) => {
    const at = timeOf(Buffer.from(hex, 'hex'))
    expect(at === null ? null : new Date(at).toISOString()).toBe(time)
  })
})

it('numbers the channels of a Hanwha device by their order where it gives them no number', async () => {
  const VideoSources = [
    { Name: 'left', State: 'On' },
    { Name: 'right', State: 'Off' },
    { Channel: 7, Name: 'eighth' },
  ]
  const server = await webServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ VideoSources }))
  })
  const connection = connectionTo({ address: server.address, ports: { http: server.port } }, login('admin', 'right'))
  expect(await reader(hanwha)(connection, 'recorder.cameras')).toMatchObject([
    { channel: '1', name: 'left', online: true },
    { channel: '2', name: 'right', online: false },
    { channel: '8', name: 'eighth', online: null },
  ])
})
