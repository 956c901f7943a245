import 'reflect-metadata'
import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { KeyTier } from '../model/key-tier.ts'
import { certificateDer, keyPem, newKeys, type SignerNames } from './certificate-maker.ts'
import { type Installation, readStored, rootFingerprintOf } from './company.ts'
import { IdentityDamaged, RequestRefused } from './errors.ts'
import { type KeyHolder, requestCertificate } from './key-request.ts'
import type { Signer } from './signer.ts'
import { softwareKey } from './software-key.ts'
import { bindToStore, type StoreKey, type SystemStore } from './system-store.ts'

/**
 * Where the private key of a technician is. On a token it stays there, and its PIN is never kept; bound to the key store of a
 * computer it is of use on that one alone. The kind is the tier that packs name.
 */
export type TechnicianKey =
  | { readonly kind: 'software'; readonly keyPem: string }
  | {
      readonly kind: 'token'
      /** Path of the PKCS#11 library of the token. */
      readonly module: string
      readonly tokenSerial: string
      /** CKA_ID of the key, hex. */
      readonly keyId: string
      /** SubjectPublicKeyInfo, DER, base64. */
      readonly publicKey: string
    }
  | StoreKey

/**
 * A technician of a company at one laptop: one identity for all sites. Without `installation` it waits for the answer of the
 * company and cannot sign.
 */
export interface TechnicianIdentity {
  readonly names: SignerNames
  readonly key: TechnicianKey
  readonly installation: Installation | null
}

/** An identity that can sign. */
export type InstalledIdentity = TechnicianIdentity & { readonly installation: Installation }

/**
 * A new identity with a key of its own, and the request for the company.
 *
 * @param store Binds the key to the key store of this computer; without it, the key is in software.
 * @throws {KeyStoreUnavailable}
 */
export async function createTechnician(
  names: SignerNames,
  store: SystemStore | null = null,
): Promise<{ readonly identity: TechnicianIdentity; readonly requestPem: string }> {
  const pem = await keyPem(await newKeys())
  const key: TechnicianKey = store === null ? { kind: 'software', keyPem: pem } : await bindToStore(pem, store)
  return {
    identity: { names, key, installation: null },
    requestPem: await requestCertificate(names, softwareKey(pem)),
  }
}

/**
 * The same identity with its key bound to the key store of this computer. Its certificate stays good; what was copied of the
 * key before stays a copy.
 *
 * @throws {RequestRefused} when the key is not in software @throws {KeyStoreUnavailable}
 */
export async function moveToStore(identity: TechnicianIdentity, store: SystemStore): Promise<TechnicianIdentity> {
  const { key } = identity
  if (key.kind !== 'software') {
    const where = key.kind === 'token' ? 'on a token' : 'in the key store of a computer'
    throw new RequestRefused(`The key of this identity is ${where} already.`)
  }
  return { ...identity, key: await bindToStore(key.keyPem, store) }
}

const publicKeyOf = (key: TechnicianKey): Buffer =>
  key.kind === 'software' ? Buffer.from(softwareKey(key.keyPem).publicKey) : Buffer.from(key.publicKey, 'base64')

/**
 * Takes the answer of the company in. A newer one of the same company replaces an older one.
 *
 * @throws {RequestRefused} when it is for another key, or its certificates do not belong together
 */
export function install(identity: TechnicianIdentity, installation: Installation): InstalledIdentity {
  const { leaf, issuing, root } = certificatesOf(installation)
  if (!leaf.publicKey.export({ format: 'der', type: 'spki' }).equals(publicKeyOf(identity.key))) {
    throw new RequestRefused('The certificate is for another key than the one of this identity.')
  }
  if (!belongTogether(leaf, issuing, root)) {
    throw new RequestRefused('The certificates of the answer do not vouch for each other.')
  }
  const before = identity.installation
  if (before !== null && rootFingerprintOf(before.rootPem) !== rootFingerprintOf(installation.rootPem)) {
    throw new RequestRefused('The certificate is of another company than the one before.')
  }
  return { ...identity, installation }
}

function certificatesOf({ leafPem, issuingPem, rootPem }: Installation) {
  try {
    return {
      leaf: new X509Certificate(leafPem),
      issuing: new X509Certificate(issuingPem),
      root: new X509Certificate(rootPem),
    }
  } catch (cause) {
    throw new RequestRefused('A certificate of the answer cannot be read.', { cause })
  }
}

const belongTogether = (leaf: X509Certificate, issuing: X509Certificate, root: X509Certificate): boolean =>
  leaf.verify(issuing.publicKey) && issuing.verify(root.publicKey) && root.verify(root.publicKey)

/** Holds a private key, or says where one is: belongs into an encrypted key file or the vault. */
export const serializeTechnician = (identity: TechnicianIdentity): Buffer =>
  Buffer.from(JSON.stringify({ format: technicianFormat, ...identity }))

const technicianFormat = 'fieldseal-technician/1'

const Stored = z.strictObject({
  format: z.literal(technicianFormat),
  names: z.strictObject({ company: z.string(), technician: z.string(), laptop: z.string() }),
  key: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('software'), keyPem: z.string() }),
    z.strictObject({
      kind: z.literal('token'),
      module: z.string(),
      tokenSerial: z.string(),
      keyId: z.string(),
      publicKey: z.string(),
    }),
    z.strictObject({
      kind: z.literal('os-store'),
      store: z.string(),
      encryptedKey: z.string(),
      sealedWrap: z.string(),
      publicKey: z.string(),
    }),
  ]),
  installation: z
    .strictObject({ leafPem: z.string(), issuingPem: z.string(), rootPem: z.string(), crlPem: z.string() })
    .nullable(),
})

/** @throws {IdentityDamaged} */
export function parseTechnician(bytes: Uint8Array): TechnicianIdentity {
  const { format: _, ...identity } = readStored(Stored, bytes, 'identity')
  return identity
}

/** @throws {IdentityDamaged} when the company has not answered yet */
export function installed(identity: TechnicianIdentity): InstalledIdentity {
  const { installation } = identity
  if (installation === null) {
    throw new IdentityDamaged(`The company has not given "${identity.names.technician}" a certificate yet.`)
  }
  return { ...identity, installation }
}

/** The signer whose key is `holder`: in memory, or in an open token. */
export function technicianSigner({ installation }: InstalledIdentity, holder: KeyHolder, keyTier: KeyTier): Signer {
  return {
    certificate: certificateDer(installation.leafPem),
    chain: [certificateDer(installation.issuingPem)],
    keyTier,
    sign: (bytes) => holder.sign(bytes),
  }
}
