import { ProtocolViolation } from '../../model/errors.ts'
import type { XmlElement } from '../xml/xml-element.ts'

const xop = 'http://www.w3.org/2004/08/xop/include'
const mostParts = 64

/** An answer in several parts: the envelope, and what it only refers to. */
export interface Multipart {
  readonly root: Buffer
  /** By content id, without its brackets. */
  readonly parts: ReadonlyMap<string, Buffer>
}

/**
 * The parts of an answer of type `multipart/related`; null for every other type.
 *
 * @throws {ProtocolViolation} when the parts cannot be told apart
 * @see RFC 2387; W3C SOAP Message Transmission Optimization Mechanism
 */
export function readMultipart(contentType: string, body: Buffer): Multipart | null {
  if (!/^\s*multipart\/related\b/i.test(contentType)) return null
  const boundary = parameter(contentType, 'boundary')
  if (boundary === null || boundary.length > 70) throw broken()
  const parts = split(body, Buffer.from(`--${boundary}`, 'latin1')).map(readPart)
  const start = parameter(contentType, 'start')?.replace(/^<|>$/g, '') ?? null
  const root = start === null ? parts[0] : parts.find(({ id }) => id === start)
  if (root === undefined) throw broken()
  return {
    root: root.content,
    parts: new Map(parts.flatMap(({ id, content }) => (id === null ? [] : [[id, content]]))),
  }
}

/** The same element, with the bytes that it refers to standing in it as base64. @throws {ProtocolViolation} when some are missing */
export function withParts(element: XmlElement, parts: ReadonlyMap<string, Buffer>): XmlElement {
  const [only] = element.children
  if (only !== undefined && only.name === 'Include' && only.namespace === xop) {
    const id = idOf(only.attributes.get('href') ?? '')
    const content = id === null ? undefined : parts.get(id)
    if (content === undefined)
      throw new ProtocolViolation('The answer of the device refers to a part that is not there.')
    return { ...element, children: [], text: content.toString('base64') }
  }
  return { ...element, children: element.children.map((child) => withParts(child, parts)) }
}

/** @see RFC 2392 */
function idOf(href: string): string | null {
  if (!href.startsWith('cid:')) return null
  try {
    return decodeURIComponent(href.slice(4))
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

function parameter(contentType: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]{1,200})"|([^;\\s]{1,200}))`, 'i').exec(contentType)
  return found?.[1] ?? found?.[2] ?? null
}

function split(body: Buffer, mark: Buffer): Buffer[] {
  const found: Buffer[] = []
  let from = body.indexOf(mark)
  while (from >= 0 && found.length <= mostParts) {
    const begin = from + mark.length
    if (body.subarray(begin, begin + 2).toString('latin1') === '--') return found
    const end = body.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), begin)
    if (end < 0) break
    found.push(body.subarray(begin, end))
    from = end + 2
  }
  throw broken()
}

function readPart(part: Buffer): { readonly id: string | null; readonly content: Buffer } {
  const end = part.indexOf('\r\n\r\n')
  if (end < 0) throw broken()
  const id = /(?:^|\r\n)Content-ID:\s*<?([^>\r\n]{1,200})>?/i.exec(part.subarray(0, end).toString('latin1'))?.[1]
  return { id: id?.trim() ?? null, content: part.subarray(end + 4) }
}

const broken = () => new ProtocolViolation('The answer of the device has parts that cannot be told apart.')
