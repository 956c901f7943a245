import type { HostnameSettings, NetworkInterfaceState } from '../../model/facts.ts'
import { visibleOrNull, visibleText } from '../../model/visible-text.ts'
import {
  booleanOf,
  childOf,
  childrenOf,
  integerOf,
  needChild,
  needText,
  textOf,
  type XmlElement,
} from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { namespaces } from './namespaces.ts'
import { element } from './xml-write.ts'

const { tds, tt } = namespaces

/** As the device lists it; `name` may be one that ONVIF does not know. @see ONVIF tt:NetworkProtocol */
export interface RawNetworkProtocol {
  readonly name: string
  readonly enabled: boolean
  readonly ports: readonly number[]
}

/** @see ONVIF Core, GetNetworkProtocols */
export async function getNetworkProtocols(client: OnvifClient): Promise<readonly RawNetworkProtocol[]> {
  const { element: response } = await client.call({
    service: 'tds',
    operation: 'GetNetworkProtocols',
  })
  return childrenOf(response, tds, 'NetworkProtocols').map((protocol) => ({
    name: visibleText(needText(protocol, tt, 'Name'), 64),
    enabled: booleanOf(needText(protocol, tt, 'Enabled')),
    // Some list a port 0 beside the real one.
    ports: childrenOf(protocol, tt, 'Port').map((port) => integerOf(port.text.trim(), 0, 65_535)),
  }))
}

/**
 * Sends the whole list: some devices lose every protocol that a request does not name.
 * @see ONVIF Core, SetNetworkProtocols
 */
export async function setNetworkProtocols(
  client: OnvifClient,
  protocols: readonly RawNetworkProtocol[],
): Promise<void> {
  await client.call({
    service: 'tds',
    operation: 'SetNetworkProtocols',
    intent: 'write',
    children: protocols.map(({ name, enabled, ports }) =>
      element('q:NetworkProtocols', [
        element('tt:Name', name),
        element('tt:Enabled', enabled),
        ...ports.map((port) => element('tt:Port', port)),
      ]),
    ),
  })
}

/** @see ONVIF Core, GetHostname */
export async function getHostname(client: OnvifClient): Promise<HostnameSettings> {
  const { element: response } = await client.call({
    service: 'tds',
    operation: 'GetHostname',
  })
  const information = needChild(response, tds, 'HostnameInformation')
  return {
    name: visibleOrNull(textOf(information, tt, 'Name'), 255),
    fromDhcp: booleanOf(needText(information, tt, 'FromDHCP')),
  }
}

/** @see ONVIF Core, SetHostname */
export async function setHostname(client: OnvifClient, name: string): Promise<void> {
  await client.call({
    service: 'tds',
    operation: 'SetHostname',
    intent: 'write',
    children: [element('q:Name', name)],
  })
}

/** @see ONVIF Core, SetHostnameFromDHCP */
export async function setHostnameFromDhcp(client: OnvifClient, fromDhcp: boolean): Promise<void> {
  await client.call({
    service: 'tds',
    operation: 'SetHostnameFromDHCP',
    intent: 'write',
    children: [element('q:FromDHCP', fromDhcp)],
  })
}

/** @see ONVIF Core, GetNetworkInterfaces */
export async function getNetworkInterfaces(client: OnvifClient): Promise<readonly NetworkInterfaceState[]> {
  const { element: response } = await client.call({
    service: 'tds',
    operation: 'GetNetworkInterfaces',
  })
  return childrenOf(response, tds, 'NetworkInterfaces').map((networkInterface) => {
    const info = childOf(networkInterface, tt, 'Info')
    const configs = ['IPv4', 'IPv6'].map((family) => {
      const of = childOf(networkInterface, tt, family)
      return of === null ? null : childOf(of, tt, 'Config')
    })
    const addresses = new Map(configs.flatMap((config) => (config === null ? [] : addressesOf(config))))
    return {
      name: visibleText(textOf(info, tt, 'Name') ?? networkInterface.attributes.get('token') ?? 'unnamed', 64),
      mac: macOf(textOf(info, tt, 'HwAddress')),
      addresses: [...addresses.keys()],
      prefixLengths: [...addresses.values()],
      // Of IPv6 the word is Auto, Stateful, Stateless or Off; only IPv4 answers yes or no.
      dhcp:
        configs[0] === null || configs[0] === undefined ? false : booleanOf(textOf(configs[0], tt, 'DHCP') ?? 'false'),
    }
  })
}

const addressesOf = (config: XmlElement): readonly (readonly [address: string, prefixLength: number | null])[] =>
  ['Manual', 'FromDHCP', 'LinkLocal', 'FromRA'].flatMap((kind) =>
    childrenOf(config, tt, kind).flatMap((entry) => {
      const address = visibleOrNull(textOf(entry, tt, 'Address'), 64)
      const length = Number(textOf(entry, tt, 'PrefixLength') ?? 'none')
      const isLength = Number.isInteger(length) && length >= 0 && length <= 128
      return address === null ? [] : [[address, isLength ? length : null] as const]
    }),
  )

/** `00047D0EB85C`, `00:04:7D:0E:B8:5C` and `00-04-7d-0e-b8-5c` are the same; anything else is none. */
export function macOf(text: string | null): string | null {
  const digits = (text ?? '').replace(/[:.\-\s]/g, '').toLowerCase()
  return /^[0-9a-f]{12}$/.test(digits) ? (digits.match(/../g) ?? []).join(':') : null
}
