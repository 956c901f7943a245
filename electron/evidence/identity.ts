import 'reflect-metadata'
import { createHash, createPrivateKey, sign } from 'node:crypto'
import { X509Certificate } from '@peculiar/x509'
import { z } from 'zod'
import { dayMs } from '../model/days.ts'
import {
  authoritiesFrom,
  certificateDer,
  certificatePem,
  clockTolerance,
  issue,
  keyPem,
  leafSubject,
  lifetimes,
  newAuthorities,
  readAuthority,
  type SignerNames,
} from './certificate-maker.ts'
import { IdentityDamaged, SignerExpired } from './errors.ts'
import type { Signer } from './signer.ts'

export type { SignerNames } from './certificate-maker.ts'

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

/** A leaf this near to its end is renewed before it signs again. */
const renewalWindow = 60 * dayMs

/**
 * A new identity with a new root: every reader must be given this root before packs mean anything.
 * @throws {SignerExpired} when the clock is so wrong that the identity would have ended before it is needed
 */
export async function createSigningIdentity(options: SignerNames & { readonly now: Date }): Promise<SigningIdentity> {
  const { company, technician, laptop, now } = options
  if (now < authoritiesFrom) {
    throw new SignerExpired(`This computer says ${now.toISOString()}, which is long over: no certificate was made.`)
  }
  const { root, issuing } = await newAuthorities(company, now)
  return withLeaf({
    names: { company, technician, laptop },
    rootPem: certificatePem(root.certificate),
    rootFingerprint: createHash('sha256').update(Buffer.from(root.certificate.rawData)).digest('hex'),
    issuing: {
      certificatePem: certificatePem(issuing.certificate),
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
    certificate: certificateDer(identity.leaf.certificatePem),
    chain: [certificateDer(identity.issuing.certificatePem)],
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

async function withLeaf(
  given: Omit<SigningIdentity, 'leaf' | 'leafEndsAt'> & { readonly now: Date },
): Promise<SigningIdentity> {
  const { now, ...kept } = given
  const issuer = await readAuthority(given.issuing)
  const from = new Date(Number(now) - clockTolerance)
  const leaf = await issue({
    name: leafSubject(given.names),
    from,
    until: new Date(Number(from) + lifetimes.leaf),
    issuer,
  })
  return {
    ...kept,
    leaf: {
      certificatePem: certificatePem(leaf.certificate),
      keyPem: await keyPem(leaf.keys),
    },
    leafEndsAt: leaf.certificate.notAfter.toISOString(),
  }
}
