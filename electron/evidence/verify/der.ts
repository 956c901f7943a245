import { PackRejected } from './rejected.ts'

/** One DER element. `raw` is the whole element, `content` what it holds. */
export interface Der {
  readonly tag: number
  readonly content: Buffer
  readonly raw: Buffer
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** [n] constructed, context specific. */
  context: (n: number) => 0xa0 + n,
  /** [n] primitive, context specific. */
  contextPrimitive: (n: number) => 0x80 + n,
} as const

const malformed = (message: string): never => {
  throw new PackRejected('pack/signature-malformed', message)
}

/** The elements of `bytes`, one after the other, to the last byte. Definite, shortest lengths and one-byte tags only. */
export function readElements(bytes: Buffer): readonly Der[] {
  const found: Der[] = []
  for (let at = 0; at < bytes.length; ) {
    const element = readAt(bytes, at)
    found.push(element)
    at += element.raw.length
  }
  return found
}

/** Exactly one element. `padded` allows zero bytes behind it, as a PDF signature has them. */
export function readElement(bytes: Buffer, { padded = false }: { readonly padded?: boolean } = {}): Der {
  const element = readAt(bytes, 0)
  const rest = bytes.subarray(element.raw.length)
  if (rest.length > 0 && !(padded && rest.every((byte) => byte === 0))) malformed('bytes behind a DER element')
  return element
}

function readAt(bytes: Buffer, at: number): Der {
  const tag = bytes[at] ?? malformed('DER ends too early')
  if ((tag & 0x1f) === 0x1f) malformed('DER tag of several bytes')
  const first = bytes[at + 1] ?? malformed('DER ends too early')
  let header = 2
  let length = first
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 4 || at + 2 + count > bytes.length) malformed('DER length')
    length = bytes.readUIntBE(at + 2, count)
    header += count
    if (length < 0x80 || length < 2 ** (8 * (count - 1))) malformed('DER length is not the shortest')
  }
  const end = at + header + length
  if (end > bytes.length) malformed('DER element is cut off')
  return {
    tag,
    content: bytes.subarray(at + header, end),
    raw: bytes.subarray(at, end),
  }
}

/** @throws {PackRejected} `pack/signature-malformed` when it is missing or has another tag; `what` names it for people */
export function expectTag(element: Der | undefined, tag: number, what: string): Der {
  if (element?.tag !== tag) malformed(`${what} is missing or of another kind`)
  return element as Der
}

/** The children of a constructed element of that tag. */
export function childrenOf(element: Der | undefined, tag: number, what: string): readonly Der[] {
  return readElements(expectTag(element, tag, what).content)
}

/** Dotted text of an object identifier. */
export function oidText(element: Der | undefined, what: string): string {
  const { content } = expectTag(element, tags.oid, what)
  const arcs: number[] = []
  let arc = 0
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f)
    if (arc > Number.MAX_SAFE_INTEGER) malformed(`${what} is too long`)
    if (byte < 0x80) {
      arcs.push(arc)
      arc = 0
    }
  }
  const [first = 0, ...others] = arcs
  const root = Math.min(2, Math.floor(first / 40))
  return [root, first - root * 40, ...others].join('.')
}

/** UTCTime or GeneralizedTime in UTC. Fractions of seconds are dropped. @see RFC 5280 4.1.2.5 */
export function timeOf(element: Der | undefined, what: string): Date {
  const text = element?.content.toString('latin1') ?? ''
  const digits =
    element?.tag === tags.utcTime
      ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text)
      : element?.tag === tags.generalizedTime
        ? /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.\d+)?Z$/.exec(text)
        : null
  if (digits === null) return malformed(`${what} is not a time in UTC`)
  const [written = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits.slice(1).map(Number)
  const year = element?.tag === tags.utcTime ? written + (written < 50 ? 2000 : 1900) : written
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day) malformed(`${what} is no date`)
  return time
}
