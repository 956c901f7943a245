import { XMLParser } from 'fast-xml-parser'
import { asWritten, elementsOf, type XmlManner } from './element-tree.ts'
import type { XmlElement } from './xml-element.ts'

/** A ProbeMatches of sixteen devices has a few hundred elements. What is sloppy is taken as it is: it only names a device. */
const manner: XmlManner = {
  deepest: 32,
  mostElements: 5_000,
  // The parser did that already, and lets what it does not know stand.
  decoded: (written) => written,
  undeclared: 'no-namespace',
}

const parser = new XMLParser(asWritten)

/**
 * The root element of what a stranger sent, or null for anything that no parser takes within these bounds. A document type is
 * refused before parsing: nothing in discovery needs one, and entities come with it. For answers that something is made to depend
 * on there is `readXml`.
 */
export function readLoosely(bytes: Buffer): XmlElement | null {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  if (!text.trimStart().startsWith('<') || /<!(DOCTYPE|ENTITY)/i.test(text)) return null
  try {
    const [root] = elementsOf(parser.parse(text, false), manner)
    return root ?? null
  } catch {
    // The parser throws plain errors on everything that is not well-formed. Strangers may send anything to this port.
    return null
  }
}
