import { createHash, createPublicKey, generateKeyPair, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { bitString, der, integer, oid, sequence, time, utf8 } from './der.ts'

export interface CertificateWish {
  /** Common name, as the maker writes it. */
  readonly name: string
  readonly organization: string
  readonly address: string
  readonly keyBits: 1024 | 2048
  /** SHA-1 on firmware that nobody has updated for years. */
  readonly hash: 'sha1' | 'sha256'
  readonly validFrom: Date
  readonly validTo: Date
}

/** PEM. */
export interface KeyAndCertificate {
  readonly key: string
  readonly cert: string
}

const makeKey = promisify(generateKeyPair)
const keys = new Map<number, Promise<string>>()

/** One key of each size for all devices of this process: making one takes longer than all else of a device. */
function keyOf(bits: number): Promise<string> {
  const known = keys.get(bits)
  if (known !== undefined) return known
  const made = makeKey('rsa', { modulusLength: bits }).then(
    ({ privateKey }) => privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  )
  keys.set(bits, made)
  return made
}

const signatures = { sha1: '1.2.840.113549.1.1.5', sha256: '1.2.840.113549.1.1.11' } as const
const subjectAltName = '2.5.29.17'

/** A certificate that a device made for itself: its own name, signed by its own key. @see RFC 5280 section 4.1 */
export async function selfSignedCertificate(wish: CertificateWish): Promise<KeyAndCertificate> {
  const key = await keyOf(wish.keyBits)
  const { address, hash, name, organization, validFrom, validTo } = wish
  const algorithm = sequence(oid(signatures[hash]), der(0x05))
  const names = sequence(
    der(0x31, sequence(oid('2.5.4.10'), utf8(organization))),
    der(0x31, sequence(oid('2.5.4.3'), utf8(name))),
  )
  const serial = createHash('sha256').update(`${name} ${validFrom.toISOString()}`).digest().subarray(0, 8)
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  const ip = der(0x87, Buffer.from(address.split('.').map(Number)))
  const alternative = sequence(oid(subjectAltName), der(0x04, sequence(ip)))
  const body = sequence(
    der(0xa0, integer(Buffer.of(2))),
    integer(serial),
    algorithm,
    names,
    sequence(time(validFrom), time(validTo)),
    names,
    createPublicKey(key).export({ type: 'spki', format: 'der' }) as Buffer,
    der(0xa3, sequence(alternative)),
  )
  const certificate = sequence(body, algorithm, bitString(sign(hash, body, key)))
  const text = certificate.toString('base64').replace(/.{64}/g, '$&\n')
  return { key, cert: `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n` }
}
