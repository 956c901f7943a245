import type { ServiceName } from '../../../model/security-facts.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { child, el, type Markup, type XmlElement } from '../../xml.ts'
import { flagOf, type Resource, resource, textOf, type Verdict, xml } from './isapi.ts'

/** One function with a document of its own and an `enabled` in it. */
const toggle = (
  service: ServiceName,
  name: string,
  root: string,
  others: (device: PracticeDevice) => readonly Markup[] = () => [],
): Resource => ({
  path: `/ISAPI/System/Network/${name}`,
  has: ({ state }) => state.settings.services[service] !== undefined,
  get: ({ device }) =>
    xml(device, root, [el('enabled', device.state.settings.services[service] === true), ...others(device)]),
  put: ({ device }, body) => switchOf(device, service, body.name === root ? flagOf(body, 'enabled') : null),
})

const switchOf = (device: PracticeDevice, service: ServiceName, wanted: boolean | null): Verdict =>
  wanted === null
    ? 'badParameters'
    : {
        change: () => {
          device.state.settings.services[service] = wanted
        },
      }

const cloudDetails = (): readonly Markup[] => [
  el('registerStatus', false),
  el('serverAddress', [el('addressingFormatType', 'hostname'), el('hostName', 'dev.hik-connect.com')]),
]

const ddns: Resource = {
  path: '/ISAPI/System/Network/DDNS',
  has: ({ state }) => state.settings.services.ddns !== undefined,
  get: ({ device }) =>
    xml(device, 'DDNSList', [
      el('DDNS', [
        el('id', 1),
        el('enabled', device.state.settings.services.ddns === true),
        el('provider', 'DynDNS'),
        el('serverAddress', [el('addressingFormatType', 'hostname'), el('hostName', 'members.example.org')]),
      ]),
    ]),
  put: ({ device }, body) => switchOf(device, 'ddns', flagOf(child(body, 'DDNS'), 'enabled')),
}

/** The switch of ONVIF is called `enable`, not `enabled`. */
const integrate: Resource = {
  path: '/ISAPI/System/Network/Integrate',
  has: ({ state }) => state.settings.services.onvif !== undefined,
  get: ({ device }) =>
    xml(device, 'Integrate', [
      el('CGI', [el('enable', true), el('certificateType', 'digest')]),
      el('ONVIF', [el('enable', device.state.settings.services.onvif === true), el('certificateType', 'digest')]),
    ]),
  put: ({ device }, body) => switchOf(device, 'onvif', flagOf(child(body, 'ONVIF'), 'enable')),
}

const community = (device: PracticeDevice, on: boolean): readonly Markup[] => {
  const snmp = device.state.settings.snmp
  return [
    el('notificationEnabled', false),
    el('SNMPTrapReceiverList', [
      el('SNMPTrapReceiver', [
        el('id', 1),
        el('ReceiverAddress', [el('addressingFormatType', 'ipaddress'), el('ipAddress', '0.0.0.0'), el('portNo', 162)]),
        el('notificationType', 'trap'),
        el('communityString', 'public'),
      ]),
    ]),
    el('enabled', on),
    el('writeCommunity', snmp?.writeCommunity ?? ''),
    el('readCommunity', snmp?.readCommunity ?? ''),
  ]
}

/** @see Hikvision web interface, SNMP page: SNMPv1c, SNMPv2c, SNMPAdvanced */
const snmp: Resource = {
  path: '/ISAPI/System/Network/SNMP',
  has: ({ state }) => state.settings.snmp !== null,
  get: ({ device }) => {
    const { v1 = false, v2c = false, v3 = false } = device.state.settings.snmp ?? {}
    const users = device.state.snmp?.users ?? []
    return xml(device, 'SNMP', [
      el('SNMPv1c', community(device, v1)),
      el('SNMPv2c', community(device, v2c)),
      el('SNMPAdvanced', [
        el('localEngineID', '80001f8804'),
        el(
          'SNMPUserList',
          users.map((user, index) =>
            el('SNMPUser', [
              el('id', index + 1),
              el('userName', user.name),
              el('remoteEngineID', ''),
              el('snmpAuthenticationMethod', user.authProtocol === 'md5' ? 'MD5' : 'SHA'),
              el('snmpPrivacyMethod', user.privProtocol === 'aes' ? 'AES' : 'DES'),
            ]),
          ),
        ),
        el('enabled', v3),
      ]),
      el('listenPort', 161),
    ])
  },
  put: ({ device }, body) => {
    const part = (name: string) => child(body, name)
    const on = (name: string) => flagOf(part(name), 'enabled')
    const [v1, v2c, v3] = [on('SNMPv1c'), on('SNMPv2c'), on('SNMPAdvanced')]
    if (v1 === null || v2c === null || v3 === null) return 'badParameters'
    return {
      change: () => {
        const readCommunity = textOf(part('SNMPv2c'), 'readCommunity') ?? ''
        const writeCommunity = textOf(part('SNMPv2c'), 'writeCommunity') || null
        device.state.settings.snmp = { v1, v2c, v3, readCommunity, writeCommunity }
      },
    }
  },
}

const ipFilter: Resource = {
  path: '/ISAPI/System/Network/ipFilter',
  has: ({ state }) => state.settings.filter !== null,
  get: ({ device }) => {
    const { enabled, policy, entries } = device.state.settings.filter ?? { enabled: false, policy: 'deny', entries: [] }
    return xml(device, 'IPFilter', [
      el('enabled', enabled),
      el('permissionType', policy),
      el(
        'IPFilterAddressList',
        entries.map((address, index) =>
          el('IPFilterAddress', [
            el('id', index + 1),
            el('permissionType', policy),
            el('AddressFilterType', 'mask'),
            el('AddressMask', [
              el('ipAddress', address.split('/')[0] ?? ''),
              el('bitMask', address.split('/')[1] ?? '32'),
            ]),
          ]),
        ),
      ),
    ])
  },
  put: ({ device }, body) => {
    const enabled = flagOf(body, 'enabled')
    const policy = textOf(body, 'permissionType')
    const list = child(body, 'IPFilterAddressList')
    if (enabled === null || (policy !== 'allow' && policy !== 'deny') || list === undefined) return 'badParameters'
    return {
      change: () => {
        device.state.settings.filter = { enabled, policy, entries: list.children.flatMap(entryOf) }
      },
    }
  },
}

function entryOf(entry: XmlElement): readonly string[] {
  const mask = child(entry, 'AddressMask')
  const address = textOf(mask, 'ipAddress')
  const bits = textOf(mask, 'bitMask') ?? '32'
  return address === null ? [] : [bits === '32' ? address : `${address}/${bits}`]
}

const dot1x: Resource = {
  path: '/ISAPI/System/Network/interfaces/1/ieee802.1x',
  has: ({ state }) => state.settings.dot1x !== null,
  get: ({ device }) =>
    xml(device, 'IEEE802_1x', [
      el('enabled', device.state.settings.dot1x?.enabled ?? false),
      el('authenticationProtocolType', device.state.settings.dot1x?.method ?? ''),
    ]),
}

export const networkRoutes = [
  toggle('ssh', 'ssh', 'SSH'),
  toggle('telnet', 'telnetd', 'Telnetd'),
  toggle('upnp', 'UPnP', 'UPnP', ({ state }) => [el('name', state.identity.model)]),
  toggle('upnp-port-mapping', 'UPnP/ports', 'ports', () => [el('mapmode', 'auto'), el('portList')]),
  toggle('p2p-cloud', 'EZVIZ', 'EZVIZ', cloudDetails),
  toggle('bonjour', 'Bonjour', 'Bonjour', ({ state }) => [el('name', state.identity.model)]),
  ddns,
  integrate,
  snmp,
  ipFilter,
  dot1x,
].map(resource)
