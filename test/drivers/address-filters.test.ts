import { describe, expect, it } from 'vitest'
import { axis } from '../../electron/drivers/axis/driver.ts'
import { dahua } from '../../electron/drivers/dahua/driver.ts'
import type { Driver } from '../../electron/drivers/driver.ts'
import { hanwha } from '../../electron/drivers/hanwha/driver.ts'
import { hikvision } from '../../electron/drivers/hikvision/driver.ts'
import { ProtocolViolation } from '../../electron/model/errors.ts'
import type { AddressFilter } from '../../electron/model/security-facts.ts'
import { webServer } from '../protocols/http/servers.ts'
import { connectionTo, login } from './onvif/connection.ts'
import { reader } from './vendor-device.ts'

/** What the driver makes of a device that answers addresses with `part` in them with `body`, and knows `other` beside it. */
async function filterOf(driver: Driver, part: string, body: string, other?: string): Promise<AddressFilter> {
  const server = await webServer(({ url }, response) => {
    const answer = url.includes(part) ? body : other
    const type = body.startsWith('{') ? 'application/json' : 'text/plain'
    response.writeHead(answer === undefined ? 404 : 200, { 'Content-Type': type })
    response.end(answer)
  })
  const endpoint = { address: server.address, ports: { http: server.port } }
  return reader(driver)(connectionTo(endpoint, login('admin', 'right')), 'network.filter')
}

const rule = (ruleType: string, more: object) => ({
  ruleType,
  ...{ ip: null, mac: null, tcpPort: null, udpPort: null, port: null, portRange: null, pktType: null },
  ...more,
})
const accepted = (ip: string, more: object = {}) => rule('FILTER', { ip, filter: { policy: 'ACCEPT' }, ...more })
const dropped = (ip: string, more: object = {}) => rule('FILTER', { ip, filter: { policy: 'DROP' }, ...more })
const limit = rule('LIMIT', {
  port: { portType: 'TCP', portNum: 443 },
  limit: { amount: 20, period: 'MINUTE', unit: 'NEWCONNECTIONS', burst: 10 },
})

/** @see VAPIX firewall configuration */
const firewall = (activeDefaultPolicy: string, activeRules: readonly unknown[], activated: unknown = true): string =>
  JSON.stringify({
    status: 'success',
    data: {
      activated,
      conf: {
        rules: { activeRules, activeDefaultPolicy, pendingRules: [], pendingDefaultPolicy: null, testTimeLeft: 0 },
      },
    },
  })

describe('the firewall of an Axis device', () => {
  const read = (body: string) => filterOf(axis, '/config/rest/firewall/v1', body)

  it.each<[string, string, AddressFilter]>([
    [
      'lets the accepted addresses in and drops everybody else',
      firewall('DROP', [accepted('10.0.0.5'), accepted('10.1.0.0/16', { tcpPort: 443 })]),
      { enabled: true, entriesAre: 'allowed', entries: ['10.0.0.5', '10.1.0.0/16'] },
    ],
    [
      'drops a few and lets everybody else in',
      firewall('ACCEPT', [dropped('10.0.0.5')]),
      { enabled: true, entriesAre: 'denied', entries: ['10.0.0.5'] },
    ],
    [
      'only limits how often, which shuts nobody out',
      firewall('ACCEPT', [limit]),
      { enabled: true, entriesAre: 'denied', entries: [] },
    ],
    [
      'has rules of both kinds',
      firewall('DROP', [dropped('10.0.0.9'), accepted('10.0.0.0/24')]),
      { enabled: true, entriesAre: 'mixed', entries: ['10.0.0.9', '10.0.0.0/24'] },
    ],
    [
      'accepts one address before it drops the network',
      firewall('ACCEPT', [accepted('10.0.0.5'), dropped('0.0.0.0/0')]),
      { enabled: true, entriesAre: 'mixed', entries: ['10.0.0.5', '0.0.0.0/0'] },
    ],
    [
      'opens one port to everybody',
      firewall('DROP', [accepted('10.0.0.5'), rule('FILTER', { tcpPort: 443, filter: { policy: 'ACCEPT' } })]),
      { enabled: true, entriesAre: 'mixed', entries: ['10.0.0.5'] },
    ],
    [
      'lets everybody in so many times, where the rest is dropped',
      firewall('DROP', [accepted('10.0.0.5'), limit]),
      { enabled: true, entriesAre: 'mixed', entries: ['10.0.0.5'] },
    ],
    [
      'names a range and a hardware address',
      firewall('DROP', [
        rule('FILTER', { ipRange: { start: '10.0.0.5', end: '10.0.0.9' }, filter: { policy: 'ACCEPT' } }),
        rule('FILTER', { mac: '00:1B:63:84:45:E6', filter: { policy: 'ACCEPT' } }),
      ]),
      { enabled: true, entriesAre: 'allowed', entries: ['10.0.0.5-10.0.0.9', '00:1B:63:84:45:E6'] },
    ],
    [
      'is off, in the word that the maker shows for it',
      firewall('DROP', [accepted('10.0.0.5')], 'false'),
      { enabled: false, entriesAre: 'allowed', entries: ['10.0.0.5'] },
    ],
  ])('%s', async (_, body, expected) => {
    expect(await read(body)).toEqual(expected)
  })

  it('is not guessed at where the answer is another one', async () => {
    await expect(read(JSON.stringify({ status: 'success', data: { activated: true } }))).rejects.toThrow(
      ProtocolViolation,
    )
    await expect(read(firewall('PERHAPS', []))).rejects.toThrow(ProtocolViolation)
    const endless = Array.from({ length: 1_025 }, (_, index) => accepted(`10.0.${index >> 8}.${index & 255}`))
    await expect(read(firewall('DROP', endless))).rejects.toThrow(ProtocolViolation)
  })
})

/** @see VAPIX parameters Network.Filter */
const parameters = (policy: string, addresses: string): string =>
  `root.Network.Filter.Enabled=yes\nroot.Network.Filter.Input.AcceptAddresses=${addresses}\nroot.Network.Filter.Input.Policy=${policy}\n`

describe('the address filter of an Axis device before its firewall', () => {
  it.each([
    ['allow', 'allowed'],
    ['deny', 'denied'],
  ] as const)('with the policy "%s" keeps a list of those who are %s', async (policy, entriesAre) => {
    const entries = ['10.0.0.5', '192.168.0/24']
    expect(await filterOf(axis, 'param.cgi', parameters(policy, entries.join(' ')))).toEqual({
      enabled: true,
      entriesAre,
      entries,
    })
  })
})

/** @see SUNAPI security.cgi ipfilter */
const list = (IPType: string, Address: string, Mask: number, Enable: boolean, more: object = {}) => ({
  IPType,
  ...more,
  Filters: [{ IPIndex: 1, Address, Mask, Enable }],
})

describe('the address filter of a Hanwha device', () => {
  const read = (told: object | string) =>
    filterOf(hanwha, 'msubmenu=ipfilter', typeof told === 'string' ? told : JSON.stringify(told))

  it.each([
    ['Allow', 'allowed'],
    ['Deny', 'denied'],
  ] as const)('of the type "%s" keeps a list of those who are %s', async (AccessType, entriesAre) => {
    const IPFilters = [list('IPv4', '10.0.0.5', 32, true), list('IPv6', '2001:db8::1', 128, false)]
    const expected = { enabled: true, entriesAre, entries: ['10.0.0.5/32'] }
    expect(await read({ AccessType, IPFilters })).toEqual(expected)
    expect(await read(`AccessType=${AccessType}\nipfilter.IPv4.1=10.0.0.5/32/True\n`)).toEqual(expected)
    const ofRecorder = IPFilters.map((group) => ({ ...group, AccessType }))
    expect(await read({ IPFilters: ofRecorder })).toEqual(expected)
  })

  it('of a recorder that treats the two versions of IP apart is of several kinds', async () => {
    const IPFilters = [
      list('IPv4', '10.0.0.5', 32, true, { AccessType: 'Allow' }),
      list('IPv6', '2001:db8::1', 128, false, { AccessType: 'Deny' }),
    ]
    expect(await read({ IPFilters })).toMatchObject({ enabled: true, entriesAre: 'mixed' })
  })
})

describe('the lists of other makers', () => {
  it.each([
    ['TrustList', 'allowed'],
    ['BannedList', 'denied'],
  ] as const)('Dahua: %s are those who are %s', async (type, entriesAre) => {
    const told = `table.AccessFilter.Enable=true\ntable.AccessFilter.Type=${type}\ntable.AccessFilter.${type}[0]=10.0.0.5\n`
    expect(await filterOf(dahua, 'AccessFilter', told, 'sn=1\n')).toEqual({
      enabled: true,
      entriesAre,
      entries: ['10.0.0.5'],
    })
  })

  it.each([
    ['allow', 'allowed'],
    ['deny', 'denied'],
  ] as const)('Hikvision: %s', async (type, entriesAre) => {
    const told = `<IPFilter version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"><enabled>true</enabled><permissionType>${type}</permissionType><IPFilterAddressList><IPFilterAddress><id>1</id><permissionType>${type}</permissionType><AddressFilterType>mask</AddressFilterType><AddressMask><ipAddress>10.0.0.5</ipAddress><bitMask>32</bitMask></AddressMask></IPFilterAddress></IPFilterAddressList></IPFilter>`
    expect(await filterOf(hikvision, 'ipFilter', told)).toEqual({ enabled: true, entriesAre, entries: ['10.0.0.5'] })
  })
})
