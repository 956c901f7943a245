import { randomUUID } from 'node:crypto'
import type { PracticeDevice } from './practice-device.ts'
import { soapNamespace } from './soap.ts'
import { multicastDiscovery } from './udp-socket.ts'
import { child, el, MalformedXml, type Markup, parseXml, resolve, type XmlElement } from './xml.ts'

/** @see WS-Discovery (April 2005), ONVIF Core 'Device discovery' */
export const discoveryGroup = multicastDiscovery
export const discoveryPort = 3702

const addressing = 'http://schemas.xmlsoap.org/ws/2004/08/addressing'
const discovery = 'http://schemas.xmlsoap.org/ws/2005/04/discovery'
const typeNamespaces = {
  dn: 'http://www.onvif.org/ver10/network/wsdl',
  tds: 'http://www.onvif.org/ver10/device/wsdl',
} as const

export interface DiscoveryProbe {
  readonly messageId: string
  /** `namespace name` of each type; a device must have them all. */
  readonly types: readonly string[]
  readonly scopes: readonly string[]
}

/** Null for everything that is no Probe. */
export function readProbe(datagram: Buffer): DiscoveryProbe | null {
  const envelope = parseOrNull(datagram.toString('utf8'))
  if (envelope === null || envelope.name !== 'Envelope') return null
  const header = child(envelope, 'Header')
  const probe = child(envelope, 'Body')?.children.find(
    ({ name, namespace }) => name === 'Probe' && namespace === discovery,
  )
  const messageId = header === undefined ? undefined : child(header, 'MessageID', addressing)?.text.trim()
  if (probe === undefined || messageId === undefined) return null
  const types = child(probe, 'Types', discovery)
  try {
    return {
      messageId,
      types: types === undefined ? [] : words(types.text).map((name) => qualified(name, types)),
      scopes: words(child(probe, 'Scopes', discovery)?.text ?? ''),
    }
  } catch (error) {
    if (error instanceof MalformedXml) return null
    throw error
  }
}

function parseOrNull(text: string): XmlElement | null {
  try {
    return parseXml(text)
  } catch (error) {
    if (error instanceof MalformedXml) return null
    throw error
  }
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

function qualified(text: string, element: XmlElement): string {
  const { namespace, name } = resolve(text, element.prefixes)
  return `${namespace} ${name}`
}

/** ONVIF and the maker's own settings each have a switch. */
export const isDiscoverable = ({ state }: PracticeDevice): boolean =>
  state.discoverable && state.settings.services['ws-discovery'] !== false

/** Whether this device answers this probe, by the specification and by its own manner. */
export function answersProbe(device: PracticeDevice, probe: DiscoveryProbe, directed: boolean): boolean {
  const { discovery: manner } = device.state
  if (!isDiscoverable(device) || (manner.directedOnly && !directed)) return false
  if (!probe.scopes.every((scope) => device.scopes.some((own) => scopeMatches(scope, own)))) return false
  if (manner.answers === 'everything') return true
  if (manner.answers === 'only-untyped') return probe.types.length === 0
  const own = manner.types.map((type) => {
    const [prefix, name] = type.split(':') as [keyof typeof typeNamespaces, string]
    return `${typeNamespaces[prefix]} ${name}`
  })
  return probe.types.every((type) => own.includes(type))
}

/** Prefix by whole path segments. @see WS-Discovery, scope matching rule rfc3986 */
function scopeMatches(probed: string, own: string): boolean {
  const trimmed = probed.replace(/\/+$/, '')
  return own === trimmed || own.startsWith(`${trimmed}/`)
}

const message = (action: string, relatesTo: string | null, to: string, body: Markup): Buffer => {
  const header = el('s:Header', [
    el('a:MessageID', `urn:uuid:${randomUUID()}`),
    ...(relatesTo === null ? [] : [el('a:RelatesTo', relatesTo)]),
    el('a:To', to),
    el('a:Action', `${discovery}/${action}`),
    el('d:AppSequence', [], { InstanceId: 1, MessageNumber: 1 }),
  ])
  const declared = Object.entries({ s: soapNamespace, a: addressing, d: discovery, ...typeNamespaces })
    .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
    .join('')
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><s:Envelope${declared}>${header.xml}${el('s:Body', body).xml}</s:Envelope>`,
  )
}

function description(device: PracticeDevice): Markup[] {
  const { discovery: manner, identity } = device.state
  const origin = manner.foreignHost === null ? device.origin : `http://${manner.foreignHost}`
  return [
    el('a:EndpointReference', el('a:Address', identity.endpointReference)),
    el('d:Types', manner.types.join(' ')),
    el('d:Scopes', device.scopes.join(manner.lineBreaksInScopes ? '\n      ' : ' ')),
    el('d:XAddrs', `${origin}/onvif/device_service`),
    el('d:MetadataVersion', 1),
  ]
}

/** The answer of the device to this Probe. */
export function probeMatches(device: PracticeDevice, { messageId }: DiscoveryProbe): Buffer {
  const relatesTo = device.state.discovery.omitsRelatesTo ? null : messageId
  const match = el('d:ProbeMatches', el('d:ProbeMatch', description(device)))
  return message('ProbeMatches', relatesTo, `${addressing}/role/anonymous`, match)
}

/** What the device says when it comes up. @see WS-Discovery 1.0, section 4 */
export function hello(device: PracticeDevice): Buffer {
  return message('Hello', null, 'urn:schemas-xmlsoap-org:ws:2005:04:discovery', el('d:Hello', description(device)))
}
