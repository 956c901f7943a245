import net from 'node:net'
import type { PracticeDevice } from '../practice-device.ts'
import { inOrder, integerOf, invalidArgs, invalidValue, namespaces, SoapFault, textOf } from '../soap.ts'
import { el, type Markup, type XmlElement } from '../xml.ts'
import type { Call, Reply } from './operation.ts'

const { tds, tt, tas } = namespaces

const notHere = (): SoapFault =>
  new SoapFault('Receiver', ['ter:ActionNotSupported'], 'Optional Action Not Implemented')

function filterOf({ state }: PracticeDevice) {
  const { filter } = state.settings
  if (filter === null) throw notHere()
  return filter
}

/** @see ONVIF Core, GetIPAddressFilter; tt:IPAddressFilter. A filter that is off is told as an empty list. */
export function getIpAddressFilter({ device }: Call): Reply {
  const { enabled, policy, entries } = filterOf(device)
  const of = (isSix: boolean) =>
    (enabled ? entries : []).filter((entry) => entry.includes(':') === isSix).map((entry) => address(entry, isSix))
  return {
    content: [
      el('tds:IPAddressFilter', [el('tt:Type', policy === 'allow' ? 'Allow' : 'Deny'), ...of(false), ...of(true)]),
    ],
  }
}

function address(entry: string, isSix: boolean): Markup {
  const [base = '', prefix = isSix ? '128' : '32'] = entry.split('/')
  return el(isSix ? 'tt:IPv6Address' : 'tt:IPv4Address', [el('tt:Address', base), el('tt:PrefixLength', prefix)])
}

/** @see ONVIF Core, SetIPAddressFilter */
export function setIpAddressFilter({ device, body }: Call): Reply {
  const filter = filterOf(device)
  const [given] = inOrder(body, tds, ['IPAddressFilter']).IPAddressFilter ?? []
  if (given === undefined) throw invalidArgs('IPAddressFilter is missing')
  const parts = inOrder(given, tt, ['Type', 'IPv4Address', 'IPv6Address', 'Extension'])
  const type = textOf(parts.Type, 'Type').trim()
  if (type !== 'Allow' && type !== 'Deny') throw invalidArgs('Type is unknown')
  const entries = [
    ...(parts.IPv4Address ?? []).map((element) => entryOf(element, false)),
    ...(parts.IPv6Address ?? []).map((element) => entryOf(element, true)),
  ]
  return {
    content: [],
    apply: () => {
      Object.assign(filter, { enabled: entries.length > 0, policy: type === 'Allow' ? 'allow' : 'deny', entries })
    },
  }
}

function entryOf(element: XmlElement, isSix: boolean): string {
  const given = inOrder(element, tt, ['Address', 'PrefixLength'])
  const base = textOf(given.Address, 'Address').trim()
  const prefix = integerOf(given.PrefixLength, 'PrefixLength')
  const isRight = isSix ? net.isIPv6(base) && prefix <= 128 : net.isIPv4(base) && prefix <= 32
  if (!isRight || prefix < 0) {
    throw invalidValue(isSix ? 'ter:InvalidIPv6Address' : 'ter:InvalidIPv4Address', 'This is no address')
  }
  return `${base}/${prefix}`
}

/** @see ONVIF Core, GetDynamicDNS */
export function getDynamicDns({ device }: Call): Reply {
  const { ddns } = device.state.settings.services
  if (ddns === undefined) throw notHere()
  return { content: [el('tds:DynamicDNSInformation', el('tt:Type', ddns ? 'ClientUpdates' : 'NoUpdate'))] }
}

/** @see ONVIF Core, SetDynamicDNS */
export function setDynamicDns({ device, body }: Call): Reply {
  const { services } = device.state.settings
  if (services.ddns === undefined) throw notHere()
  const type = textOf(inOrder(body, tds, ['Type', 'Name', 'TTL']).Type, 'Type').trim()
  if (!['NoUpdate', 'ClientUpdates', 'ServerUpdates'].includes(type)) throw invalidArgs('Type is unknown')
  return {
    content: [],
    apply: () => {
      services.ddns = type !== 'NoUpdate'
    },
  }
}

const dot1xId = 'dot1x-1'

/** @see ONVIF Advanced Security, GetNetworkInterfaceDot1XConfiguration */
export function getInterfaceDot1x({ device, body }: Call): Reply {
  if (device.state.settings.dot1x === null) throw notHere()
  const token = textOf(inOrder(body, tas, ['token']).token, 'token').trim()
  if (token !== 'eth0') throw invalidValue('ter:InvalidNetworkInterface', 'There is no such interface')
  return { content: device.state.settings.dot1x?.enabled === true ? [el('tas:Dot1XID', dot1xId)] : [] }
}

/** @see ONVIF Advanced Security, GetDot1XConfiguration; tas:Dot1XStage */
export function getDot1x({ device, body }: Call): Reply {
  const id = textOf(inOrder(body, tas, ['Dot1XID']).Dot1XID, 'Dot1XID').trim()
  const { dot1x } = device.state.settings
  if (dot1x === null || id !== dot1xId) throw invalidValue('ter:Dot1XConfigurationID', 'There is no such configuration')
  const [outer = 'EAP-TLS', inner] = (dot1x.method ?? 'EAP-TLS').split('/')
  const stages = inner === undefined ? [] : [el('tas:Inner', [], { Method: inner })]
  return {
    content: [el('tas:Dot1XConfiguration', [el('tas:Dot1XID', dot1xId), el('tas:Outer', stages, { Method: outer })])],
  }
}
