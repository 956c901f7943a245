import { childrenOf, type Der, expectTag, oidText, readElement, tags, timeOf } from './der.ts'
import { digest } from './primitives.ts'
import { type PublicKey, readPublicKey } from './public-key.ts'
import { reject } from './rejected.ts'
import { subjectText } from './subject-text.ts'

/** What the verifier needs of a certificate. Names are compared byte by byte. @see RFC 5280 4.1 */
export interface Certificate {
  readonly raw: Buffer
  /** What its issuer signed, and how. @see RFC 5280 4.1.1 */
  readonly signed: { readonly bytes: Buffer; readonly algorithm: string; readonly signature: Buffer }
  readonly publicKey: PublicKey
  /** Names of the subject on one line, safe to show. */
  readonly subjectText: string
  readonly serialNumber: Buffer
  readonly issuer: Buffer
  readonly subject: Buffer
  readonly notBefore: Date
  readonly notAfter: Date
  readonly isAuthority: boolean
  readonly pathLength: number | null
  /** Bits of KeyUsage from the left (0 digitalSignature, 1 nonRepudiation, 5 keyCertSign); null when it has none. */
  readonly keyUsage: ReadonlySet<number> | null
  readonly extendedKeyUsage: readonly string[] | null
}

const oids = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const

/** ECDSA and RSA with SHA-2: nothing weaker may vouch for a key. */
const signatureAlgorithms: readonly string[] = [
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
]

/** @throws {PackRejected} `pack/signature-malformed` */
export function readCertificate(der: Buffer): Certificate {
  const [tbs, algorithm, signature] = childrenOf(readElement(der), tags.sequence, 'certificate')
  const fields = [...childrenOf(tbs, tags.sequence, 'certificate body')]
  if (fields[0]?.tag === tags.context(0)) fields.shift()
  const [serialNumber, inner, issuer, validity, subject, publicKey, ...rest] = fields
  const [from, to] = childrenOf(validity, tags.sequence, 'validity')
  const [algorithmId] = childrenOf(algorithm, tags.sequence, 'signature algorithm')
  const signedWith = oidText(algorithmId, 'signature algorithm')
  if (algorithm === undefined || inner?.raw.equals(algorithm.raw) !== true) {
    reject('pack/signature-malformed', 'A certificate names two algorithms for its signature.')
  }
  if (!signatureAlgorithms.includes(signedWith)) {
    reject('pack/signer-untrusted', 'A certificate is signed with an algorithm that is not accepted.')
  }
  const extensions = readExtensions(rest.find(({ tag }) => tag === tags.context(3)))
  const constraints = basicConstraints(extensions.get(oids.basicConstraints))
  return {
    raw: der,
    signed: {
      bytes: (tbs as Der).raw,
      algorithm: signedWith,
      signature: wholeBytes(expectTag(signature, tags.bitString, 'signature').content),
    },
    publicKey: readPublicKey(publicKey),
    subjectText: subjectText(expectTag(subject, tags.sequence, 'subject').raw),
    serialNumber: expectTag(serialNumber, tags.integer, 'serial number').content,
    issuer: expectTag(issuer, tags.sequence, 'issuer').raw,
    subject: expectTag(subject, tags.sequence, 'subject').raw,
    notBefore: timeOf(from, 'notBefore'),
    notAfter: timeOf(to, 'notAfter'),
    ...constraints,
    keyUsage: keyUsage(extensions.get(oids.keyUsage)),
    extendedKeyUsage: extendedKeyUsage(extensions.get(oids.extendedKeyUsage)),
  }
}

/** Every certificate of a PEM text. @throws {PackRejected} when there is a block that is none */
export function readPem(pem: string): readonly Certificate[] {
  const blocks = pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)
  return [...blocks].map(([, base64 = '']) => readCertificate(Buffer.from(base64, 'base64')))
}

/** The bytes of a BIT STRING that has no bits left over. */
function wholeBytes(content: Buffer): Buffer {
  if (content[0] !== 0) reject('pack/signature-malformed', 'The signature of a certificate is no row of bytes.')
  return content.subarray(1)
}

/** SHA-256 of a certificate as people compare it: hex, lower case. */
export const fingerprint = ({ raw }: Certificate): string => digest('sha256', raw).toString('hex')

function readExtensions(wrapper: Der | undefined): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>()
  if (wrapper === undefined) return found
  const known: readonly string[] = Object.values(oids)
  for (const extension of childrenOf(readElement(wrapper.content), tags.sequence, 'extensions')) {
    const [id, ...rest] = childrenOf(extension, tags.sequence, 'extension')
    const name = oidText(id, 'extension')
    const critical = rest[0]?.tag === tags.boolean
    if (found.has(name)) reject('pack/signature-malformed', 'A certificate holds an extension twice.')
    if (critical && !known.includes(name)) {
      reject('pack/signer-untrusted', `A certificate demands something that is not understood (${name}).`)
    }
    found.set(name, expectTag(rest.at(-1), tags.octetString, 'extension value').content)
  }
  return found
}

function basicConstraints(value: Buffer | undefined): Pick<Certificate, 'isAuthority' | 'pathLength'> {
  if (value === undefined) return { isAuthority: false, pathLength: null }
  const fields = childrenOf(readElement(value), tags.sequence, 'basic constraints')
  const isAuthority = fields[0]?.tag === tags.boolean && fields[0].content[0] === 0xff
  const length = fields.find(({ tag }) => tag === tags.integer)?.content
  return {
    isAuthority,
    pathLength: length === undefined ? null : length.readUIntBE(0, Math.min(length.length, 4)),
  }
}

function keyUsage(value: Buffer | undefined): ReadonlySet<number> | null {
  if (value === undefined) return null
  const bits = expectTag(readElement(value), tags.bitString, 'key usage').content.subarray(1)
  const set = new Set<number>()
  for (let bit = 0; bit < bits.length * 8; bit += 1) {
    if (((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) set.add(bit)
  }
  return set
}

function extendedKeyUsage(value: Buffer | undefined): readonly string[] | null {
  if (value === undefined) return null
  return childrenOf(readElement(value), tags.sequence, 'extended key usage').map((oid) => oidText(oid, 'key purpose'))
}
