import { describe, expect, it } from 'vitest'
import { ProtocolViolation, Unsupported, WriteRefused } from '../../../electron/model/errors.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { getDiscoveryMode } from '../../../electron/protocols/onvif/discovery-mode.ts'
import { getDeviceInformation, getSecurityCapabilities } from '../../../electron/protocols/onvif/information.ts'
import { getStreamAddress, readStreamUri } from '../../../electron/protocols/onvif/media.ts'
import {
  getHostname,
  getNetworkInterfaces,
  getNetworkProtocols,
  setNetworkProtocols,
} from '../../../electron/protocols/onvif/network-settings.ts'
import { readXAddr } from '../../../electron/protocols/onvif/service-address.ts'
import { findServices } from '../../../electron/protocols/onvif/services.ts'
import { getNtp, setNtp, setSystemDateAndTime } from '../../../electron/protocols/onvif/time.ts'
import { getUsers, setPassword } from '../../../electron/protocols/onvif/users.ts'
import { readXml } from '../../../electron/protocols/xml/read-xml.ts'
import type { XmlElement } from '../../../electron/protocols/xml/xml-element.ts'
import { webServer } from '../http/servers.ts'
import { admin, clientOf, envelopeOf, fakeDevice, operationOf } from './fake-device.ts'

/** The request of an operation as the device would parse it. */
const requestOf = (device: Awaited<ReturnType<typeof fakeDevice>>, operation: string): XmlElement => {
  const request = device.seen.findLast((one) => operationOf(one) === operation)
  const body = readXml(Buffer.from(request?.body ?? '')).children.at(-1)
  return body?.children[0] as XmlElement
}
/** Names and texts, as nested pairs. */
const tree = ({ name, text, children }: XmlElement): unknown => [
  name,
  children.length === 0 ? text : children.map(tree),
]

describe('identity', () => {
  it('is the raw text of the device', async () => {
    expect(await getDeviceInformation(clientOf(await fakeDevice()))).toEqual({
      manufacturer: 'ACME',
      model: 'C-1',
      firmware: '5.10',
      serial: '404705923918060213',
      hardwareId: '0012',
    })
  })

  it('has null for what is empty or missing, and makes hostile text visible', async () => {
    const device = await fakeDevice({
      answers: { GetDeviceInformation: '<d:Manufacturer> </d:Manufacturer><d:Model>a\u202eb</d:Model>' },
    })
    expect(await getDeviceInformation(clientOf(device))).toMatchObject({
      manufacturer: null,
      model: 'a[U+202E]b',
      firmware: null,
      serial: null,
    })
  })
})

describe('users', () => {
  it('come with name and level; an unknown level is called unknown', async () => {
    const device = await fakeDevice({
      users: { admin: { password: 'right', level: 'Administrator' }, true: { password: 'x', level: 'Superuser' } },
    })
    expect(await getUsers(clientOf(device))).toEqual([
      { username: 'admin', level: 'administrator' },
      { username: 'true', level: 'unknown' },
    ])
  })

  it('an empty list is no answer', async () => {
    const device = await fakeDevice({ answers: { GetUsers: '' } })
    await expect(getUsers(clientOf(device))).rejects.toThrow(ProtocolViolation)
  })

  it('an empty list for strangers is asked for again with the login', async () => {
    const device = await fakeDevice({
      open: ['GetUsers', 'GetSystemDateAndTime'],
      answers: {
        GetUsers: ({ body }) =>
          body.includes('UsernameToken')
            ? '<d:User><onvif:Username>a</onvif:Username><onvif:UserLevel>User</onvif:UserLevel></d:User>'
            : '',
      },
    })
    expect(await getUsers(clientOf(device))).toEqual([{ username: 'a', level: 'user' }])
    await expect(getUsers(clientOf(device), { login: 'none' })).rejects.toThrow(ProtocolViolation)
  })

  it.each(['pw</Password><UserLevel>Administrator</UserLevel>', 'x<y', 'p&amp', `&'"<>;%+ ü€😀`, ' spaces ', ']]>'])(
    'the password %j arrives as it is and changes nothing else',
    async (password) => {
      const device = await fakeDevice({
        users: { admin: { password: 'right', level: 'Administrator' }, guard: { password: 'x', level: 'Operator' } },
        answers: { SetUser: '' },
      })
      await setPassword(clientOf(device), 'guard', Secret.of(password))
      expect(tree(requestOf(device, 'SetUser'))).toEqual([
        'SetUser',
        [
          [
            'User',
            [
              ['Username', 'guard'],
              ['Password', password],
              ['UserLevel', 'Operator'],
            ],
          ],
        ],
      ])
    },
  )

  it('nothing is sent for an account that does not exist or that has roles of its own', async () => {
    const device = await fakeDevice({
      users: { admin: { password: 'right', level: 'Administrator' }, ext: { password: 'x', level: 'Extended' } },
      answers: { SetUser: '' },
    })
    await expect(setPassword(clientOf(device), 'nobody', Secret.of('p'))).rejects.toThrow(WriteRefused)
    await expect(setPassword(clientOf(device), 'ext', Secret.of('p'))).rejects.toThrow(Unsupported)
    expect(device.log().some((line) => line.startsWith('SetUser'))).toBe(false)
  })
})

describe('time', () => {
  it('reads NTP servers of every kind, in their order', async () => {
    const host = (kind: string, field: string, value: string) =>
      `<onvif:NTPManual><onvif:Type>${kind}</onvif:Type><onvif:${field}>${value}</onvif:${field}></onvif:NTPManual>`
    const device = await fakeDevice({
      answers: {
        GetNTP: `<d:NTPInformation><onvif:FromDHCP>false</onvif:FromDHCP>${host('DNS', 'DNSname', 'ntp.example')}${host('IPv4', 'IPv4Address', '10.0.0.1')}${host('IPv6', 'IPv6Address', 'fe80::1')}${host('IPv4', 'IPv4Address', '')}</d:NTPInformation>`,
      },
    })
    expect(await getNtp(clientOf(device))).toEqual({
      fromDhcp: false,
      serversFromDhcp: [],
      manualServers: ['ntp.example', '10.0.0.1', 'fe80::1'],
    })
  })

  it('writes each server under its own kind', async () => {
    const device = await fakeDevice({ answers: { SetNTP: '' } })
    await setNtp(clientOf(device), { fromDhcp: false, servers: ['10.0.0.1', 'ntp.example', 'fe80::1'] })
    expect(tree(requestOf(device, 'SetNTP'))).toEqual([
      'SetNTP',
      [
        ['FromDHCP', 'false'],
        [
          'NTPManual',
          [
            ['Type', 'IPv4'],
            ['IPv4Address', '10.0.0.1'],
          ],
        ],
        [
          'NTPManual',
          [
            ['Type', 'DNS'],
            ['DNSname', 'ntp.example'],
          ],
        ],
        [
          'NTPManual',
          [
            ['Type', 'IPv6'],
            ['IPv6Address', 'fe80::1'],
          ],
        ],
      ],
    ])
  })

  it('writes the time before the date, in UTC, after zone and daylight saving', async () => {
    const device = await fakeDevice({ answers: { SetSystemDateAndTime: '' } })
    await setSystemDateAndTime(clientOf(device), {
      source: 'manual',
      daylightSaving: true,
      timeZone: 'CST6CDT',
      utc: new Date('2026-11-22T01:02:03Z'),
    })
    expect(tree(requestOf(device, 'SetSystemDateAndTime'))).toEqual([
      'SetSystemDateAndTime',
      [
        ['DateTimeType', 'Manual'],
        ['DaylightSavings', 'true'],
        ['TimeZone', [['TZ', 'CST6CDT']]],
        [
          'UTCDateTime',
          [
            [
              'Time',
              [
                ['Hour', '1'],
                ['Minute', '2'],
                ['Second', '3'],
              ],
            ],
            [
              'Date',
              [
                ['Year', '2026'],
                ['Month', '11'],
                ['Day', '22'],
              ],
            ],
          ],
        ],
      ],
    ])
  })
})

describe('network', () => {
  it('reads several ports of one protocol and writes the list back whole', async () => {
    const device = await fakeDevice({
      answers: {
        GetNetworkProtocols:
          '<d:NetworkProtocols><onvif:Name>HTTP</onvif:Name><onvif:Enabled>true</onvif:Enabled><onvif:Port>80</onvif:Port><onvif:Port>0</onvif:Port></d:NetworkProtocols><d:NetworkProtocols><onvif:Name>Telnet</onvif:Name><onvif:Enabled>1</onvif:Enabled><onvif:Port>23</onvif:Port></d:NetworkProtocols>',
        SetNetworkProtocols: '',
      },
    })
    const client = clientOf(device)
    const protocols = await getNetworkProtocols(client)
    expect(protocols).toEqual([
      { name: 'HTTP', enabled: true, ports: [80, 0] },
      { name: 'Telnet', enabled: true, ports: [23] },
    ])
    await setNetworkProtocols(client, protocols)
    expect(tree(requestOf(device, 'SetNetworkProtocols'))).toEqual([
      'SetNetworkProtocols',
      [
        [
          'NetworkProtocols',
          [
            ['Name', 'HTTP'],
            ['Enabled', 'true'],
            ['Port', '80'],
            ['Port', '0'],
          ],
        ],
        [
          'NetworkProtocols',
          [
            ['Name', 'Telnet'],
            ['Enabled', 'true'],
            ['Port', '23'],
          ],
        ],
      ],
    ])
  })

  it.each([
    ['yes', '80'],
    ['true', '99999'],
    ['true', 'abc'],
  ])('a protocol that is enabled %j at port %j cannot be', async (enabled, port) => {
    const device = await fakeDevice({
      answers: {
        GetNetworkProtocols: `<d:NetworkProtocols><onvif:Name>HTTP</onvif:Name><onvif:Enabled>${enabled}</onvif:Enabled><onvif:Port>${port}</onvif:Port></d:NetworkProtocols>`,
      },
    })
    await expect(getNetworkProtocols(clientOf(device))).rejects.toThrow(ProtocolViolation)
  })

  it('reads interfaces with their addresses, and hardware addresses in any spelling', async () => {
    const networkInterface = (token: string, mac: string) =>
      `<d:NetworkInterfaces token="${token}"><onvif:Enabled>true</onvif:Enabled><onvif:Info><onvif:HwAddress>${mac}</onvif:HwAddress></onvif:Info><onvif:IPv4><onvif:Enabled>true</onvif:Enabled><onvif:Config><onvif:Manual><onvif:Address>10.0.0.2</onvif:Address><onvif:PrefixLength>24</onvif:PrefixLength></onvif:Manual><onvif:LinkLocal><onvif:Address>169.254.1.2</onvif:Address><onvif:PrefixLength>16</onvif:PrefixLength></onvif:LinkLocal><onvif:DHCP>true</onvif:DHCP></onvif:Config></onvif:IPv4></d:NetworkInterfaces>`
    const device = await fakeDevice({
      answers: {
        GetNetworkInterfaces:
          networkInterface('eth0', '00047D0EB85C') +
          networkInterface('eth1', 'AA-BB-CC-00-11-22') +
          networkInterface('eth2', 'none'),
      },
    })
    expect(await getNetworkInterfaces(clientOf(device))).toEqual(
      [
        ['eth0', '00:04:7d:0e:b8:5c'],
        ['eth1', 'aa:bb:cc:00:11:22'],
        ['eth2', null],
      ].map(([name, mac]) => ({
        name,
        mac,
        addresses: ['10.0.0.2', '169.254.1.2'],
        prefixLengths: [24, 16],
        dhcp: true,
      })),
    )
  })

  it('reads host name and discovery mode, and calls what it does not know a violation', async () => {
    const device = await fakeDevice({
      answers: {
        GetHostname: '<d:HostnameInformation><onvif:FromDHCP>true</onvif:FromDHCP></d:HostnameInformation>',
        GetDiscoveryMode: '<d:DiscoveryMode>Shy</d:DiscoveryMode>',
      },
    })
    expect(await getHostname(clientOf(device))).toEqual({ name: null, fromDhcp: true })
    await expect(getDiscoveryMode(clientOf(device))).rejects.toThrow(ProtocolViolation)
  })

  it('reads the longest password that the device stores', async () => {
    const device = await fakeDevice({
      answers: {
        GetServiceCapabilities:
          '<d:Capabilities><d:Security MaxPasswordLength="16"/><d:System HardwareType="Camera"/></d:Capabilities>',
      },
    })
    expect(await getSecurityCapabilities(clientOf(device))).toEqual({ maxPasswordLength: 16, hardwareType: 'Camera' })
  })
})

describe('addresses that a device names', () => {
  const own = { address: '127.71.0.9', https: false }
  it.each([
    ['http://127.71.0.9/onvif/media', { path: '/onvif/media', port: 80, foreignHost: null }],
    ['http://127.71.0.9:8080/a?b=c', { path: '/a?b=c', port: 8080, foreignHost: null }],
    ['http://192.168.1.10/onvif/media', { path: '/onvif/media', port: null, foreignHost: '192.168.1.10' }],
    ['http://10.9.9.9:8081/x', { path: '/x', port: 8081, foreignHost: '10.9.9.9' }],
    ['https://127.71.0.9:8443/x', { path: '/x', port: null, foreignHost: null }],
    ['http://user:pw@evil.example/x', { path: '/x', port: null, foreignHost: 'evil.example' }],
    ['file:///etc/passwd', null],
    ['gopher://127.71.0.9/', null],
    ['not a url', null],
  ])('%s: the path, the port, and who was named', (xaddr, expected) => {
    expect(readXAddr(xaddr, own)).toEqual(expected)
  })

  it.each([
    [
      'rtsp://192.168.0.19/onvif-media/media.amp?profile=p1&x=2',
      { path: '/onvif-media/media.amp?profile=p1&x=2', port: null },
    ],
    ['rtsp://10.10.1.60:554/Streaming/Channels/3', { path: '/Streaming/Channels/3', port: 554 }],
    ['rtsp://admin:s3cret@10.0.0.1:8554/live', { path: '/live', port: 8554 }],
    ['rtsp://[fe80::1]:554/a', { path: '/a', port: 554 }],
    ['rtsp://10.0.0.1', { path: '/', port: null }],
  ])('of %s the path and the port', (uri, expected) => {
    expect(readStreamUri(uri)).toEqual(expected)
  })

  it.each(['http://10.0.0.1/x', 'rtsp://10.0.0.1/a b', 'rtsp://10.0.0.1/a\r\nX: y', '', 'javascript:alert(1)'])(
    '%j is no stream address',
    (uri) => {
      expect(() => readStreamUri(uri)).toThrow(ProtocolViolation)
    },
  )

  it('H29 a foreign service address is kept as evidence, and only its path is used, on the device itself', async () => {
    const foreign = await webServer((_seen, response) => response.end())
    const device = await fakeDevice({
      open: ['GetServices'],
      answers: {
        GetServices: `<d:Service><d:Namespace>http://www.onvif.org/ver10/media/wsdl</d:Namespace><d:XAddr>http://${foreign.address}/hidden/media</d:XAddr></d:Service>`,
        GetProfiles: '<m:Profiles token="p1"/>',
        GetStreamUri: '<m:MediaUri><onvif:Uri>rtsp://10.0.0.1:5554/live?ch=1&amp;s=2</onvif:Uri></m:MediaUri>',
      },
    })
    const client = clientOf(device)
    await findServices(client, false)
    expect(await getStreamAddress(client)).toEqual({ path: '/live?ch=1&s=2', port: 5554 })
    expect([...client.memory.foreignHosts]).toEqual([foreign.address])
    expect(foreign.seen).toEqual([])
    expect(device.seen.filter((one) => operationOf(one) === 'GetProfiles').map(({ url }) => url)).toContain(
      '/hidden/media',
    )
  })

  it('a device without GetServices is asked for its capabilities, then at the usual path', async () => {
    const device = await fakeDevice({
      answers: {
        GetServices: { status: 500, body: envelopeOf('<env:Fault/>') },
        GetCapabilities:
          '<d:Capabilities><onvif:Media><onvif:XAddr>http://10.0.0.7/onvif/Media</onvif:XAddr></onvif:Media></d:Capabilities>',
      },
    })
    const client = clientOf(device, admin())
    await findServices(client, true)
    expect(client.memory.service('trt')).toEqual({ path: '/onvif/Media', port: null })
    const bare = clientOf(await fakeDevice(), admin())
    await findServices(bare, false)
    expect(bare.memory.service('trt').path).toBe('/onvif/media_service')
  })

  it('a device without a media profile plays nothing', async () => {
    const device = await fakeDevice({ answers: { GetProfiles: '' } })
    await expect(getStreamAddress(clientOf(device))).rejects.toThrow(Unsupported)
  })
})
