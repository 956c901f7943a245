import 'reflect-metadata'
import { createHash, createPrivateKey, randomBytes, sign, webcrypto } from 'node:crypto'
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
import { z } from 'zod'
import { visibleText } from '../model/visible-text.ts'
import { IdentityDamaged, SignerExpired } from './errors.ts'
import type { Signer } from './signer.ts'
import { oids } from './verify/oids.ts'

/** Who signs: the names that a reader finds in the certificate. */
export interface SignerNames {
  readonly company: string
  readonly technician: string
  /** What tells this computer from the others of the company. */
  readonly laptop: string
}

/**
 * A company root with one issuing authority and one certificate of person and laptop under it. The private key of the root is
 * not here: it signed the issuing authority once and is gone, so a stolen laptop can at most issue under that one.
 */
export interface SigningIdentity {
  readonly names: SignerNames
  readonly rootPem: string
  /** SHA-256 of the root certificate, hex: what company and reader compare by telephone. */
  readonly rootFingerprint: string
  readonly issuing: {
    readonly certificatePem: string
    readonly keyPem: string
  }
  readonly leaf: { readonly certificatePem: string; readonly keyPem: string }
  readonly leafEndsAt: string
}

const algorithm = {
  name: 'ECDSA',
  namedCurve: 'P-256',
  hash: 'SHA-256',
} as const
const day = 24 * 60 * 60_000
const lifetimes = {
  root: 25 * 365 * day,
  issuing: 10 * 365 * day,
  leaf: 700 * day,
} as const
/**
 * From when root and issuing authority hold: a day before any that this program ever made, so that a clock which was ahead when
 * they were made cannot keep them from vouching for later packs. It proves nothing and weakens nothing: a claimed time is
 * held against the leaf, and proven by a timestamp alone.
 */
const authoritiesFrom = new Date('2020-01-01T00:00:00Z')
/** A leaf this near to its end is renewed before it signs again. */
const renewalWindow = 60 * day
/** The clock of a reader may be a little behind. */
const clockTolerance = 10 * 60_000
/** @see RFC 5280 A.1 ub-common-name, ub-organization-name */
const longestName = 64

/**
 * A new identity with a new root: every reader must be given this root before packs mean anything.
 * @throws {SignerExpired} when the clock is so wrong that the identity would have ended before it is needed
 */
export async function createSigningIdentity(options: SignerNames & { readonly now: Date }): Promise<SigningIdentity> {
  const { company, technician, laptop, now } = options
  if (now < authoritiesFrom) {
    throw new SignerExpired(`This computer says ${now.toISOString()}, which is long over: no certificate was made.`)
  }
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
  return withLeaf({
    names: { company, technician, laptop },
    rootPem: pem(root.certificate),
    rootFingerprint: createHash('sha256').update(Buffer.from(root.certificate.rawData)).digest('hex'),
    issuing: {
      certificatePem: pem(issuing.certificate),
      keyPem: await keyPem(issuing.keys),
    },
    now,
  })
}

/** The same root and issuing authority with a fresh leaf: for a leaf near its end, or another person at this laptop. */
export async function renewLeaf(
  identity: SigningIdentity,
  options: Pick<SignerNames, 'technician' | 'laptop'> & { readonly now: Date },
): Promise<SigningIdentity> {
  const { names, rootPem, rootFingerprint, issuing } = identity
  const { technician, laptop, now } = options
  return withLeaf({
    names: { ...names, technician, laptop },
    rootPem,
    rootFingerprint,
    issuing,
    now,
  })
}

/** Whether `renewLeaf` is due: the leaf ends soon, or it was made while the clock was ahead and does not hold yet. */
export function leafNeedsRenewal({ leaf, leafEndsAt }: SigningIdentity, now: Date): boolean {
  const { notBefore } = new X509Certificate(leaf.certificatePem)
  return now < notBefore || Date.parse(leafEndsAt) - Number(now) < renewalWindow
}

/** The signer with the key of the leaf in memory. */
export function signerOf(identity: SigningIdentity): Signer {
  const key = createPrivateKey(identity.leaf.keyPem)
  return {
    certificate: der(identity.leaf.certificatePem),
    chain: [der(identity.issuing.certificatePem)],
    keyTier: 'software',
    sign: async (bytes) => sign('sha256', bytes, key),
  }
}

const Stored = z.strictObject({
  format: z.literal('fieldseal-identity/1'),
  names: z.strictObject({
    company: z.string(),
    technician: z.string(),
    laptop: z.string(),
  }),
  rootPem: z.string(),
  rootFingerprint: z.string(),
  issuing: z.strictObject({ certificatePem: z.string(), keyPem: z.string() }),
  leaf: z.strictObject({ certificatePem: z.string(), keyPem: z.string() }),
  leafEndsAt: z.iso.datetime(),
})

/** Holds private keys: belongs into the vault and nowhere else. */
export function serializeIdentity(identity: SigningIdentity): Buffer {
  return Buffer.from(JSON.stringify({ format: 'fieldseal-identity/1', ...identity }))
}

/** @throws {IdentityDamaged} */
export function parseIdentity(bytes: Uint8Array): SigningIdentity {
  let stored: unknown
  try {
    stored = JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch (cause) {
    throw new IdentityDamaged('The stored signing identity is not readable.', {
      cause,
    })
  }
  const checked = Stored.safeParse(stored)
  if (!checked.success) {
    throw new IdentityDamaged('The stored signing identity is incomplete.', {
      cause: checked.error,
    })
  }
  const { format: _format, ...identity } = checked.data
  return identity
}

interface Issued {
  readonly certificate: X509Certificate
  readonly keys: webcrypto.CryptoKeyPair
}

async function withLeaf(
  given: Omit<SigningIdentity, 'leaf' | 'leafEndsAt'> & { readonly now: Date },
): Promise<SigningIdentity> {
  const { now, ...kept } = given
  const { company, technician, laptop } = given.names
  const issuer = await readIssuer(given.issuing)
  const from = new Date(Number(now) - clockTolerance)
  const leaf = await issue({
    name: subject(company, `${short(technician, 38)} on ${short(laptop, 20)}`),
    from,
    until: new Date(Number(from) + lifetimes.leaf),
    issuer,
  })
  return {
    ...kept,
    leaf: {
      certificatePem: pem(leaf.certificate),
      keyPem: await keyPem(leaf.keys),
    },
    leafEndsAt: leaf.certificate.notAfter.toISOString(),
  }
}

async function issue(options: {
  readonly name: Name
  readonly from: Date
  readonly until: Date
  /** Absent for a leaf. */
  readonly authority?: { readonly pathLength: number | undefined }
  /** Absent for a root, which signs itself. */
  readonly issuer?: Issued
}): Promise<Issued> {
  const { name, from, until, authority, issuer } = options
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      subject: name,
      issuer: issuer?.certificate.subjectName ?? name,
      notBefore: wholeSeconds(from),
      notAfter: wholeSeconds(until),
      publicKey: keys.publicKey,
      signingKey: (issuer?.keys ?? keys).privateKey,
      signingAlgorithm: algorithm,
      extensions: await extensions(keys, authority, issuer),
    },
    webcrypto,
  )
  return { certificate, keys }
}

async function extensions(
  keys: webcrypto.CryptoKeyPair,
  authority: { readonly pathLength: number | undefined } | undefined,
  issuer: Issued | undefined,
): Promise<Extension[]> {
  return [
    new BasicConstraintsExtension(authority !== undefined, authority?.pathLength, true),
    authority === undefined
      ? new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true)
      : new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    // openssl and pdfsig accept signatures of documents only when e-mail protection stands beside the newer purpose.
    ...(authority === undefined ? [new ExtendedKeyUsageExtension([oids.emailProtection, oids.documentSigning])] : []),
    await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
    ...(issuer === undefined
      ? []
      : [await AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey, false, webcrypto)]),
  ]
}

/** The issuing authority as a signer: its public key comes out of its certificate. */
async function readIssuer({ certificatePem, keyPem }: SigningIdentity['issuing']): Promise<Issued> {
  const certificate = new X509Certificate(certificatePem)
  const pkcs8 = createPrivateKey(keyPem).export({
    format: 'der',
    type: 'pkcs8',
  })
  const privateKey = await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
  const publicKey = await webcrypto.subtle.importKey('spki', certificate.publicKey.rawData, algorithm, true, ['verify'])
  return { certificate, keys: { privateKey, publicKey } }
}

/** A certificate cannot say less, and a claim in the same second must not be before it. */
const wholeSeconds = (time: Date): Date => new Date(Math.floor(Number(time) / 1000) * 1000)

/** Positive and 126 bits of chance. @see RFC 5280 4.1.2.2 */
function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes.toString('hex')
}

const short = (text: string, length: number): string => visibleText(text.trim(), length)
const subject = (company: string, commonName: string): Name =>
  new Name([
    { O: [{ utf8String: short(company, longestName) }] },
    { CN: [{ utf8String: short(commonName, longestName) }] },
  ])
const pem = (certificate: X509Certificate): string => `${certificate.toString('pem')}\n`
const der = (certificatePem: string): Buffer => Buffer.from(new X509Certificate(certificatePem).rawData)

async function keyPem({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> {
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey))
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString()
}
