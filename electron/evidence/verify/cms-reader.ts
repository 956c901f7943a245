import { type Certificate, readCertificate } from './certificate.ts'
import { childrenOf, type Der, expectTag, oidText, readElement, tags, timeOf } from './der.ts'
import { digestNames, oids } from './oids.ts'
import { digest as digestBytes } from './primitives.ts'
import { type HashName, hashOf, signatureHolds } from './public-key.ts'
import { reject } from './rejected.ts'

/** A signature that holds over its content. Whether its certificate is trusted is another question (`pathToRoot`). */
export interface CheckedSignature {
  readonly leaf: Certificate
  /** Every certificate that came with the signature, the leaf among them. */
  readonly certificates: readonly Certificate[]
  /** What the signer claims; null when it claims nothing. */
  readonly signingTime: Date | null
  readonly content: Buffer
  /** The signature itself: what a timestamp of the signature is over. */
  readonly value: Buffer
  /** Attributes outside the signature, as they stand there; null without any. */
  readonly unsigned: Der | null
}

export interface SignatureProfile {
  /** Bytes that were signed; null when they stand inside the signature (a timestamp token). */
  readonly detached: Buffer | null
  readonly contentType: string
  /** Zero bytes may follow, as they do in a PDF. */
  readonly padded?: boolean
  /** Attributes outside the signature may stand in it, as authorities of timestamps put them. */
  readonly unsignedAttributes?: boolean
}

/** 256 KiB: a signature with three certificates and two timestamps has a tenth of that. */
const largestSignature = 256 * 1024

/**
 * Checks one CMS signature of one signer with signed attributes and a signing certificate reference (CAdES-B).
 *
 * @throws {PackRejected} `pack/signature-malformed`, `pack/signature-invalid`
 * @see RFC 5652 5, ETSI EN 319 122-1
 */
export async function checkSignature(der: Buffer, profile: SignatureProfile): Promise<CheckedSignature> {
  if (der.length > largestSignature) reject('pack/signature-malformed', 'A signature is larger than any real one.')
  const { content, certificates, digestName, signerInfo } = readSignedData(der, profile)
  const fields = [...childrenOf(signerInfo, tags.sequence, 'signer information')]
  const [version, signerId, digest, signedAttributes, algorithm, signature, unsigned, ...more] = fields
  if (!expectTag(version, tags.integer, 'signer version').content.equals(Buffer.of(1)) || more.length > 0) {
    reject('pack/signature-malformed', 'The signer information is not of the profile.')
  }
  if (unsigned !== undefined && profile.unsignedAttributes !== true) {
    reject('pack/signature-malformed', 'The signature holds attributes that nobody signed.')
  }
  const leaf = findLeaf(signerId, certificates)
  if (digestOf(digest) !== digestName) reject('pack/signature-malformed', 'The signature names two digests.')
  const attributes = readAttributes(signedAttributes)
  if (oidText(attributes.get(oids.contentType), 'content type') !== profile.contentType) {
    reject('pack/signature-malformed', 'The signed content type differs.')
  }
  const claimed = expectTag(attributes.get(oids.messageDigest), tags.octetString, 'message digest').content
  if (!claimed.equals(digestBytes(digestName, content))) {
    reject('pack/signature-invalid', 'The signature belongs to other bytes.')
  }
  checkCertificateReference(attributes, leaf)
  // The attributes are signed as a SET, but stored under the tag [0]. @see RFC 5652 5.4
  const signedBytes = Buffer.from((signedAttributes as Der).raw)
  signedBytes[0] = tags.set
  const value = expectTag(signature, tags.octetString, 'signature value').content
  if (!(await signatureHolds(leaf.publicKey, acceptedHash(algorithm, leaf, digestName), signedBytes, value))) {
    reject('pack/signature-invalid', 'The signature does not fit the key of its certificate.')
  }
  const time = attributes.get(oids.signingTime)
  return {
    leaf,
    certificates,
    signingTime: time === undefined ? null : timeOf(time, 'signing time'),
    content,
    value,
    unsigned: unsigned ?? null,
  }
}

function readSignedData(der: Buffer, profile: SignatureProfile) {
  const [type, wrapped, ...trailing] = childrenOf(
    readElement(der, { padded: profile.padded === true }),
    tags.sequence,
    'signature',
  )
  if (oidText(type, 'signature type') !== oids.signedData || trailing.length > 0) {
    reject('pack/signature-malformed', 'This is no CMS SignedData.')
  }
  const [inner] = childrenOf(wrapped, tags.context(0), 'signed data')
  const [version, digests, encapsulated, ...rest] = childrenOf(inner, tags.sequence, 'signed data')
  const expectedVersion = profile.contentType === oids.data ? 1 : 3
  if (!expectTag(version, tags.integer, 'version').content.equals(Buffer.of(expectedVersion))) {
    reject('pack/signature-malformed', 'The version of the signature is not of the profile.')
  }
  const [digest, ...moreDigests] = childrenOf(digests, tags.set, 'digest algorithms')
  const [contentType, content, ...moreContent] = childrenOf(encapsulated, tags.sequence, 'content information')
  const [certificateSet, signerSet, ...moreFields] = rest
  const [signerInfo, ...moreSigners] = childrenOf(signerSet, tags.set, 'signers')
  if (
    oidText(contentType, 'content type') !== profile.contentType ||
    [moreDigests, moreContent, moreFields, moreSigners].some(({ length }) => length > 0) ||
    (profile.detached !== null) !== (content === undefined)
  ) {
    reject('pack/signature-malformed', 'The signature is not of the profile: one signer, certificates, nothing else.')
  }
  const certificates = childrenOf(certificateSet, tags.context(0), 'certificates')
  return {
    content: profile.detached ?? expectTag(attachedContent(content), tags.octetString, 'content').content,
    certificates: certificates.map(({ raw }) => readCertificate(raw)),
    digestName: digestOf(digest),
    signerInfo,
  }
}

const attachedContent = (wrapper: Der | undefined): Der | undefined =>
  childrenOf(wrapper, tags.context(0), 'attached content')[0]

/** Name of an algorithm whose parameters, if it has any, are NULL. */
function algorithmName(algorithm: Der | undefined): string {
  const [id, parameters, ...more] = childrenOf(algorithm, tags.sequence, 'algorithm')
  const isPlain = parameters === undefined || parameters.raw.equals(Buffer.of(0x05, 0x00))
  if (!isPlain || more.length > 0) reject('pack/signature-malformed', 'An algorithm has parameters that change it.')
  return oidText(id, 'algorithm')
}

function digestOf(algorithm: Der | undefined): HashName {
  return digestNames[algorithmName(algorithm)] ?? reject('pack/signature-malformed', 'The digest is not SHA-2.')
}

function findLeaf(signerId: Der | undefined, certificates: readonly Certificate[]): Certificate {
  const [issuer, serialNumber] = childrenOf(signerId, tags.sequence, 'signer identifier')
  const serial = expectTag(serialNumber, tags.integer, 'serial number').content
  const leaf = certificates.find(
    (candidate) => issuer?.raw.equals(candidate.issuer) === true && candidate.serialNumber.equals(serial),
  )
  return leaf ?? reject('pack/signature-malformed', 'The certificate of the signer is not in the signature.')
}

/** The single value of every signed attribute. */
function readAttributes(set: Der | undefined): ReadonlyMap<string, Der> {
  const found = new Map<string, Der>()
  for (const attribute of childrenOf(set, tags.context(0), 'signed attributes')) {
    const [type, values] = childrenOf(attribute, tags.sequence, 'attribute')
    const name = oidText(type, 'attribute')
    const [value, ...more] = childrenOf(values, tags.set, 'attribute values')
    if (value === undefined || more.length > 0 || found.has(name)) {
      reject('pack/signature-malformed', 'A signed attribute is empty or given twice.')
    }
    found.set(name, value)
  }
  return found
}

/**
 * The signed reference to the certificate: nobody can put another certificate of the same key under the signature.
 * @see RFC 5035 3 (ESSCertIDv2), RFC 2634 5.4 (ESSCertID, SHA-1, only met in timestamps)
 */
function checkCertificateReference(attributes: ReadonlyMap<string, Der>, leaf: Certificate): void {
  const second = attributes.get(oids.signingCertificateV2)
  const reference = second ?? attributes.get(oids.signingCertificate)
  const [list] = childrenOf(reference, tags.sequence, 'signing certificate')
  const [first] = childrenOf(list, tags.sequence, 'signing certificate')
  const fields = childrenOf(first, tags.sequence, 'signing certificate')
  const named = second !== undefined && fields[0]?.tag === tags.sequence ? digestOf(fields[0]) : 'sha256'
  const hash = fields.find(({ tag }) => tag === tags.octetString)?.content
  if (hash?.equals(digestBytes(second === undefined ? 'sha1' : named, leaf.raw)) !== true) {
    reject('pack/signature-invalid', 'The signature names another certificate.')
  }
}

function acceptedHash(algorithm: Der | undefined, { publicKey }: Certificate, digestName: HashName): HashName {
  const hash = publicKey.bits === 521 ? undefined : hashOf(algorithmName(algorithm), publicKey, digestName)
  return (
    hash ?? reject('pack/signature-malformed', 'The kind of signature and the kind of key are not accepted together.')
  )
}
