import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** An element with its namespace resolved: prefixes are the sender's own business. */
export interface XmlElement {
  readonly namespace: string
  readonly name: string
  /** Attributes without prefix, by local name. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
  /** Prefixes in force here, for QNames inside text. */
  readonly prefixes: Readonly<Record<string, string>>
}

/** What a client sent is not well-formed. */
export class MalformedXml extends Error {
  override readonly name = 'MalformedXml'
}

type Ordered = Readonly<Record<string, unknown>>

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
})

/** @throws {MalformedXml} also for a document type definition, which no SOAP message may have */
export function parseXml(text: string): XmlElement {
  if (text.includes('<!DOCTYPE')) throw new MalformedXml('document type definition')
  if (XMLValidator.validate(text) !== true) throw new MalformedXml('not well-formed')
  const roots = parsed(text).filter((node) => !('#text' in node))
  const root = roots[0]
  if (root === undefined || roots.length !== 1) throw new MalformedXml('no single root element')
  return elementOf(root, { xml: 'http://www.w3.org/XML/1998/namespace' })
}

/** The parser finds faults that the validator lets pass, such as a comment that is never closed. */
function parsed(text: string): readonly Ordered[] {
  try {
    return parser.parse(text) as readonly Ordered[]
  } catch (error) {
    throw new MalformedXml('not well-formed', { cause: error })
  }
}

function elementOf(node: Ordered, inherited: Readonly<Record<string, string>>): XmlElement {
  const qualified = Object.keys(node).find((key) => key !== ':@') ?? ''
  const attributes = (node[':@'] ?? {}) as Readonly<Record<string, string>>
  const prefixes = { ...inherited }
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'xmlns') prefixes[''] = value
    else if (name.startsWith('xmlns:')) prefixes[name.slice(6)] = value
  }
  const inner = node[qualified] as readonly Ordered[]
  const { namespace, name } = resolve(qualified, prefixes)
  return {
    namespace,
    name,
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key.slice(key.indexOf(':') + 1), value]),
    ),
    children: inner.filter((child) => !('#text' in child)).map((child) => elementOf(child, prefixes)),
    text: inner.flatMap((child) => ('#text' in child ? [String(child['#text'])] : [])).join(''),
    prefixes,
  }
}

/** The namespace and local name of a QName. @throws {MalformedXml} when the prefix is not declared */
export function resolve(
  qualified: string,
  prefixes: Readonly<Record<string, string>>,
): { readonly namespace: string; readonly name: string } {
  const colon = qualified.indexOf(':')
  const prefix = colon < 0 ? '' : qualified.slice(0, colon)
  const namespace = prefixes[prefix]
  if (namespace === undefined && prefix !== '') throw new MalformedXml(`prefix ${prefix} is not declared`)
  return { namespace: namespace ?? '', name: qualified.slice(colon + 1) }
}

/** The first child of this name, in this namespace where one is given. */
export function child(element: XmlElement, name: string, namespace?: string): XmlElement | undefined {
  return element.children.find(
    (candidate) => candidate.name === name && (namespace === undefined || candidate.namespace === namespace),
  )
}

/** Finished XML, as opposed to text that must be escaped. */
export interface Markup {
  readonly xml: string
}
type Content = string | number | boolean | Markup | readonly Markup[]
type Attributes = Readonly<Record<string, string | number | boolean>>

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '')

/** One element. Text is escaped; prefixes are those that the envelope declares. */
export function el(name: string, content: Content = [], attributes: Attributes = {}): Markup {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('')
  return { xml: `<${name}${written}>${inner(content)}</${name}>` }
}

function inner(content: Content): string {
  if (typeof content !== 'object') return escapeXml(String(content))
  return 'xml' in content ? content.xml : content.map(({ xml }) => xml).join('')
}
