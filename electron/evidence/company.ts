import 'reflect-metadata'
import { createHash, webcrypto } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  Extension,
  X509Certificate,
  X509CrlGenerator,
  X509CrlReason,
} from '@peculiar/x509'
import { Integer } from 'asn1js'
import { z } from 'zod'
import { dayMs } from '../model/days.ts'
import {
  type AuthorityPem,
  authoritiesFrom,
  certificatePem,
  certify,
  clockTolerance,
  importPublic,
  keyAlgorithm,
  keyPem,
  lifetimes,
  newAuthorities,
  readAuthority,
  subject,
} from './certificate-maker.ts'
import { IdentityDamaged, RequestRefused, SignerExpired } from './errors.ts'
import { readRequest } from './key-request.ts'

/** Why a certificate ends early. @see RFC 5280 5.3.1 */
export const revocationReasons = ['left', 'lost', 'replaced'] as const
export type RevocationReason = (typeof revocationReasons)[number]

const crlReasons: Readonly<Record<RevocationReason, X509CrlReason>> = {
  left: X509CrlReason.affiliationChanged,
  lost: X509CrlReason.keyCompromise,
  replaced: X509CrlReason.superseded,
}

/** One certificate that the company gave out. */
export interface IssuedCertificate {
  /** Hex. */
  readonly serial: string
  /** `J. Doe on laptop-07` */
  readonly name: string
  readonly issuedAt: string
  readonly endsAt: string
  readonly revoked: { readonly at: string; readonly reason: RevocationReason } | null
}

/**
 * The root and the issuing authority of an installer company, with every certificate that it gave out. Kept offline in an
 * encrypted file: whoever has it and its passphrase can make anybody a technician of the company.
 */
export interface Company {
  readonly name: string
  readonly root: AuthorityPem
  readonly issuing: AuthorityPem
  readonly issued: readonly IssuedCertificate[]
  /** Number of the newest revocation list. */
  readonly crlNumber: number
}

/** What goes back to the laptop: certificates and the newest revocation list. Holds nothing secret. */
export interface Installation {
  readonly leafPem: string
  readonly issuingPem: string
  readonly rootPem: string
  readonly crlPem: string
}

/** A list is a statement of its day; readers that want a newer one ask for it. */
const crlLifetime = 400 * dayMs
/** @see RFC 5280 5.2.3 */
const crlNumberId = '2.5.29.20'

/** @throws {SignerExpired} when the clock is so wrong that the authorities would have ended before they are needed */
export async function createCompany(name: string, now: Date): Promise<Company> {
  if (now < authoritiesFrom) {
    throw new SignerExpired(`This computer says ${now.toISOString()}, which is long over: no company was made.`)
  }
  const { root, issuing } = await newAuthorities(name, now)
  return {
    name,
    root: { certificatePem: certificatePem(root.certificate), keyPem: await keyPem(root.keys) },
    issuing: { certificatePem: certificatePem(issuing.certificate), keyPem: await keyPem(issuing.keys) },
    issued: [],
    crlNumber: 0,
  }
}

/** SHA-256 of the root certificate, hex: what company and reader compare by telephone. */
export const rootFingerprintOf = (rootPem: string): string =>
  createHash('sha256')
    .update(Buffer.from(new X509Certificate(rootPem).rawData))
    .digest('hex')

/**
 * Gives the key of a request a certificate of person and laptop. The names are those of the request: show them to whoever decides.
 *
 * @throws {RequestRefused} also when it names another company
 */
export async function issueCertificate(
  company: Company,
  requestPem: string,
  { now, days = lifetimes.leaf / dayMs }: { readonly now: Date; readonly days?: number },
): Promise<{ readonly company: Company; readonly issued: IssuedCertificate; readonly installation: Installation }> {
  const request = await readRequest(requestPem)
  if (request.company !== subject(company.name, '').getField('O')[0]) {
    throw new RequestRefused(`The request is for "${request.company}", and this is "${company.name}".`)
  }
  const issuer = await readAuthority(company.issuing)
  const from = new Date(Number(now) - clockTolerance)
  const certificate = await certify(
    {
      name: subject(company.name, request.commonName),
      from,
      until: new Date(Number(from) + days * dayMs),
      issuer,
    },
    await importPublic(request.publicKey),
    issuer.keys,
  )
  const issued: IssuedCertificate = {
    serial: certificate.serialNumber,
    name: request.commonName,
    issuedAt: now.toISOString(),
    endsAt: certificate.notAfter.toISOString(),
    revoked: null,
  }
  const listed = await revocationList({ ...company, issued: [...company.issued, issued] }, now)
  return {
    company: listed.company,
    issued,
    installation: {
      leafPem: certificatePem(certificate),
      issuingPem: company.issuing.certificatePem,
      rootPem: company.root.certificatePem,
      crlPem: listed.crlPem,
    },
  }
}

/** Ends certificates before their time. @throws {RequestRefused} when none of that serial is in force */
export function revokeCertificate(company: Company, serial: string, reason: RevocationReason, now: Date): Company {
  const wanted = serial.toLowerCase()
  if (!company.issued.some((each) => each.serial === wanted && each.revoked === null)) {
    throw new RequestRefused(`No certificate ${serial} of this company is in force.`)
  }
  const issued = company.issued.map((each) =>
    each.serial === wanted ? { ...each, revoked: { at: now.toISOString(), reason } } : each,
  )
  return { ...company, issued }
}

/** The newest revocation list, PEM: it goes into packs, and to readers who ask for it. @see RFC 5280 5 */
export async function revocationList(
  company: Company,
  now: Date,
): Promise<{ readonly company: Company; readonly crlPem: string }> {
  const issuer = await readAuthority(company.issuing)
  const from = new Date(Number(now) - clockTolerance)
  const crlNumber = company.crlNumber + 1
  const crl = await X509CrlGenerator.create(
    {
      issuer: issuer.certificate.subjectName,
      thisUpdate: from,
      nextUpdate: new Date(Number(from) + crlLifetime),
      signingAlgorithm: keyAlgorithm,
      signingKey: issuer.keys.privateKey,
      entries: company.issued.flatMap(({ serial, revoked }) =>
        revoked === null
          ? []
          : [{ serialNumber: serial, revocationDate: new Date(revoked.at), reason: crlReasons[revoked.reason] }],
      ),
      extensions: [
        await AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey, false, webcrypto),
        new Extension(crlNumberId, false, new Integer({ value: crlNumber }).toBER()),
      ],
    },
    webcrypto,
  )
  return { company: { ...company, crlNumber }, crlPem: pemOfList(crl.rawData) }
}

/** Under the label that openssl and others read. @see RFC 7468 7 */
function pemOfList(der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN X509 CRL-----\n${lines.join('\n')}\n-----END X509 CRL-----\n`
}

const authority = z.strictObject({ certificatePem: z.string(), keyPem: z.string() })
const Stored = z.strictObject({
  format: z.literal('fieldseal-company/1'),
  name: z.string(),
  root: authority,
  issuing: authority,
  issued: z.array(
    z.strictObject({
      serial: z.string(),
      name: z.string(),
      issuedAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
      revoked: z.strictObject({ at: z.iso.datetime(), reason: z.enum(revocationReasons) }).nullable(),
    }),
  ),
  crlNumber: z.int().nonnegative(),
})

/** Holds private keys: belongs into an encrypted key file and nowhere else. */
export const serializeCompany = (company: Company): Buffer =>
  Buffer.from(JSON.stringify({ format: 'fieldseal-company/1', ...company }))

/** @throws {IdentityDamaged} */
export function parseCompany(bytes: Uint8Array): Company {
  const { format: _, ...company } = readStored(Stored, bytes, 'company')
  return company
}

const StoredInstallation = z.strictObject({
  format: z.literal('fieldseal-certificate/1'),
  leafPem: z.string(),
  issuingPem: z.string(),
  rootPem: z.string(),
  crlPem: z.string(),
})

export const serializeInstallation = (installation: Installation): Buffer =>
  Buffer.from(`${JSON.stringify({ format: 'fieldseal-certificate/1', ...installation }, null, 2)}\n`)

/** @throws {IdentityDamaged} */
export function parseInstallation(bytes: Uint8Array): Installation {
  const { format: _, ...installation } = readStored(StoredInstallation, bytes, 'certificate')
  return installation
}

/** @throws {IdentityDamaged} */
export function readStored<T>(schema: z.ZodType<T>, bytes: Uint8Array, what: string): T {
  let stored: unknown
  try {
    stored = JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch (cause) {
    throw new IdentityDamaged(`The file of the ${what} is not readable.`, { cause })
  }
  const checked = schema.safeParse(stored)
  if (!checked.success) throw new IdentityDamaged(`The file of the ${what} is incomplete.`, { cause: checked.error })
  return checked.data
}
