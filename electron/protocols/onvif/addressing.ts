import { ProtocolViolation } from '../../model/errors.ts'
import type { AddressFilter, IpSettings } from '../../model/security-facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import {
  booleanOf,
  childrenOf,
  integerOf,
  needChild,
  needText,
  rowsOf,
  textOf,
  type XmlElement,
} from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { namespaces } from './namespaces.ts'
import { element } from './xml-write.ts'

const { tds, tt } = namespaces
const longestAddress = 64

/** @see ONVIF Core, GetNetworkDefaultGateway */
export async function getGateways(client: OnvifClient): Promise<readonly string[]> {
  const { element: response } = await client.call({ service: 'tds', operation: 'GetNetworkDefaultGateway' })
  const gateway = needChild(response, tds, 'NetworkGateway')
  return ['IPv4Address', 'IPv6Address'].flatMap((name) => texts(rowsOf(gateway, tt, name)))
}

/** @see ONVIF Core, GetDNS; tt:DNSInformation */
export async function getDns(client: OnvifClient): Promise<Pick<IpSettings, 'dnsFromDhcp' | 'dnsServers'>> {
  const { element: response } = await client.call({ service: 'tds', operation: 'GetDNS' })
  const information = needChild(response, tds, 'DNSInformation')
  const dnsFromDhcp = booleanOf(needText(information, tt, 'FromDHCP'))
  const servers = rowsOf(information, tt, dnsFromDhcp ? 'DNSFromDHCP' : 'DNSManual')
  return {
    dnsFromDhcp,
    dnsServers: servers.flatMap((server) =>
      ['IPv4Address', 'IPv6Address'].flatMap((name) => texts(rowsOf(server, tt, name))),
    ),
  }
}

/** @see ONVIF Core, GetIPAddressFilter; tt:IPAddressFilter. ONVIF has no switch: an empty list filters nothing. */
export async function getAddressFilter(client: OnvifClient): Promise<AddressFilter> {
  const { element: response } = await client.call({ service: 'tds', operation: 'GetIPAddressFilter' })
  const filter = needChild(response, tds, 'IPAddressFilter')
  const type = needText(filter, tt, 'Type')
  if (type !== 'Allow' && type !== 'Deny') {
    throw new ProtocolViolation('The device names a kind of address filter that ONVIF does not know.')
  }
  const entries = ['IPv4Address', 'IPv6Address']
    .flatMap((name) => rowsOf(filter, tt, name))
    .map((entry) => {
      const address = visibleText(needText(entry, tt, 'Address'), longestAddress)
      return `${address}/${integerOf(needText(entry, tt, 'PrefixLength').trim(), 0, 128)}`
    })
  return { enabled: entries.length > 0, entriesAre: type === 'Allow' ? 'allowed' : 'denied', entries }
}

/** Replaces the whole list. @see ONVIF Core, SetIPAddressFilter */
export async function setAddressFilter(
  client: OnvifClient,
  { enabled, entriesAre, entries }: AddressFilter,
): Promise<void> {
  const of = (isSix: boolean) =>
    (enabled ? entries : [])
      .map((entry) => entry.split('/'))
      .filter(([address = '']) => address.includes(':') === isSix)
      .map(([address = '', prefix = isSix ? '128' : '32']) =>
        element(isSix ? 'tt:IPv6Address' : 'tt:IPv4Address', [
          element('tt:Address', address),
          element('tt:PrefixLength', Number(prefix)),
        ]),
      )
  await client.call({
    service: 'tds',
    operation: 'SetIPAddressFilter',
    intent: 'write',
    children: [
      element('q:IPAddressFilter', [
        element('tt:Type', entriesAre === 'allowed' ? 'Allow' : 'Deny'),
        ...of(false),
        ...of(true),
      ]),
    ],
  })
}

/** @see ONVIF Core, GetDynamicDNS; tt:DynamicDNSType */
export async function getDynamicDns(client: OnvifClient): Promise<boolean> {
  const { element: response } = await client.call({ service: 'tds', operation: 'GetDynamicDNS' })
  const type = needText(needChild(response, tds, 'DynamicDNSInformation'), tt, 'Type')
  if (!['NoUpdate', 'ClientUpdates', 'ServerUpdates'].includes(type)) {
    throw new ProtocolViolation('The device names a kind of dynamic DNS that ONVIF does not know.')
  }
  return type !== 'NoUpdate'
}

/** @see ONVIF Core, SetDynamicDNS */
export async function switchOffDynamicDns(client: OnvifClient): Promise<void> {
  await client.call({
    service: 'tds',
    operation: 'SetDynamicDNS',
    intent: 'write',
    children: [element('q:Type', 'NoUpdate')],
  })
}

/** Whether any interface of the device speaks IPv6; null where it says nothing of it. @see ONVIF tt:IPv6NetworkInterface */
export async function getIpv6(client: OnvifClient): Promise<boolean | null> {
  const { element: response } = await client.call({ service: 'tds', operation: 'GetNetworkInterfaces' })
  const said = childrenOf(response, tds, 'NetworkInterfaces')
    .flatMap((one) => childrenOf(one, tt, 'IPv6'))
    .flatMap((six) => textOf(six, tt, 'Enabled') ?? [])
  return said.length === 0 ? null : said.some((text) => booleanOf(text))
}

const texts = (elements: readonly XmlElement[]): readonly string[] =>
  elements.map(({ text }) => visibleText(text.trim(), longestAddress)).filter((text) => text !== '')

/** Replaces the gateways of each of the two kinds. @see ONVIF Core, SetNetworkDefaultGateway */
export async function setGateways(client: OnvifClient, gateways: readonly string[]): Promise<void> {
  const of = (isSix: boolean) =>
    gateways
      .filter((address) => address.includes(':') === isSix)
      .map((address) => element(isSix ? 'q:IPv6Address' : 'q:IPv4Address', address))
  await client.call({
    service: 'tds',
    operation: 'SetNetworkDefaultGateway',
    intent: 'write',
    children: [...of(false), ...of(true)],
  })
}

/** Search domains are sent back as they were read: a request without them would clear them. @see ONVIF Core, SetDNS */
export async function setDns(
  client: OnvifClient,
  { dnsFromDhcp, dnsServers }: Pick<IpSettings, 'dnsFromDhcp' | 'dnsServers'>,
): Promise<void> {
  const { element: response } = await client.call({ service: 'tds', operation: 'GetDNS' })
  const domains = rowsOf(needChild(response, tds, 'DNSInformation'), tt, 'SearchDomain')
  await client.call({
    service: 'tds',
    operation: 'SetDNS',
    intent: 'write',
    children: [
      element('q:FromDHCP', dnsFromDhcp),
      ...domains.map(({ text }) => element('q:SearchDomain', text.trim())),
      ...(dnsFromDhcp ? [] : dnsServers).map((address) => {
        const isSix = address.includes(':')
        return element('q:DNSManual', [
          element('tt:Type', isSix ? 'IPv6' : 'IPv4'),
          element(isSix ? 'tt:IPv6Address' : 'tt:IPv4Address', address),
        ])
      }),
    ],
  })
}
