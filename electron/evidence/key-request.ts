import 'reflect-metadata'
import { createPublicKey } from 'node:crypto'
import { Pkcs10CertificateRequest } from '@peculiar/x509'
import * as asn1 from 'asn1js'
import { leafSubject, type SignerNames } from './certificate-maker.ts'
import { RequestRefused } from './errors.ts'
import { oids } from './verify/oids.ts'

/** Whoever holds a key and can sign with it; the key itself stays where it is. */
export interface KeyHolder {
  /** SubjectPublicKeyInfo of a P-256 key, DER. */
  readonly publicKey: Uint8Array
  /** DER ECDSA-Sig-Value over the SHA-256 of `bytes`. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/**
 * A certificate request, PEM: what goes from the laptop to the company. It proves that its sender holds the key and carries
 * nothing secret.
 *
 * @see RFC 2986 4
 */
export async function requestCertificate(names: SignerNames, holder: KeyHolder): Promise<string> {
  const body = new asn1.Sequence({
    value: [
      new asn1.Integer({ value: 0 }),
      parsed(new Uint8Array(leafSubject(names).toArrayBuffer())),
      parsed(holder.publicKey),
      new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [] }),
    ],
  })
  const signature = await holder.sign(new Uint8Array(body.toBER()))
  const request = new asn1.Sequence({
    value: [
      body,
      new asn1.Sequence({ value: [new asn1.ObjectIdentifier({ value: oids.ecdsaWithSha256 })] }),
      new asn1.BitString({ valueHex: arrayBuffer(signature) }),
    ],
  })
  return `${new Pkcs10CertificateRequest(request.toBER()).toString('pem')}\n`
}

export interface ReadRequest {
  /** `O=..., CN=...` as the sender wrote it. */
  readonly subject: string
  readonly company: string
  /** `J. Doe on laptop-07` */
  readonly commonName: string
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer
}

/** @throws {RequestRefused} when it is no request, not signed with its own key, or of a kind of key that packs do not use */
export async function readRequest(pem: string): Promise<ReadRequest> {
  let request: Pkcs10CertificateRequest
  try {
    request = new Pkcs10CertificateRequest(pem.trim())
  } catch (cause) {
    throw new RequestRefused('The file is no certificate request.', { cause })
  }
  const publicKey = Buffer.from(request.publicKey.rawData)
  if (!isP256(publicKey)) throw new RequestRefused('The request is for a key that is not ECDSA P-256.')
  if (!(await holds(request))) throw new RequestRefused('The request is not signed with the key that it is for.')
  const [company = ''] = request.subjectName.getField('O')
  const [commonName = ''] = request.subjectName.getField('CN')
  return { subject: request.subject, company, commonName, publicKey }
}

async function holds(request: Pkcs10CertificateRequest): Promise<boolean> {
  try {
    return await request.verify()
  } catch (cause) {
    throw new RequestRefused('The signature of the request cannot be read.', { cause })
  }
}

function isP256(spki: Buffer): boolean {
  try {
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch (cause) {
    throw new RequestRefused('The key of the request cannot be read.', { cause })
  }
}

function parsed(der: Uint8Array): asn1.AsnType {
  const { result } = asn1.fromBER(arrayBuffer(der))
  return result
}

const arrayBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
