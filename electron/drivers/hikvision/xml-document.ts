import { ProtocolViolation } from '../../model/errors.ts'
import { element, type XmlText } from '../../protocols/onvif/xml-write.ts'
import { readXml } from '../../protocols/xml/read-xml.ts'

/** An element of a device's own document, with its place in the text. */
export interface XmlNode {
  /** Without prefix. */
  readonly name: string
  readonly qualified: string
  readonly start: number
  readonly end: number
  /** Between the tags; both are `end` for an element that closes itself. */
  readonly innerStart: number
  readonly innerEnd: number
  readonly children: readonly XmlNode[]
}

interface OpenNode {
  readonly name: string
  readonly qualified: string
  readonly start: number
  readonly innerStart: number
  readonly children: XmlNode[]
}

const markup =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)(?:[^"'>]|"[^"]*"|'[^']*')*?(\/?)>/g

/**
 * The document that a device gave, to be sent back with nothing changed but what was meant: schemas differ from firmware to
 * firmware, and what a write leaves out may be reset.
 */
export class XmlDocument {
  readonly root: XmlNode
  readonly #text: string
  readonly #edits: { readonly start: number; readonly end: number; readonly text: string }[] = []

  /** @throws {ProtocolViolation} for everything that is no XML within the bounds of `readXml`, and for text that is not UTF-8 */
  constructor(bytes: Buffer) {
    readXml(bytes)
    try {
      this.#text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch (error) {
      throw new ProtocolViolation('The device writes its settings in an encoding that they cannot be sent back in.', {
        cause: error,
      })
    }
    this.root = scan(this.#text)
  }

  /** The text of an element without children, as it stands. */
  rawText({ innerStart, innerEnd }: XmlNode): string {
    return this.#text.slice(innerStart, innerEnd).trim()
  }

  setText(node: XmlNode, text: string | number | boolean): void {
    this.replace(node, element(node.qualified, text))
  }

  replace({ start, end }: XmlNode, by: XmlText): void {
    this.#edits.push({ start, end, text: by.xml })
  }

  insertAfter({ end }: XmlNode, added: XmlText): void {
    this.#edits.push({ start: end, end, text: added.xml })
  }

  /** The tag of a new element beside `sibling`: with the prefix that the device uses. */
  nameBeside({ qualified }: XmlNode, name: string): string {
    const colon = qualified.indexOf(':')
    return colon < 0 ? name : `${qualified.slice(0, colon + 1)}${name}`
  }

  /** With all edits. */
  get text(): string {
    const edits = this.#edits.toSorted((left, right) => right.start - left.start)
    return edits.reduce((text, edit) => `${text.slice(0, edit.start)}${edit.text}${text.slice(edit.end)}`, this.#text)
  }
}

export const childNode = (parent: XmlNode | null, name: string): XmlNode | null =>
  parent?.children.find((child) => child.name === name) ?? null

/** @throws {ProtocolViolation} when the document does not have it: then this firmware keeps the setting elsewhere */
export function needNode(parent: XmlNode | null, name: string): XmlNode {
  const node = childNode(parent, name)
  if (node !== null) return node
  throw new ProtocolViolation(`The settings of the device lack ${name}; nothing was changed.`)
}

/** Every element of this name, at any depth. */
export const nodesNamed = (parent: XmlNode, name: string): readonly XmlNode[] =>
  parent.children.flatMap((child) => [...(child.name === name ? [child] : []), ...nodesNamed(child, name)])

/** The text was found to be well-formed: tags match. */
function scan(text: string): XmlNode {
  const open: OpenNode[] = []
  for (const match of text.matchAll(markup)) {
    const [whole, closing, opening, selfClosing] = match
    const end = match.index + whole.length
    if (opening !== undefined) {
      const node: OpenNode = {
        name: opening.slice(opening.indexOf(':') + 1),
        qualified: opening,
        start: match.index,
        innerStart: end,
        children: [],
      }
      if (selfClosing !== '/') open.push(node)
      else {
        const closed = { ...node, end, innerEnd: end }
        if (open.length === 0) return closed
        open.at(-1)?.children.push(closed)
      }
    } else if (closing !== undefined) {
      const node = open.pop()
      if (node === undefined) break
      const closed = { ...node, innerEnd: match.index, end }
      if (open.length === 0) return closed
      open.at(-1)?.children.push(closed)
    }
  }
  throw new ProtocolViolation('The settings of the device cannot be read as XML.')
}
