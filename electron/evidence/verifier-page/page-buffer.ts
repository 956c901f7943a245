type Encoding = 'utf8' | 'latin1' | 'hex' | 'base64' | 'utf16le'

/**
 * The part of Node's Buffer that the verifier uses, with the same answers, for a page that has none.
 *
 * @see Node.js documentation, Buffer
 */
class PageBuffer extends Uint8Array {
  equals(other: Uint8Array): boolean {
    return this.length === other.length && this.every((byte, at) => byte === other[at])
  }

  override toString(encoding: Encoding = 'utf8'): string {
    if (encoding === 'utf8') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this)
    if (encoding === 'hex') return [...this].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    if (encoding === 'utf16le') {
      const units = Uint16Array.from({ length: this.length >> 1 }, (_, at) => this.readUInt16LE(at * 2))
      return textOf(units)
    }
    return encoding === 'base64' ? btoa(textOf(this)) : textOf(this)
  }

  readUInt16LE(at: number): number {
    return this.readUIntLE(at, 2)
  }

  readUInt32LE(at: number): number {
    return this.readUIntLE(at, 4)
  }

  readUIntLE(at: number, length: number): number {
    let value = 0
    for (let byte = length - 1; byte >= 0; byte -= 1) value = value * 256 + this.#byteAt(at + byte)
    return value
  }

  readUIntBE(at: number, length: number): number {
    let value = 0
    for (let byte = 0; byte < length; byte += 1) value = value * 256 + this.#byteAt(at + byte)
    return value
  }

  swap16(): this {
    if (this.length % 2 !== 0) throw new RangeError('an odd number of bytes has no 16-bit units')
    for (let at = 0; at < this.length; at += 2) this.set([this.#byteAt(at + 1), this.#byteAt(at)], at)
    return this
  }

  #byteAt(at: number): number {
    const byte = this[at]
    if (byte === undefined) throw new RangeError('read beyond the end of the bytes')
    return byte
  }
}

/** Text of many code units at once; a call takes only so many arguments. */
function textOf(units: Uint8Array | Uint16Array): string {
  let text = ''
  for (let at = 0; at < units.length; at += 8192) text += String.fromCharCode(...units.subarray(at, at + 8192))
  return text
}

function bytesOf(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf8') return new TextEncoder().encode(text)
  if (encoding === 'hex') {
    const digits = /^(?:[0-9a-fA-F]{2})*/.exec(text)?.[0] ?? ''
    return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  }
  if (encoding === 'base64') {
    const letters = (text.split('=')[0] ?? '').replace(/[^A-Za-z0-9+/]/g, '')
    return bytesOf(atob(letters.length % 4 === 1 ? letters.slice(0, -1) : letters), 'latin1')
  }
  if (encoding === 'latin1') return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  throw new Error(`no bytes are made in ${encoding}`)
}

/** Makes `Buffer` known to the code that the page shares with the product. */
export function installBuffer(): void {
  const made = Object.assign(PageBuffer, {
    from: (value: string | ArrayLike<number> | ArrayBuffer, encoding: Encoding = 'utf8') =>
      new PageBuffer(
        typeof value === 'string'
          ? bytesOf(value, encoding)
          : value instanceof ArrayBuffer
            ? new Uint8Array(value)
            : value,
      ),
    alloc: (size: number) => new PageBuffer(size),
    concat: (parts: readonly Uint8Array[]) => {
      const all = new PageBuffer(parts.reduce((sum, part) => sum + part.length, 0))
      let at = 0
      for (const part of parts) {
        all.set(part, at)
        at += part.length
      }
      return all
    },
  })
  Object.assign(globalThis, { Buffer: made })
}
