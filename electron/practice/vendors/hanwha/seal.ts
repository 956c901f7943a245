import { constants, createPublicKey, generateKeyPairSync, type KeyObject, privateDecrypt } from 'node:crypto'

const bits = 2_048
let made: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | null = null

/** One key for all devices of this process: making one takes longer than all else of a device. */
const keys = () => {
  made ??= generateKeyPairSync('rsa', { modulusLength: bits })
  return made
}

/** @see SUNAPI: PublicKeyFormat PKCS1 (the usual one) and X509 */
export const publicKeyText = (format: string | null): string =>
  createPublicKey(keys().publicKey.export({ type: 'spki', format: 'pem' }) as string).export({
    type: format === 'X509' ? 'spki' : 'pkcs1',
    format: 'pem',
  }) as string

/** What was sealed for this device; null when it is nothing that opens. */
export function unsealed(body: string): string | null {
  try {
    const bytes = Buffer.from(decodeURIComponent(body.trim()), 'base64')
    // The maker pads as PKCS #1 v1.5 has it.
    return privateDecrypt({ key: keys().privateKey, padding: constants.RSA_PKCS1_PADDING }, bytes).toString('utf8')
  } catch {
    return null
  }
}
