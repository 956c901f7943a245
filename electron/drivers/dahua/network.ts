import ipaddr from 'ipaddr.js'
import { Unsupported } from '../../model/errors.ts'
import type { HostnameSettings, NetworkInterfaceState } from '../../model/facts.ts'
import type { IpSettings } from '../../model/security-facts.ts'
import { visibleOrNull, visibleText } from '../../model/visible-text.ts'
import { macText } from '../../protocols/mac-text.ts'
import type { Capability, Connection } from '../driver.ts'
import { onvifHostname, onvifInterfaces } from '../onvif/capabilities.ts'
import { onvifAddressing } from '../onvif/network-security.ts'
import { readConfig } from './config.ts'
import { flagOf, type Lines, lineOf } from './lines.ts'

type Of<K extends Capability['fact']> = Extract<Capability, { fact: K }>
const hostname = onvifHostname() as Of<'network.hostname'>
const interfaces = onvifInterfaces() as Of<'network.interfaces'>
const addressing = onvifAddressing() as Of<'network.addressing'>

/**
 * Name, interfaces and addresses: by ONVIF, which is proven on recordings, and by the web interface where ONVIF is off or its login
 * is another one. Only ONVIF writes.
 *
 * @see Dahua HTTP API: Network.Hostname, Network.eth0.{IPAddress,SubnetMask,DefaultGateway,DhcpEnable,DnsServers,PhysicalAddress}
 */
export const networkFacts: readonly Capability[] = [
  { ...hostname, read: either(hostname.read, hostnameOf) },
  { ...interfaces, read: either(interfaces.read, interfacesOf) },
  { ...addressing, read: either(addressing.read, addressingOf) },
]

function either<T>(byOnvif: (device: Connection) => Promise<T>, byTable: (table: Lines) => T) {
  return async (device: Connection): Promise<T> =>
    device.credential('onvif') === null ? byTable(await readConfig(device, 'Network')) : byOnvif(device)
}

function hostnameOf(table: Lines): HostnameSettings {
  return { name: visibleOrNull(lineOf(table, 'Hostname'), 64), fromDhcp: false }
}

/** `eth0`, `eth2`, `bond0` ...: whatever has an address of its own. */
function interfacesOf(table: Lines): readonly NetworkInterfaceState[] {
  const names = namesIn(table)
  if (names.length === 0) throw new Unsupported('The device tells of no network interface.')
  return names.map((name) => ({
    name,
    mac: macText(lineOf(table, `${name}.PhysicalAddress`)),
    addresses: real([lineOf(table, `${name}.IPAddress`)]),
    dhcp: flagOf(table, `${name}.DhcpEnable`) === true,
  }))
}

function addressingOf(table: Lines): IpSettings {
  const names = namesIn(table)
  const main = lineOf(table, 'DefaultInterface') ?? names[0]
  if (main === undefined || !names.includes(main)) throw new Unsupported('The device tells of no network interface.')
  const servers = [0, 1].map((index) => lineOf(table, `${main}.DnsServers[${index}]`))
  return {
    gateways: real([lineOf(table, `${main}.DefaultGateway`)]),
    // Name servers that were set by hand are not those of DHCP.
    dnsFromDhcp: flagOf(table, `${main}.DhcpEnable`) === true,
    dnsServers: real(servers),
  }
}

const namesIn = (table: Lines): readonly string[] =>
  [...table.keys()].flatMap((key) => /^([A-Za-z]{2,8}\d{1,2})\.IPAddress$/.exec(key)?.[1] ?? [])

const real = (texts: readonly (string | null)[]): readonly string[] =>
  texts.flatMap((text) => (text !== null && text !== '0.0.0.0' && ipaddr.isValid(text) ? [visibleText(text, 64)] : []))
