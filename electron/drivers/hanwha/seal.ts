import { constants, createPublicKey, type KeyObject, publicEncrypt } from 'node:crypto'
import { CredentialWithheld, ProtocolViolation } from '../../model/errors.ts'

const shortestKey = 2_048

/**
 * A text that only the device can read, as the body of a request.
 * @throws {ProtocolViolation} {CredentialWithheld} when the key is none, or too short to hide anything
 * @see SUNAPI application programmers guide, password encryption: RSA_PKCS1_PADDING, then Base64
 */
export function sealed(publicKey: string, text: string): string {
  const key = keyOf(publicKey)
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < shortestKey)
    throw new CredentialWithheld('The device offers a key that is too short to hide a password. Nothing was sent.')
  const bytes = publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text, 'utf8'))
  // `+` and `=` have a meaning of their own in a form.
  return encodeURIComponent(bytes.toString('base64'))
}

/** Both forms that the maker gives it in. */
function keyOf(text: string): KeyObject {
  const [, kind, inner] = /-----BEGIN ((?:RSA )?PUBLIC KEY)-+\s*([A-Za-z0-9+/=\s]{64,4096}?)\s*-+END /.exec(text) ?? []
  if (kind === undefined || inner === undefined) throw new ProtocolViolation('The device offers a key that is none.')
  try {
    const der = Buffer.from(inner.replace(/\s+/g, ''), 'base64')
    return createPublicKey({ key: der, format: 'der', type: kind === 'PUBLIC KEY' ? 'spki' : 'pkcs1' })
  } catch (error) {
    throw new ProtocolViolation('The device offers a key that is none.', { cause: error })
  }
}
