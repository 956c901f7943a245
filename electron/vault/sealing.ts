import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export const keyBytes = 32
export const nonceBytes = 12
export const tagBytes = 16

/** The bytes, the key or what they were bound to is not what was sealed. Translated by whoever knows what that means. */
export class NotAuthentic extends Error {
  override readonly name = 'NotAuthentic'
}

/** AES-256-GCM under a random nonce: nonce, ciphertext, tag. `bound` must be the same on opening. @see NIST SP 800-38D */
export function seal(key: Buffer, bound: Buffer, plaintext: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(bound)
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** @throws {NotAuthentic} */
export function unseal(key: Buffer, bound: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new NotAuthentic('too short to be sealed')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(bound)
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  const plaintext = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
  try {
    decipher.final()
    return plaintext
  } catch (error) {
    plaintext.fill(0)
    throw new NotAuthentic('the seal does not hold', { cause: error })
  }
}

/** A key of its own for one purpose. @see RFC 5869 */
export function subkey(key: Buffer, salt: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `fieldseal ${purpose}`, keyBytes))
}
