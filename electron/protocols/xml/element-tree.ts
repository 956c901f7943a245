import { ProtocolViolation } from '../../model/errors.ts'
import { splitName, type XmlElement } from './xml-element.ts'

/** How a reader takes what devices write. */
export interface XmlManner {
  readonly deepest: number
  readonly mostElements: number
  /** What a text or the value of an attribute means. @throws {ProtocolViolation} */
  readonly decoded: (written: string) => string
  /** A prefix that the device did not declare is refused, or means no namespace. */
  readonly undeclared: 'refused' | 'no-namespace'
}

/** How the parser has to give the nodes of which the tree is made. */
export const asWritten = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  // '5.10' is a version and 404705923918060213 a serial number: nothing is made a number.
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
} as const

/** As `preserveOrder` of the parser gives it: one key with the children, `:@` with the attributes. */
type RawNode = Readonly<Record<string, unknown>>
type Scope = ReadonlyMap<string, string>

const outermost: Scope = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']])

/** Elements with their namespaces, of what the parser made. @throws {ProtocolViolation} beyond the limits */
export function elementsOf(nodes: unknown, manner: XmlManner): readonly XmlElement[] {
  return new TreeBuilder(manner).content(nodes, outermost, 0).children
}

class TreeBuilder {
  readonly #manner: XmlManner
  #left: number

  constructor(manner: XmlManner) {
    this.#manner = manner
    this.#left = manner.mostElements
  }

  content(nodes: unknown, scope: Scope, depth: number): Pick<XmlElement, 'children' | 'text'> {
    const children: XmlElement[] = []
    let text = ''
    for (const node of nodes as readonly RawNode[]) {
      for (const [key, value] of Object.entries(node)) {
        if (key === ':@') continue
        if (key === '#text') text += this.#manner.decoded(String(value))
        else if (key === '#cdata')
          text += (value as readonly RawNode[]).map((part) => String(part['#text'] ?? '')).join('')
        else children.push(this.#element(key, value, (node[':@'] ?? {}) as RawNode, scope, depth))
      }
    }
    return { children, text }
  }

  #element(qualified: string, content: unknown, raw: RawNode, outer: Scope, depth: number): XmlElement {
    const { deepest, mostElements, decoded, undeclared } = this.#manner
    this.#left -= 1
    if (this.#left < 0) throw malformed(`it has more than ${mostElements} elements`)
    if (depth > deepest) throw malformed(`its elements lie more than ${deepest} deep in each other`)
    const attributes = new Map<string, string>()
    const scope = new Map(outer)
    for (const [name, value] of Object.entries(raw)) {
      const written = decoded(String(value))
      if (name === 'xmlns') scope.set('', written)
      else if (name.startsWith('xmlns:')) scope.set(name.slice('xmlns:'.length), written)
      else attributes.set(splitName(name)[1], written)
    }
    const [prefix, name] = splitName(qualified)
    const namespace = scope.get(prefix)
    if (namespace === undefined && prefix !== '' && undeclared === 'refused') {
      throw malformed('it uses a namespace prefix that it does not declare')
    }
    return {
      namespace: namespace ?? '',
      name,
      attributes,
      ...this.content(content, scope, depth + 1),
      resolve: (wanted) => scope.get(wanted) ?? null,
    }
  }
}

export const malformed = (why: string, cause?: unknown) =>
  new ProtocolViolation(`The answer of the device cannot be read: ${why}.`, cause === undefined ? {} : { cause })
