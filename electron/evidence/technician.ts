import 'reflect-metadata'
import { createPrivateKey, createPublicKey, sign, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { certificateDer, keyPem, newKeys, type SignerNames } from './certificate-maker.ts'
import { type Installation, readStored, rootFingerprintOf } from './company.ts'
import { IdentityDamaged, RequestRefused } from './errors.ts'
import { type KeyHolder, requestCertificate } from './key-request.ts'
import type { Signer } from './signer.ts'

/** Where the private key of a technician is. On a token it stays there; its PIN is never kept. */
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

/** A new identity with a key of its own in software, and the request for the company. */
export async function createTechnician(
  names: SignerNames,
): Promise<{ readonly identity: TechnicianIdentity; readonly requestPem: string }> {
  const key = { kind: 'software', keyPem: await keyPem(await newKeys()) } as const
  return {
    identity: { names, key, installation: null },
    requestPem: await requestCertificate(names, softwareKey(key.keyPem)),
  }
}

/** The key of a PEM text behind `sign`. @throws {RequestRefused} when it is no P-256 key */
export function softwareKey(pem: string, passphrase?: string): KeyHolder {
  const key = privateKeyOf(pem, passphrase)
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new RequestRefused('The private key is not ECDSA P-256.')
  }
  return {
    publicKey: createPublicKey(key).export({ format: 'der', type: 'spki' }),
    sign: async (bytes) => sign('sha256', bytes, key),
  }
}

function privateKeyOf(pem: string, passphrase: string | undefined) {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) })
  } catch (cause) {
    throw new RequestRefused('The private key cannot be read; its passphrase may be wrong or missing.', { cause })
  }
}

export const publicKeyOf = (key: TechnicianKey): Buffer =>
  key.kind === 'token' ? Buffer.from(key.publicKey, 'base64') : Buffer.from(softwareKey(key.keyPem).publicKey)

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

export const technicianFormat = 'fieldseal-technician/1'

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
export function technicianSigner(
  { installation }: InstalledIdentity,
  holder: KeyHolder,
  keyTier: Signer['keyTier'],
): Signer {
  return {
    certificate: certificateDer(installation.leafPem),
    chain: [certificateDer(installation.issuingPem)],
    keyTier,
    sign: (bytes) => holder.sign(bytes),
  }
}
