/**
 * The part of the Basic Encoding Rules that SNMP uses: definite lengths, one-byte tags.
 *
 * @see ITU-T X.690; RFC 3417, section 8
 */
export const tag = {
  integer: 0x02,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  ipAddress: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  opaque: 0x44,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const

/** What a stranger sent is not BER. Caught where the datagram came in: junk is dropped. */
export class NotBer extends Error {
  override readonly name = 'NotBer'
}

/** One value of this tag with its length in the shortest form. The parts together are at most 65,535 bytes. */
export function encode(tagByte: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const length =
    content.length < 0x80
      ? [content.length]
      : content.length < 0x100
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff]
  return Buffer.concat([Buffer.from([tagByte, ...length]), content])
}

/** `value` within the signed 32 bits of SNMP. */
export function encodeInteger(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  let start = 0
  // The shortest form: a leading byte that only repeats the sign goes.
  while (start < 3 && bytes[start] === ((bytes[start + 1] ?? 0) & 0x80 ? 0xff : 0x00)) start += 1
  return encode(tag.integer, bytes.subarray(start))
}

/** `1.3.6.1.2.1.1.1.0`, without a dot before it. @see ITU-T X.690, section 8.19 */
export function encodeOid(oid: string): Buffer {
  const [first = 0, second = 0, ...rest] = oid.split('.').map(Number)
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const septets = [arc % 0x80]
    for (let left = Math.floor(arc / 0x80); left > 0; left = Math.floor(left / 0x80)) {
      septets.unshift((left % 0x80) | 0x80)
    }
    return septets
  })
  return encode(tag.oid, Buffer.from(bytes))
}

/** Reads one value after the other out of bytes that nobody vouches for. Never looks past their end. */
export class BerReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length
  }

  /** @throws {NotBer} */
  next(): { readonly tag: number; readonly content: Buffer } {
    const tagByte = this.#byte()
    const first = this.#byte()
    let length = first
    if (first >= 0x80) {
      const count = first & 0x7f
      // 0x80 is the indefinite form, which SNMP forbids; three bytes are more than a datagram holds.
      if (count < 1 || count > 3) throw new NotBer('length form')
      length = 0
      for (let index = 0; index < count; index += 1) length = length * 0x100 + this.#byte()
    }
    const end = this.#at + length
    if (end > this.#bytes.length) throw new NotBer('length past the end')
    const content = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return { tag: tagByte, content }
  }

  /** The content of the next value, which must have this tag. @throws {NotBer} */
  expect(tagByte: number): Buffer {
    const { tag: seen, content } = this.next()
    if (seen !== tagByte) throw new NotBer(`tag ${seen} instead of ${tagByte}`)
    return content
  }

  /** @throws {NotBer} */
  integer(): number {
    return Number(decodeInteger(this.expect(tag.integer), 4, true))
  }

  #byte(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) throw new NotBer('end of the bytes')
    this.#at += 1
    return byte
  }
}

/** @throws {NotBer} when it is longer than `maxBytes` (and, unsigned, the zero byte that keeps it positive) */
export function decodeInteger(content: Buffer, maxBytes: number, signed: boolean): bigint {
  if (content.length === 0 || content.length > maxBytes + (signed ? 0 : 1)) throw new NotBer('integer size')
  const value = BigInt(`0x${content.toString('hex')}`)
  return signed ? BigInt.asIntN(content.length * 8, value) : BigInt.asUintN(maxBytes * 8, value)
}

/** @throws {NotBer} on more than the 128 arcs, or arcs over 32 bits, that SNMP allows */
export function decodeOid(content: Buffer): string {
  const arcs: number[] = []
  let arc = 0
  for (const byte of content) {
    arc = arc * 0x80 + (byte & 0x7f)
    if (arc > 0xffff_ffff) throw new NotBer('arc over 32 bits')
    if (byte & 0x80) continue
    if (arcs.length === 0) {
      const root = Math.min(Math.floor(arc / 40), 2)
      arcs.push(root, arc - root * 40)
    } else arcs.push(arc)
    arc = 0
    if (arcs.length > 128) throw new NotBer('more than 128 arcs')
  }
  if (content.length === 0 || (content.at(-1) ?? 0) & 0x80) throw new NotBer('unfinished arc')
  return arcs.join('.')
}
