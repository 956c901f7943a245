import { X509Certificate } from 'node:crypto'
import { hostname } from 'node:os'
import { rootFingerprintOf } from '../../evidence/company.ts'
import { SignerMismatch } from '../../evidence/errors.ts'
import {
  createSigningIdentity,
  leafNeedsRenewal,
  parseIdentity,
  renewLeaf,
  serializeIdentity,
  signerOf,
} from '../../evidence/identity.ts'
import {
  type InstalledIdentity,
  installed,
  parseTechnician,
  serializeTechnician,
  type TechnicianKey,
} from '../../evidence/technician.ts'
import type { SiteRecord } from '../../model/site.ts'
import type { Vault } from '../../vault/vault.ts'
import { type KeyMeans, type OpenKey, openKey } from './open-key.ts'

const siteBlob = 'signing-identity'
const companyBlob = 'technician-identity'

/** Who would sign for a site, without opening a key. */
export interface SignerSummary {
  readonly authority: 'company' | 'site'
  readonly technician: string
  readonly company: string
  /** Null while the authority of the site was not made yet; so is what follows. */
  readonly laptop: string | null
  readonly rootFingerprint: string | null
  /** When the certificate of the technician ends. */
  readonly endsAt: string | null
  readonly keyTier: TechnicianKey['kind']
}

/** Who would sign a pack of this site now, without making anything. */
export function signerSummary(vault: Vault, site: SiteRecord): SignerSummary {
  const identity = companyIdentity(vault)
  if (identity !== null) {
    const { names, installation, key } = identity
    return {
      authority: 'company',
      ...names,
      rootFingerprint: rootFingerprintOf(installation.rootPem),
      endsAt: endOf(installation.leafPem),
      keyTier: key.kind,
    }
  }
  const stored = vault.blob(siteBlob)
  const own = stored === null ? null : parseIdentity(stored)
  stored?.fill(0)
  return {
    authority: 'site',
    technician: site.technician,
    company: site.company,
    laptop: own?.names.laptop ?? null,
    rootFingerprint: own?.rootFingerprint ?? null,
    endsAt: null,
    keyTier: 'software',
  }
}

const endOf = (pem: string): string => new Date(new X509Certificate(pem).validTo).toISOString()

/** An open signer with what the pack says of it. */
export interface ReadySigner extends OpenKey {
  readonly authority: 'company' | 'site'
  readonly laptop: string
  readonly rootPem: string
  readonly rootFingerprint: string
  /** Newest revocation list that the company gave along; null where the site has an authority of its own. */
  readonly crlPem: string | null
}

/** The identity of the company in this site, which then signs instead of the site's own. */
export function companyIdentity(vault: Vault): InstalledIdentity | null {
  const stored = vault.blob(companyBlob)
  if (stored === null) return null
  const identity = installed(parseTechnician(stored))
  stored.fill(0)
  return identity
}

/** Puts the identity of a technician into the vault of a site: it signs from now on. A key on a token stays there. */
export function keepCompanyIdentity(vault: Vault, identity: InstalledIdentity): void {
  const bytes = serializeTechnician(identity)
  vault.putBlob(companyBlob, bytes)
  bytes.fill(0)
}

/**
 * Whoever signs for this site: the technician with the certificate of the company where one was put into the site, else the
 * authority of the site itself, made on first use.
 *
 * @throws {SignerMismatch} when the certificate is for another person than the site names
 * @throws {TokenUnavailable} {KeyStoreUnavailable} when the key cannot be opened
 */
export async function readySigner(
  vault: Vault,
  site: SiteRecord,
  { now, ...means }: KeyMeans & { readonly now: Date },
): Promise<ReadySigner> {
  const identity = companyIdentity(vault)
  return identity === null ? await siteSigner(vault, site, now) : await companySigner(identity, site, means)
}

async function companySigner(identity: InstalledIdentity, site: SiteRecord, means: KeyMeans): Promise<ReadySigner> {
  const { names, installation } = identity
  if (names.technician !== site.technician || names.company !== site.company) {
    throw new SignerMismatch(
      `The certificate is for ${names.technician} of ${names.company}, and the visit is by ${site.technician} of ${site.company}.`,
    )
  }
  return {
    ...(await openKey(identity, means)),
    authority: 'company',
    laptop: names.laptop,
    rootPem: installation.rootPem,
    rootFingerprint: rootFingerprintOf(installation.rootPem),
    crlPem: installation.crlPem,
  }
}

/** Made on first use and kept in the vault; the leaf follows the technician and is renewed before it ends. */
async function siteSigner(vault: Vault, site: SiteRecord, now: Date): Promise<ReadySigner> {
  const laptop = hostname()
  const stored = vault.blob(siteBlob)
  const names = { company: site.company, technician: site.technician, laptop }
  const identity = stored === null ? await createSigningIdentity({ ...names, now }) : parseIdentity(stored)
  stored?.fill(0)
  const sameHand = identity.names.technician === site.technician && identity.names.laptop === laptop
  const current = sameHand && !leafNeedsRenewal(identity, now) ? identity : await renewLeaf(identity, { ...names, now })
  if (stored === null || current !== identity) {
    const bytes = serializeIdentity(current)
    vault.putBlob(siteBlob, bytes)
    bytes.fill(0)
  }
  const { rootPem, rootFingerprint } = current
  const signer = signerOf(current)
  return { signer, authority: 'site', laptop, rootPem, rootFingerprint, crlPem: null, close: () => undefined }
}
