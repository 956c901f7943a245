/** DER as far as a certificate needs it. @see ITU-T X.690 */
export function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 128) return Buffer.of(length)
  return length < 256 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff)
}

export const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts)
export const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text, 'utf8'))
/** `bytes` is the magnitude, most significant first. */
export const integer = (bytes: Buffer): Buffer => der(0x02, (bytes[0] ?? 0) > 127 ? Buffer.of(0, ...bytes) : bytes)
export const bitString = (bytes: Buffer): Buffer => der(0x03, Buffer.of(0), bytes)

/** `1.2.840.10045.2.1` */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const digits = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift(128 + (rest % 128))
  return digits
}

/** @see RFC 5280 section 4.1.2.5: two digits of the year until 2049 */
export function time(at: Date): Buffer {
  const text = at.toISOString().replace(/[-:T]|\.\d+/g, '')
  return at.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text))
}
