import { createHash } from 'node:crypto'
import { crc32 as checksum, inflateRawSync, inflateSync } from 'node:zlib'

/** SHA-1 is met only in references of old timestamps, where the token itself vouches for the certificate. */
export type DigestName = 'sha1' | 'sha256' | 'sha384' | 'sha512'

/**
 * What the verifier needs of its surroundings and cannot ask of the web's own interfaces without waiting: the page of the
 * verifier brings a module of the same functions. Nothing else in this folder may know Node.
 */
export function digest(name: DigestName, ...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash(name)
  for (const part of parts) hash.update(part)
  return hash.digest()
}

export const crc32 = (bytes: Uint8Array): number => checksum(bytes)

/**
 * Unpacks a bare deflate stream and says how many bytes of `packed` belong to it.
 * @throws {Error} when it is damaged or unpacks to more than `largest` bytes
 */
export function inflateRaw(packed: Uint8Array, largest: number): { readonly bytes: Buffer; readonly used: number } {
  const { buffer, engine } = inflateRawSync(packed, { maxOutputLength: largest, info: true }) as unknown as {
    readonly buffer: Buffer
    readonly engine: { readonly bytesWritten: number }
  }
  return { bytes: buffer, used: engine.bytesWritten }
}

/** Unpacks a zlib stream (RFC 1950). @throws {Error} when it is damaged or unpacks to more than `largest` bytes */
export const inflateZlib = (packed: Uint8Array, largest: number): Buffer =>
  inflateSync(packed, { maxOutputLength: largest })
