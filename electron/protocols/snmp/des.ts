import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Authentication, type AuthProtocols, Encryption, PrivProtocols } from 'net-snmp'

/**
 * Lets net-snmp speak DES, the only privacy of many old cameras. OpenSSL 3 keeps single DES in a legacy provider that is
 * not loaded, but offers Triple DES; with the same key three times that is single DES, bit for bit.
 *
 * Safe to call again.
 *
 * @see RFC 3414, section 8; FIPS 46-3, keying option 3
 */
export function offerDes(): void {
  Object.assign(Encryption.algorithms[PrivProtocols.des], { encryptPdu, decryptPdu })
}

type Engine = { readonly engineID: Buffer }
type Hash = Exclude<AuthProtocols, AuthProtocols.none>

const block = 8

function encryptPdu(
  scopedPdu: Buffer,
  _privacy: PrivProtocols,
  password: string,
  authProtocol: Hash,
  engine: Engine,
): { encryptedPdu: Buffer; msgPrivacyParameters: Buffer } {
  const { key, preIv } = keysOf(password, authProtocol, engine)
  // The salt only has to differ from message to message under one key.
  const salt = randomBytes(block)
  const cipher = createCipheriv('des-ede3-cbc', key, initialVector(preIv, salt)).setAutoPadding(false)
  const padded = Buffer.alloc(Math.ceil(scopedPdu.length / block) * block)
  scopedPdu.copy(padded)
  return { encryptedPdu: Buffer.concat([cipher.update(padded), cipher.final()]), msgPrivacyParameters: salt }
}

function decryptPdu(
  encryptedPdu: Buffer,
  _privacy: PrivProtocols,
  salt: Buffer,
  password: string,
  authProtocol: Hash,
  engine: Engine,
): Buffer {
  const { key, preIv } = keysOf(password, authProtocol, engine)
  const decipher = createDecipheriv('des-ede3-cbc', key, initialVector(preIv, salt)).setAutoPadding(false)
  return Buffer.concat([decipher.update(encryptedPdu), decipher.final()])
}

function keysOf(password: string, authProtocol: Hash, { engineID }: Engine): { key: Buffer; preIv: Buffer } {
  const localized = Authentication.passwordToKey(authProtocol, password, engineID)
  const single = localized.subarray(0, block)
  return { key: Buffer.concat([single, single, single]), preIv: localized.subarray(block, 2 * block) }
}

function initialVector(preIv: Buffer, salt: Buffer): Buffer {
  return Buffer.from(preIv.map((byte, index) => byte ^ (salt[index] ?? 0)))
}
