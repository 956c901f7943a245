import { sha1 } from '@noble/hashes/legacy'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2'
import inflater from 'pako/lib/zlib/inflate.js'
import ZStream from 'pako/lib/zlib/zstream.js'

const hashes = { sha1, sha256, sha384, sha512 } as const

/** Stands in for `verify/primitives.ts` where there is no Node: the same functions with the same answers. */
export function digest(name: keyof typeof hashes, ...parts: readonly Uint8Array[]): Buffer {
  const hash = hashes[name].create()
  for (const part of parts) hash.update(part)
  return Buffer.from(hash.digest())
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xedb88320
  return value
})

/** @see ISO 3309, as in ZIP */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0)
  return (value ^ 0xffffffff) >>> 0
}

export const inflateRaw = (packed: Uint8Array, largest: number): { readonly bytes: Buffer; readonly used: number } =>
  inflate(packed, largest, -15)

export const inflateZlib = (packed: Uint8Array, largest: number): Buffer => inflate(packed, largest, 15).bytes

const chunk = 256 * 1024
const ok = 0
const streamEnd = 1

function inflate(packed: Uint8Array, largest: number, windowBits: number): { bytes: Buffer; used: number } {
  const stream = new ZStream()
  if (inflater.inflateInit2(stream, windowBits) !== ok) throw new Error('unpacking cannot begin')
  stream.input = packed
  stream.next_in = 0
  stream.avail_in = packed.length
  const parts: Uint8Array[] = []
  for (let size = 0; ; ) {
    stream.output = new Uint8Array(chunk)
    stream.next_out = 0
    stream.avail_out = chunk
    const state = inflater.inflate(stream, 0)
    size += stream.next_out
    if (size > largest) throw new Error('it unpacks to more than it may')
    parts.push(stream.output.subarray(0, stream.next_out))
    if (state === streamEnd) return { bytes: Buffer.concat(parts), used: stream.next_in }
    if (state !== ok || (stream.avail_in === 0 && stream.avail_out > 0)) throw new Error('the packed bytes are damaged')
  }
}
