import { createHash, createPublicKey, generateKeyPair, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { bitString, der, integer, oid, sequence, time, utf8 } from './der.ts'
import { repeatableRsaKey } from './rsa-key.ts'

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

const keys = new Map<number, Promise<string>>()

/**
 * One key of each size for all simulated devices: making one takes longer than all else of a device. The same one at each start, so
 * that a device shows the certificate that was pinned when the practice site ran last. It guards nothing.
 */
function keyOf(bits: 1024 | 2048): Promise<string> {
  const known = keys.get(bits)
  if (known !== undefined) return known
  const made = repeatableRsaKey('practice site', bits)
  keys.set(bits, made)
  return made
}

const signatures = { sha1: '1.2.840.113549.1.1.5', sha256: '1.2.840.113549.1.1.11' } as const
const subjectAltName = '2.5.29.17'
const requestedExtensions = '1.2.840.113549.1.9.14'

/** Whom a certificate is for, or from. */
export interface Named {
  readonly name: string
  readonly organization: string
}

export interface SigningWish {
  readonly subject: Named
  readonly issuer: Named
  /** PEM of who signs. */
  readonly issuerKey: string
  /** SubjectPublicKeyInfo of whom it is for. */
  readonly publicKey: Buffer
  readonly hash: 'sha1' | 'sha256'
  readonly validFrom: Date
  readonly validTo: Date
  /** Content of subjectAltName; null for none. */
  readonly alternative: Buffer | null
}

const makeKey = promisify(generateKeyPair)

/** A new key pair of its own. PEM. */
export const newKey = async (bits: number): Promise<string> =>
  (await makeKey('rsa', { modulusLength: bits })).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

export const publicKeyOf = (key: string): Buffer =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }) as Buffer

/** As DER. @see RFC 5280 section 4.1 */
export function signCertificate(wish: SigningWish): Buffer {
  const { subject, issuer, issuerKey, publicKey, hash, validFrom, validTo, alternative } = wish
  const algorithm = sequence(oid(signatures[hash]), der(0x05))
  const serial = createHash('sha256').update(`${subject.name} ${validFrom.toISOString()}`).digest().subarray(0, 8)
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  const body = sequence(
    der(0xa0, integer(Buffer.of(2))),
    integer(serial),
    algorithm,
    nameOf(issuer),
    sequence(time(validFrom), time(validTo)),
    nameOf(subject),
    publicKey,
    ...(alternative === null ? [] : [der(0xa3, sequence(namesExtension(alternative)))]),
  )
  return sequence(body, algorithm, bitString(sign(hash, body, issuerKey)))
}

/** @see RFC 2986 section 4 */
export function signRequest(key: string, subject: Named, alternative: Buffer | null): Buffer {
  const attributes =
    alternative === null ? [] : [sequence(oid(requestedExtensions), der(0x31, sequence(namesExtension(alternative))))]
  const info = sequence(integer(Buffer.of(0)), nameOf(subject), publicKeyOf(key), der(0xa0, ...attributes))
  return sequence(info, sequence(oid(signatures.sha256), der(0x05)), bitString(sign('sha256', info, key)))
}

const namesExtension = (alternative: Buffer): Buffer => sequence(oid(subjectAltName), der(0x04, alternative))

const nameOf = ({ name, organization }: Named): Buffer =>
  sequence(der(0x31, sequence(oid('2.5.4.10'), utf8(organization))), der(0x31, sequence(oid('2.5.4.3'), utf8(name))))

/** An empty line, as after a last line that is full, is no part of it. */
export const pemOf = (certificate: Buffer): string =>
  [
    '-----BEGIN CERTIFICATE-----',
    ...(certificate.toString('base64').match(/.{1,64}/g) ?? []),
    '-----END CERTIFICATE-----',
    '',
  ].join('\n')

/** A certificate that a device made for itself: its own name, signed by its own key. */
export async function selfSignedCertificate(wish: CertificateWish): Promise<KeyAndCertificate> {
  const key = await keyOf(wish.keyBits)
  const { address, hash, name, organization, validFrom, validTo } = wish
  const subject = { name, organization }
  const ip = der(0x87, Buffer.from(address.split('.').map(Number)))
  const certificate = signCertificate({
    subject,
    issuer: subject,
    issuerKey: key,
    publicKey: publicKeyOf(key),
    hash,
    validFrom,
    validTo,
    alternative: sequence(ip),
  })
  return { key, cert: pemOf(certificate) }
}
