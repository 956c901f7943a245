import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { ProtocolViolation } from '../../model/errors.ts'

/** An element of a device's answer, known by namespace URI and local name. */
export interface XmlElement {
  readonly namespace: string
  readonly name: string
  /** By local name. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** Its own text and CDATA, joined; not trimmed. */
  readonly text: string
}

const deepest = 64
const mostElements = 20_000
/** Real start tags with all their namespaces stay below 8 KiB. */
const longestTag = 64 * 1024

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  // '5.10' is a version and 404705923918060213 a serial number: nothing is made a number.
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // Entities are decoded here, strictly.
  processEntities: false,
  cdataPropName: '#cdata',
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: deepest,
})

/**
 * The root element of an answer. No DOCTYPE, no entity of its own, bounded depth and number of elements; nothing is ever fetched.
 *
 * @throws {ProtocolViolation}
 */
export function readXml(bytes: Buffer): XmlElement {
  const text = decode(bytes)
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw malformed('it carries a DOCTYPE')
  refuseGiants(text)
  let nodes: unknown
  try {
    if (XMLValidator.validate(text) !== true) throw malformed('it is not well-formed XML')
    nodes = parser.parse(text)
  } catch (error) {
    if (error instanceof ProtocolViolation) throw error
    throw malformed('it is XML that no parser takes', error)
  }
  const roots = convertAll(nodes as readonly RawNode[], new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]))
  const [root] = roots.children
  if (root === undefined || roots.children.length !== 1) throw malformed('it has no single root element')
  return root
}

/** As `preserveOrder` gives it: one key with the children, `:@` with the attributes. */
type RawNode = Readonly<Record<string, unknown>>

function convertAll(
  nodes: readonly RawNode[],
  scope: ReadonlyMap<string, string>,
): { children: XmlElement[]; text: string } {
  const children: XmlElement[] = []
  let text = ''
  for (const node of nodes) {
    for (const [key, value] of Object.entries(node)) {
      if (key === ':@') continue
      if (key === '#text') text += unescapeXml(String(value))
      else if (key === '#cdata')
        text += (value as readonly RawNode[]).map((part) => String(part['#text'] ?? '')).join('')
      else children.push(convert(key, value as readonly RawNode[], (node[':@'] ?? {}) as RawNode, scope))
    }
  }
  return { children, text }
}

function convert(
  qualified: string,
  content: readonly RawNode[],
  raw: RawNode,
  outer: ReadonlyMap<string, string>,
): XmlElement {
  const attributes = new Map<string, string>()
  const scope = new Map(outer)
  for (const [name, value] of Object.entries(raw)) {
    const written = unescapeXml(String(value))
    if (name === 'xmlns') scope.set('', written)
    else if (name.startsWith('xmlns:')) scope.set(name.slice('xmlns:'.length), written)
    else attributes.set(splitName(name).local, written)
  }
  const { prefix, local } = splitName(qualified)
  const namespace = scope.get(prefix)
  if (namespace === undefined && prefix !== '') throw malformed('it uses a namespace prefix that it does not declare')
  return {
    namespace: namespace ?? '',
    name: local,
    attributes,
    ...convertAll(content, scope),
  }
}

function splitName(qualified: string): { prefix: string; local: string } {
  const colon = qualified.indexOf(':')
  return colon < 0
    ? { prefix: '', local: qualified }
    : { prefix: qualified.slice(0, colon), local: qualified.slice(colon + 1) }
}

const predefined: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
}

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(\w+));?/g,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) {
        const character = predefined[name]
        if (character === undefined || !whole.endsWith(';')) throw malformed('it uses an entity that XML does not know')
        return character
      }
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      const allowed =
        code === 9 ||
        code === 10 ||
        code === 13 ||
        (code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff))
      if (!allowed || !whole.endsWith(';')) throw malformed('it refers to a character that XML does not allow')
      return String.fromCodePoint(code)
    },
  )
}

function decode(bytes: Buffer): string {
  const declared = /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]{1,40})["']/.exec(
    bytes.subarray(0, 256).toString('latin1'),
  )?.[1]
  const encoding = (declared ?? 'utf-8').toLowerCase()
  if (!['utf-8', 'utf8', 'us-ascii', 'iso-8859-1', 'windows-1252'].includes(encoding)) {
    throw malformed('it is in an encoding that ONVIF does not use')
  }
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text)) throw malformed('it holds control characters')
    return text.trim()
  } catch (error) {
    if (error instanceof ProtocolViolation) throw error
    throw malformed('its bytes are not in the encoding that it names', error)
  }
}

/** Refused before the parser sees it: too many tags, or one tag that never ends. */
function refuseGiants(text: string): void {
  let tags = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    tags += 1
    if (tags > 2 * mostElements) throw malformed(`it has more than ${mostElements} elements`)
    if (text.startsWith('<![CDATA[', at)) continue
    const close = text.indexOf('>', at)
    if (close - at > longestTag) throw malformed('one of its tags is longer than anybody needs')
  }
}

const malformed = (why: string, cause?: unknown) =>
  new ProtocolViolation(`The answer of the device cannot be read: ${why}.`, cause === undefined ? {} : { cause })

export const childOf = (parent: XmlElement, namespace: string, name: string): XmlElement | null =>
  parent.children.find((child) => child.name === name && child.namespace === namespace) ?? null

export const childrenOf = (parent: XmlElement, namespace: string, name: string): readonly XmlElement[] =>
  parent.children.filter((child) => child.name === name && child.namespace === namespace)

/** The trimmed text of a child, or null where it is missing or empty. */
export function textOf(parent: XmlElement | null, namespace: string, name: string): string | null {
  const text = parent === null ? null : (childOf(parent, namespace, name)?.text.trim() ?? null)
  return text === '' ? null : text
}

/** @throws {ProtocolViolation} when the child is missing: its schema makes it mandatory */
export function needChild(parent: XmlElement, namespace: string, name: string): XmlElement {
  const child = childOf(parent, namespace, name)
  if (child === null) throw new ProtocolViolation(`The answer of the device lacks ${name}, which is mandatory.`)
  return child
}

/** @throws {ProtocolViolation} when the child is missing or empty */
export function needText(parent: XmlElement, namespace: string, name: string): string {
  const text = textOf(parent, namespace, name)
  if (text === null) throw new ProtocolViolation(`The answer of the device lacks ${name}, which is mandatory.`)
  return text
}

/** xs:boolean. @throws {ProtocolViolation} on anything else */
export function booleanOf(text: string): boolean {
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw new ProtocolViolation('The device wrote something else than true or false.')
}

/** xs:int within a range. @throws {ProtocolViolation} on anything else */
export function integerOf(text: string, least: number, most: number): number {
  const value = /^[+-]?\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most))
    throw new ProtocolViolation('The device wrote a number where it makes no sense.')
  return value
}
