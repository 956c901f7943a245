import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { ProtocolViolation } from '../../model/errors.ts'
import { asWritten, elementsOf, malformed } from './element-tree.ts'
import type { XmlElement } from './xml-element.ts'

const deepest = 64
const mostElements = 20_000
/** Real start tags with all their namespaces stay below 8 KiB. */
const longestTag = 64 * 1024

const parser = new XMLParser({
  ...asWritten,
  trimValues: false,
  // Entities are decoded here, strictly.
  processEntities: false,
  cdataPropName: '#cdata',
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
  const [root, ...others] = elementsOf(nodes, { deepest, mostElements, decoded: unescapeXml, undeclared: 'refused' })
  if (root === undefined || others.length > 0) throw malformed('it has no single root element')
  return root
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
