import { createHash } from 'node:crypto'
import * as asn1 from 'asn1js'
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'
import type { Signer } from './signer.ts'
import { oids } from './verify/oids.ts'

/** First year that UTCTime cannot say. @see RFC 5652 11.3 */
const firstGeneralizedYear = 2050

/**
 * A detached CAdES-B signature over `content`, DER: one signer, its certificate and its issuing authorities.
 *
 * @param signingTime What the signer claims; null leaves it out, as a PDF wants it (it claims the time itself).
 * @see RFC 5652 5, RFC 5035 (signing-certificate-v2), ETSI EN 319 122-1 5, ETSI EN 319 142-1 6.3
 */
export async function signDetached(content: Uint8Array, signer: Signer, signingTime: Date | null): Promise<Buffer> {
  const certificate = Certificate.fromBER(arrayBuffer(signer.certificate))
  const attributes = signedAttributes(content, signer.certificate, signingTime)
  // What is signed is the SET itself, not the [0] that stands for it in the signature. @see RFC 5652 5.4
  const signedBytes = new asn1.Set({
    value: attributes.map((attribute) => attribute.toSchema()),
  }).toBER(false)
  const sha256 = () => new AlgorithmIdentifier({ algorithmId: oids.sha256 })
  const signedData = new SignedData({
    version: 1,
    digestAlgorithms: [sha256()],
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: oids.data }),
    certificates: [certificate, ...signer.chain.map((issuer) => Certificate.fromBER(arrayBuffer(issuer)))],
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({
          issuer: certificate.issuer,
          serialNumber: certificate.serialNumber,
        }),
        digestAlgorithm: sha256(),
        signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
        signatureAlgorithm: new AlgorithmIdentifier({
          algorithmId: oids.ecdsaWithSha256,
        }),
        signature: new asn1.OctetString({
          valueHex: arrayBuffer(await signer.sign(Buffer.from(signedBytes))),
        }),
      }),
    ],
  })
  const contentInfo = new ContentInfo({
    contentType: oids.signedData,
    content: signedData.toSchema(true),
  })
  return Buffer.from(contentInfo.toSchema().toBER(false))
}

function signedAttributes(content: Uint8Array, certificate: Uint8Array, signingTime: Date | null): Attribute[] {
  const attribute = (type: string, value: asn1.AsnType) => new Attribute({ type, values: [value] })
  const attributes = [
    attribute(oids.contentType, new asn1.ObjectIdentifier({ value: oids.data })),
    attribute(oids.messageDigest, octets(sha256(content))),
    attribute(oids.signingCertificateV2, sequence(sequence(sequence(octets(sha256(certificate)))))),
    ...(signingTime === null ? [] : [attribute(oids.signingTime, timeValue(signingTime))]),
  ]
  // DER orders the members of a SET OF by their encoding.
  const encoded = (value: Attribute) => Buffer.from(value.toSchema().toBER(false))
  return attributes.sort((a, b) => Buffer.compare(encoded(a), encoded(b)))
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
const sequence = (value: asn1.AsnType) => new asn1.Sequence({ value: [value] })
const octets = (bytes: Uint8Array) => new asn1.OctetString({ valueHex: arrayBuffer(bytes) })
const timeValue = (time: Date): asn1.AsnType =>
  time.getUTCFullYear() < firstGeneralizedYear
    ? new asn1.UTCTime({ valueDate: time })
    : new asn1.GeneralizedTime({ valueDate: time })

/** A copy of its own: a Buffer may share its memory with others. */
const arrayBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
