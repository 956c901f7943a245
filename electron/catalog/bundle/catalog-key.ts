import { createHash, createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'

/** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes. @see RFC 8410 section 4 */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')

/** A public key that catalogs are signed with: 32 bytes of Ed25519 in base64, and the id that is made of them. */
export const catalogKey = z
  .strictObject({ id: z.string(), publicKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/) })
  .refine(({ id, publicKey }) => id === keyIdOf(publicKey), { message: 'the id is not the one of the key' })
  .readonly()
export type CatalogKey = z.output<typeof catalogKey>

/** The first 16 hex digits of the SHA-256 of the 32 key bytes. */
export function keyIdOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16)
}

/** Whether the 64 bytes are the signature of this key over exactly these bytes. @see RFC 8032 section 5.1.7 */
export function isSignedBy(key: CatalogKey, signed: Buffer, signature: Buffer): boolean {
  const spki = Buffer.concat([spkiHead, Buffer.from(key.publicKey, 'base64')])
  return verify(null, signed, createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature)
}
