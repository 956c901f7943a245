import { XMLParser } from 'fast-xml-parser'

/** One element with its namespace resolved. */
export interface XmlElement {
  readonly localName: string
  /** Null where the prefix was never declared. */
  readonly namespace: string | null
  readonly children: readonly XmlElement[]
  /** Text directly in this element, entities resolved, in document order. */
  readonly text: string
  /** What a prefix means here, for QNames in text. */
  readonly resolve: (prefix: string) => string | null
}

/** A ProbeMatches of sixteen devices has a few hundred. */
const mostElements = 5_000
const deepest = 32

/**
 * The root element of one datagram, or null for anything that is no well-formed XML within these bounds. A document type is
 * refused before parsing: nothing in WS-Discovery needs one, and entities come with it.
 */
export function parseXml(datagram: Buffer): XmlElement | null {
  const text = datagram.toString('utf8').replace(/^\uFEFF/, '')
  if (!text.trimStart().startsWith('<') || /<!(DOCTYPE|ENTITY)/i.test(text)) return null
  try {
    const nodes: unknown = parser.parse(text, false)
    const counter = { left: mostElements }
    const [root] = elementsOf(nodes, () => null, 0, counter)
    return root ?? null
  } catch {
    // The parser throws plain errors on everything that is not well-formed. Strangers may send anything to this port.
    return null
  }
}

/** The first descendant (or the element itself) with this name, whatever its namespace is called. */
export function findElement(element: XmlElement, localName: string): XmlElement | null {
  if (element.localName === localName) return element
  for (const child of element.children) {
    const found = findElement(child, localName)
    if (found !== null) return found
  }
  return null
}

export function findElements(element: XmlElement, localName: string): readonly XmlElement[] {
  return element.localName === localName
    ? [element]
    : element.children.flatMap((child) => [...findElements(child, localName)])
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
})

type Resolve = XmlElement['resolve']

function elementsOf(nodes: unknown, resolve: Resolve, depth: number, counter: { left: number }): XmlElement[] {
  if (!Array.isArray(nodes)) return []
  if (depth > deepest) throw new Error('too deep')
  return nodes.flatMap((node: Record<string, unknown>) => {
    const name = Object.keys(node).find((key) => key !== ':@')
    if (name === undefined || name === '#text') return []
    counter.left -= 1
    if (counter.left < 0) throw new Error('too many elements')
    const attributes = (node[':@'] ?? {}) as Record<string, unknown>
    const declared = new Map(
      Object.entries(attributes).flatMap(([key, value]): [string, string][] => {
        if (key === 'xmlns') return [['', String(value)]]
        return key.startsWith('xmlns:') ? [[key.slice('xmlns:'.length), String(value)]] : []
      }),
    )
    const inner: Resolve = declared.size === 0 ? resolve : (prefix) => declared.get(prefix) ?? resolve(prefix)
    const [prefix, localName] = splitName(name)
    const content = node[name]
    const text = Array.isArray(content)
      ? content.map((child: Record<string, unknown>) => String(child['#text'] ?? '')).join('')
      : ''
    return [
      {
        localName,
        namespace: inner(prefix),
        children: elementsOf(content, inner, depth + 1, counter),
        text,
        resolve: inner,
      },
    ]
  })
}

/** `d:Types` is `['d', 'Types']`, `Types` is `['', 'Types']`. */
export function splitName(name: string): readonly [prefix: string, localName: string] {
  const colon = name.indexOf(':')
  return colon === -1 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)]
}
