import 'reflect-metadata'
import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { dayMs } from '../model/days.ts'
import { visibleText } from '../model/visible-text.ts'
import { oids } from './verify/oids.ts'

/** Who signs: the names that a reader finds in the certificate. */
export interface SignerNames {
  readonly company: string
  readonly technician: string
  /** What tells this computer from the others of the company. */
  readonly laptop: string
}

/** A certificate and its private key as PEM texts: an authority that can issue. */
export interface AuthorityPem {
  readonly certificatePem: string
  readonly keyPem: string
}

export interface Issued {
  readonly certificate: X509Certificate
  readonly keys: webcrypto.CryptoKeyPair
}

export const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
export const lifetimes = { root: 25 * 365 * dayMs, issuing: 10 * 365 * dayMs, leaf: 700 * dayMs } as const
/**
 * From when root and issuing authority hold: a day before any that this program ever made, so that a clock which was ahead when
 * they were made cannot keep them from vouching for later packs. It proves nothing and weakens nothing: a claimed time is
 * held against the leaf, and proven by a timestamp alone.
 */
export const authoritiesFrom = new Date('2020-01-01T00:00:00Z')
/** The clock of a reader may be a little behind. */
export const clockTolerance = 10 * 60_000
/** @see RFC 5280 A.1 ub-common-name, ub-organization-name */
const longestName = 64

/** A pair on P-256 whose private half can be exported, so that it can be kept. */
export const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>

interface CertificateRequest {
  readonly name: Name
  readonly from: Date
  readonly until: Date
  /** Absent for a leaf. */
  readonly authority?: { readonly pathLength: number | undefined }
  /** Absent for a root, which signs itself. */
  readonly issuer?: Issued
}

/** A certificate over a new key. */
export async function issue(request: CertificateRequest): Promise<Issued> {
  const keys = await newKeys()
  return { certificate: await certify(request, keys.publicKey, request.issuer?.keys ?? keys), keys }
}

/** A certificate over a key that its holder keeps. */
export async function certify(
  { name, from, until, authority, issuer }: CertificateRequest,
  publicKey: webcrypto.CryptoKey,
  signing: Pick<webcrypto.CryptoKeyPair, 'privateKey'>,
): Promise<X509Certificate> {
  return await X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      subject: name,
      issuer: issuer?.certificate.subjectName ?? name,
      notBefore: wholeSeconds(from),
      notAfter: wholeSeconds(until),
      publicKey,
      signingKey: signing.privateKey,
      signingAlgorithm: keyAlgorithm,
      extensions: await extensions(publicKey, authority, issuer),
    },
    webcrypto,
  )
}

async function extensions(
  publicKey: webcrypto.CryptoKey,
  authority: CertificateRequest['authority'],
  issuer: Issued | undefined,
): Promise<Extension[]> {
  return [
    new BasicConstraintsExtension(authority !== undefined, authority?.pathLength, true),
    authority === undefined
      ? new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true)
      : new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    // openssl and pdfsig accept signatures of documents only when e-mail protection stands beside the newer purpose.
    ...(authority === undefined ? [new ExtendedKeyUsageExtension([oids.emailProtection, oids.documentSigning])] : []),
    await SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
    ...(issuer === undefined
      ? []
      : [await AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey, false, webcrypto)]),
  ]
}

/** A root that signs itself, and the one issuing authority under it. */
export async function newAuthorities(company: string, now: Date): Promise<{ root: Issued; issuing: Issued }> {
  const root = await issue({
    name: subject(company, `${short(company, 40)} evidence root`),
    from: authoritiesFrom,
    until: new Date(Number(now) + lifetimes.root),
    authority: { pathLength: undefined },
  })
  const issuing = await issue({
    name: subject(company, `${short(company, 40)} evidence issuing 1`),
    from: authoritiesFrom,
    until: new Date(Number(now) + lifetimes.issuing),
    authority: { pathLength: 0 },
    issuer: root,
  })
  return { root, issuing }
}

/** An authority out of its PEM texts: its public key comes out of its certificate. */
export async function readAuthority({ certificatePem, keyPem: pemText }: AuthorityPem): Promise<Issued> {
  const certificate = new X509Certificate(certificatePem)
  const pkcs8 = createPrivateKey(pemText).export({ format: 'der', type: 'pkcs8' })
  const privateKey = await webcrypto.subtle.importKey('pkcs8', pkcs8, keyAlgorithm, false, ['sign'])
  const publicKey = await importPublic(Buffer.from(certificate.publicKey.rawData))
  return { certificate, keys: { privateKey, publicKey } }
}

/** A public key on P-256 out of its DER. @throws {DOMException} when it is none @see RFC 5280, SubjectPublicKeyInfo */
export const importPublic = (spki: Buffer): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey('spki', spki, keyAlgorithm, true, ['verify'])

/** A certificate cannot say less, and a claim in the same second must not be before it. */
const wholeSeconds = (time: Date): Date => new Date(Math.floor(Number(time) / 1000) * 1000)

/** Positive and 126 bits of chance. @see RFC 5280 4.1.2.2 */
function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes.toString('hex')
}

const short = (text: string, length: number): string => visibleText(text.trim(), length)

/** The name of an authority or a person as certificates carry it. */
export const subject = (company: string, commonName: string): Name =>
  new Name([
    { O: [{ utf8String: short(company, longestName) }] },
    { CN: [{ utf8String: short(commonName, longestName) }] },
  ])

/** The name of a technician at a laptop. */
export const leafSubject = ({ company, technician, laptop }: SignerNames): Name =>
  subject(company, `${short(technician, 38)} on ${short(laptop, 20)}`)

/** With the line end that files have. */
export const certificatePem = (certificate: X509Certificate): string => `${certificate.toString('pem')}\n`
/** Of a certificate in PEM. @throws {Error} when the text is none */
export const certificateDer = (pemText: string): Buffer => Buffer.from(new X509Certificate(pemText).rawData)

/** The private key readable, as PKCS #8: it is written nowhere but encrypted. */
export async function keyPem({ privateKey }: Pick<webcrypto.CryptoKeyPair, 'privateKey'>): Promise<string> {
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey))
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString()
}
