import { createHash, type KeyObject, X509Certificate } from 'node:crypto'
import { ProtocolViolation } from '../../model/errors.ts'
import type { TlsCertificate } from '../../model/security-facts.ts'
import { visibleText } from '../../model/visible-text.ts'

const largest = 64 * 1024
const mostNames = 32

/**
 * What stands in a certificate, given as DER.
 *
 * @throws {ProtocolViolation} when it is none
 * @see RFC 5280
 */
export function certificateFacts(der: Buffer): TlsCertificate {
  if (der.length > largest) throw new ProtocolViolation('The certificate of the device is larger than any honest one.')
  const certificate = parse(der)
  const key = orNull(() => certificate.publicKey)
  return {
    subject: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    selfSigned:
      certificate.subject === certificate.issuer && key !== null && (orNull(() => certificate.verify(key)) ?? false),
    names: namesOf(certificate.subjectAltName),
    validFrom: instant(certificate.validFrom),
    validTo: instant(certificate.validTo),
    ...keyFacts(key),
    signature: signatureOf(der),
    sha256: createHash('sha256').update(der).digest('hex'),
  }
}

function parse(der: Buffer): X509Certificate {
  try {
    return new X509Certificate(der)
  } catch (error) {
    throw new ProtocolViolation('The device shows a certificate that cannot be read.', { cause: error })
  }
}

/** Keys and signatures of kinds that this computer does not know are no reason to know nothing. */
function orNull<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}

const nameText = (lines: string | undefined): string => visibleText((lines ?? '').split('\n').join(', '), 512)

function namesOf(alternative: string | undefined): readonly string[] {
  const names = (alternative ?? '').split(', ').flatMap((entry) => /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1] ?? [])
  return names.slice(0, mostNames).map((name) => visibleText(name, 255))
}

function instant(text: string): string {
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw new ProtocolViolation('The certificate of the device has no readable dates.')
  return at.toISOString()
}

const curveBits: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
  secp224r1: 224,
}

function keyFacts(key: KeyObject | null): Pick<TlsCertificate, 'keyType' | 'keyBits'> {
  const { modulusLength, namedCurve } = key?.asymmetricKeyDetails ?? {}
  switch (key?.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return { keyType: 'rsa', keyBits: modulusLength ?? null }
    case 'ec':
      return { keyType: 'ec', keyBits: curveBits[namedCurve ?? ''] ?? null }
    case 'ed25519':
      return { keyType: 'ed25519', keyBits: 256 }
    default:
      return { keyType: 'other', keyBits: null }
  }
}

/** Content of the object identifiers, in hexadecimal. @see RFC 8017 appendix C, RFC 5758, RFC 8410 */
const signatures: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'md5WithRSAEncryption',
  '2a864886f70d010105': 'sha1WithRSAEncryption',
  '2a864886f70d01010a': 'rsassaPss',
  '2a864886f70d01010b': 'sha256WithRSAEncryption',
  '2a864886f70d01010c': 'sha384WithRSAEncryption',
  '2a864886f70d01010d': 'sha512WithRSAEncryption',
  '2a8648ce3d0401': 'ecdsa-with-SHA1',
  '2a8648ce3d040302': 'ecdsa-with-SHA256',
  '2a8648ce3d040303': 'ecdsa-with-SHA384',
  '2a8648ce3d040304': 'ecdsa-with-SHA512',
  '2b6570': 'Ed25519',
}

/** The second part of a certificate names the algorithm that the first was signed with; Node tells it in its newest versions only. */
function signatureOf(der: Buffer): string | null {
  const whole = element(der, 0)
  const signed = whole === null ? null : element(der, whole.start)
  const algorithm = signed === null ? null : element(der, signed.end)
  const identifier = algorithm === null ? null : element(der, algorithm.start)
  if (identifier === null || der[algorithm?.start ?? 0] !== 0x06) return null
  return signatures[der.subarray(identifier.start, identifier.end).toString('hex')] ?? null
}

function element(der: Buffer, at: number): { readonly start: number; readonly end: number } | null {
  const first = der[at + 1] ?? 0
  const long = first > 127 ? first - 128 : 0
  if (long > 3 || at + 2 + long > der.length) return null
  const length = long === 0 ? first : der.readUIntBE(at + 2, long)
  const start = at + 2 + long
  return start + length > der.length ? null : { start, end: start + length }
}
