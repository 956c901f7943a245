import { visibleText } from '../../model/visible-text.ts'
import { readLoosely } from '../xml/read-loosely.ts'
import { findElement, findElements, splitName, type XmlElement } from '../xml/xml-element.ts'
import { readXaddrs, type ServiceDoor } from './xaddr.ts'

/** One device as it announces itself. Every text is capped and made visible. */
export interface Announced {
  /** Stable name of the device, `urn:uuid:...`; null when it gave none. */
  readonly endpointReference: string | null
  /** `dn:NetworkVideoTransmitter`, `tds:Device`, `wsdp:Device`; of unknown namespaces `{namespace}Name`. */
  readonly types: readonly string[]
  readonly scopes: readonly string[]
  readonly doors: readonly ServiceDoor[]
  /** Hosts in the XAddrs that are not where the packet came from. Never contacted. */
  readonly foreignHosts: readonly string[]
}

export interface DiscoveryAnswer {
  readonly kind: 'probe-matches' | 'hello' | 'bye'
  /** MessageID of the Probe that this answers; null when the device left it out. */
  readonly relatesTo: string | null
  readonly devices: readonly Announced[]
}

const mostDevices = 16
const mostScopes = 64
const mostTypes = 16

/**
 * What one datagram from `sender` announces, or null for anything else: junk, a document type, another protocol on this port,
 * somebody else's Probe.
 *
 * @see WS-Discovery 1.0, sections 4 and 5; namespaces are resolved, prefixes mean nothing
 */
export function parseDiscoveryAnswer(datagram: Buffer, sender: string): DiscoveryAnswer | null {
  const root = readLoosely(datagram)
  if (root === null || root.name !== 'Envelope') return null
  const body = findElement(root, 'Body')
  if (body === null) return null
  const kind = kinds.find(({ element }) => body.children.some(({ name }) => name === element))
  if (kind === undefined) return null
  const header = root.children.find(({ name }) => name === 'Header')
  const relatesTo = header === undefined ? null : findElement(header, 'RelatesTo')
  return {
    kind: kind.kind,
    relatesTo: oneLine(relatesTo?.text ?? '') || null,
    devices: findElements(body, kind.device)
      .slice(0, mostDevices)
      .map((element) => announcedBy(element, sender)),
  }
}

const kinds = [
  { element: 'ProbeMatches', device: 'ProbeMatch', kind: 'probe-matches' },
  { element: 'ResolveMatches', device: 'ResolveMatch', kind: 'probe-matches' },
  { element: 'Hello', device: 'Hello', kind: 'hello' },
  { element: 'Bye', device: 'Bye', kind: 'bye' },
] as const

function announcedBy(element: XmlElement, sender: string): Announced {
  const child = (name: string) => element.children.find((each) => each.name === name)
  const reference = child('EndpointReference')
  const address = reference === undefined ? undefined : findElement(reference, 'Address')
  const types = child('Types')
  return {
    endpointReference: visibleText(oneLine(address?.text ?? '')) || null,
    types: words(types?.text ?? '', mostTypes).map((type) => visibleText(typeName(type, types), 128)),
    scopes: words(child('Scopes')?.text ?? '', mostScopes).map((scope) => visibleText(scope, 256)),
    ...readXaddrs(child('XAddrs')?.text ?? '', sender),
  }
}

/** Namespaces of types that matter here, and the prefix that everybody uses for them. */
const knownNamespaces: Readonly<Record<string, string>> = {
  'http://www.onvif.org/ver10/network/wsdl': 'dn',
  'http://www.onvif.org/ver10/device/wsdl': 'tds',
  'http://schemas.xmlsoap.org/ws/2006/02/devprof': 'wsdp',
}

function typeName(qname: string, element: XmlElement | undefined): string {
  const [prefix, name] = splitName(qname)
  const namespace = element?.resolve(prefix) ?? null
  // A prefix that the device forgot to declare can only mean what everybody means by it.
  if (namespace === null) return qname
  const known = knownNamespaces[namespace.trim()]
  return known === undefined ? `{${namespace}}${name}` : `${known}:${name}`
}

/** Values of one line that some devices break over several. */
const oneLine = (text: string): string => text.trim().replace(/\s+/g, '')
const words = (text: string, most: number): string[] =>
  text
    .split(/\s+/, most + 1)
    .filter((word) => word !== '')
    .slice(0, most)
