import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { RequestRefused } from './errors.ts'
import type { KeyHolder } from './key-request.ts'

/** The key of a PEM text behind `sign`. @throws {RequestRefused} when it is no P-256 key */
export function softwareKey(pem: string, passphrase?: string): KeyHolder {
  const key = privateKeyOf(pem, passphrase)
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new RequestRefused('The private key is not ECDSA P-256.')
  }
  return {
    publicKey: createPublicKey(key).export({ format: 'der', type: 'spki' }),
    sign: async (bytes) => sign('sha256', bytes, key),
  }
}

function privateKeyOf(pem: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) })
  } catch (cause) {
    throw new RequestRefused('The private key cannot be read; its passphrase may be wrong or missing.', { cause })
  }
}
