import net from 'node:net'
import type { ProtocolState } from '../device-state.ts'
import type { PracticeDevice } from '../practice-device.ts'
import {
  booleanOf,
  inOrder,
  integerOf,
  invalidArgs,
  invalidValue,
  namespaces,
  prohibited,
  SoapFault,
  textOf,
} from '../soap.ts'
import { el } from '../xml.ts'
import type { Call, Reply } from './operation.ts'
import { isHostname } from './time.ts'

const { tds, tt } = namespaces

/** @see ONVIF Core, GetHostname */
export function getHostname({ device }: Call): Reply {
  const { name, fromDhcp } = device.state.hostname
  return {
    content: [
      el('tds:HostnameInformation', [el('tt:FromDHCP', fromDhcp), ...(name === '' ? [] : [el('tt:Name', name)])]),
    ],
  }
}

/** @see ONVIF Core, SetHostname */
export function setHostname({ device, body }: Call): Reply {
  const name = textOf(inOrder(body, tds, ['Name']).Name, 'Name').trim()
  if (!isHostname(name)) throw invalidValue('ter:InvalidHostname', 'This is no host name')
  return {
    content: [],
    apply: () => {
      Object.assign(device.state.hostname, { name, fromDhcp: false })
    },
  }
}

/** @see ONVIF Core, GetNetworkProtocols; tt:NetworkProtocol */
export function getNetworkProtocols({ device }: Call): Reply {
  return {
    content: device.state.protocols.map(({ name, enabled, port }) =>
      el('tds:NetworkProtocols', [el('tt:Name', name), el('tt:Enabled', enabled), el('tt:Port', port)]),
    ),
  }
}

/** @see ONVIF Core, SetNetworkProtocols: what is not named stays as it is */
export function setNetworkProtocols({ device, body }: Call): Reply {
  const given = (inOrder(body, tds, ['NetworkProtocols']).NetworkProtocols ?? []).map((element) => {
    const parts = inOrder(element, tt, ['Name', 'Enabled', 'Port', 'Extension'])
    const name = textOf(parts.Name, 'Name').trim()
    const known = device.state.protocols.find((protocol) => protocol.name === name)
    if (known === undefined) throw invalidValue('ter:ServiceNotSupported', `${name} is not served here`)
    const port = parts.Port?.length === 0 ? known.port : integerOf(parts.Port?.slice(0, 1), 'Port')
    if (port < 1 || port > 65_535) throw invalidArgs('There is no such port')
    return { name: known.name, enabled: booleanOf(parts.Enabled, 'Enabled'), port }
  })
  if (given.length === 0) throw invalidArgs('No protocol is named')
  const named = (name: ProtocolState['name']) =>
    given.find((protocol) => protocol.name === name) ??
    device.state.protocols.find((protocol) => protocol.name === name)
  const http = named('HTTP')
  if (named('HTTPS')?.enabled === true && device.state.settings.tls === null) {
    throw new SoapFault('Receiver', ['ter:ActionNotSupported', 'ter:EnablingTlsFailed'], 'There is no certificate')
  }
  if (http?.enabled === false && named('HTTPS')?.enabled !== true) {
    throw prohibited('ter:LastProtocol', 'Without HTTPS, HTTP stays on')
  }
  if (http !== undefined && http.port !== device.ports.http) {
    throw invalidValue('ter:PortAlreadyInUse', 'HTTP cannot move to this port')
  }
  return { content: [], apply: () => device.changeProtocols(given satisfies readonly ProtocolState[]) }
}

/** @see ONVIF Core, GetNetworkInterfaces; tt:NetworkInterface */
export function getNetworkInterfaces({ device }: Call): Reply {
  const address = el('tt:Manual', [el('tt:Address', device.address), el('tt:PrefixLength', 24)])
  return {
    content: [
      el(
        'tds:NetworkInterfaces',
        [
          el('tt:Enabled', true),
          el('tt:Info', [el('tt:Name', 'eth0'), el('tt:HwAddress', device.state.identity.mac), el('tt:MTU', 1500)]),
          el('tt:IPv4', [el('tt:Enabled', true), el('tt:Config', [address, el('tt:DHCP', false)])]),
        ],
        { token: 'eth0' },
      ),
    ],
  }
}

/** What the device was told; until then, its usual neighbours. */
function addressingOf({ state, address }: PracticeDevice) {
  state.settings.addressing ??= { gateways: [neighbour(address, 254)], dnsServers: [neighbour(address, 253)] }
  return state.settings.addressing
}

/** @see ONVIF Core, GetNetworkDefaultGateway */
export function getNetworkDefaultGateway({ device }: Call): Reply {
  const { gateways } = addressingOf(device)
  return {
    content: [
      el(
        'tds:NetworkGateway',
        gateways.map((gateway) => el('tt:IPv4Address', gateway)),
      ),
    ],
  }
}

/** @see ONVIF Core, SetNetworkDefaultGateway */
export function setNetworkDefaultGateway({ device, body }: Call): Reply {
  const given = inOrder(body, tds, ['IPv4Address', 'IPv6Address']).IPv4Address ?? []
  const gateways = given.map(({ text }) => text.trim())
  if (gateways.some((gateway) => !net.isIPv4(gateway)))
    throw invalidValue('ter:InvalidIPv4Address', 'This is no address')
  return { content: [], apply: () => void Object.assign(addressingOf(device), { gateways }) }
}

/** @see ONVIF Core, GetDNS; tt:DNSInformation */
export function getDns({ device }: Call): Reply {
  const servers = addressingOf(device).dnsServers.map((server) =>
    el('tt:DNSManual', [el('tt:Type', 'IPv4'), el('tt:IPv4Address', server)]),
  )
  return { content: [el('tds:DNSInformation', [el('tt:FromDHCP', false), ...servers])] }
}

/** @see ONVIF Core, SetDNS */
export function setDns({ device, body }: Call): Reply {
  const given = inOrder(body, tds, ['FromDHCP', 'SearchDomain', 'DNSManual'])
  booleanOf(given.FromDHCP, 'FromDHCP')
  const dnsServers = (given.DNSManual ?? []).map((entry) => {
    const address = textOf(inOrder(entry, tt, ['Type', 'IPv4Address']).IPv4Address, 'IPv4Address').trim()
    if (!net.isIPv4(address)) throw invalidValue('ter:InvalidIPv4Address', 'This is no address')
    return address
  })
  return { content: [], apply: () => void Object.assign(addressingOf(device), { dnsServers }) }
}

const neighbour = (address: string, last: number): string => address.replace(/\d+$/, String(last))
