import type { KeyTier } from '../../model/key-tier.ts'
import { checkAddedProofs, type Stamp } from './added-proofs.ts'
import { type Certificate, fingerprint, readPem } from './certificate.ts'
import { certificatePath } from './certificate-path.ts'
import { checkContents, type PackFacts } from './check-contents.ts'
import { type CheckedSignature, checkSignature } from './cms-reader.ts'
import { type CheckedCountersignature, checkCountersignatures } from './countersignature.ts'
import type { LogStamp } from './log-stamps.ts'
import { mediaType } from './names.ts'
import { oids } from './oids.ts'
import { packSchemaId } from './pack-shape.ts'
import { PackRejected, type RejectCode, reject } from './rejected.ts'
import type { Renewal } from './renewal.ts'
import { checkRevocation, type RevocationList, readRevocationPem } from './revocation.ts'
import { sha256Hex } from './sums.ts'
import { readZip } from './zip-reader.ts'

export interface VerifyOptions {
  /** Roots that the reader got from the company itself, never out of a pack. Without any, no pack is valid. */
  readonly rootsPem: readonly string[]
  readonly tsaRootsPem?: readonly string[]
  /** Roots, or the very certificates, of customers who countersign. */
  readonly customerRootsPem?: readonly string[]
  /** Revocation lists that the reader got from the company, PEM. */
  readonly crlsPem?: readonly string[]
  /** Id of the site that the pack must be about. */
  readonly site?: string
  /** Challenge that was given out for this very pack. */
  readonly nonce?: string
  readonly requireTimestamp?: boolean
  /** A trusted countersignature in this role must be there. */
  readonly requireCountersignature?: 'customer' | 'approver'
  readonly now: Date
}

export interface VerifyReport {
  readonly valid: boolean
  /** Every rule that the pack breaks; empty when it is valid. */
  readonly reasons: readonly {
    readonly code: RejectCode
    readonly message: string
  }[]
  /** What was checked and held, in the order of the checks. */
  readonly held: readonly string[]
  /** Names in the certificate of the signer: proven only when the pack is valid. */
  readonly signer: string | null
  readonly signedAtClaim: string | null
  /** Earliest time that a timestamp authority vouches for. */
  readonly timestamp: string | null
  /** Every timestamp over the signature, and every renewal. */
  readonly stamps: readonly Stamp[]
  readonly renewals: readonly Renewal[]
  /** Timestamps that the log carries over itself, from the time of the visit. */
  readonly logStamps: readonly LogStamp[]
  /** SHA-256 of the pinned root that vouches for the signer, hex. */
  readonly rootFingerprint: string | null
  /** SHA-256 of `SHA256SUMS.p7s`, hex: what the next pack of the site names as the one before. */
  readonly signatureSha256: string | null
  readonly site: string | null
  readonly siteName: string | null
  readonly sequence: number | null
  readonly packId: string | null
  readonly previousPack: string | null
  readonly challenge: string | null
  readonly practice: boolean | null
  readonly variant: 'insurer' | 'customer' | null
  /** How the key of the signer is kept, as the pack says it. */
  readonly keyTier: KeyTier | null
  /** Whether the root is one of the company or of this site alone, as the pack says it. */
  readonly authority: 'company' | 'site' | null
  /** Who was to approve the pack; approved it is only by a countersignature. */
  readonly approver: string | null
  /** Signatures by keys of other people. */
  readonly countersignatures: readonly CheckedCountersignature[]
  /** A signature that was drawn on the screen of the technician: no key, and the technician's word for it. */
  readonly drawnBy: { readonly name: string; readonly role: string; readonly at: string } | null
  readonly summary: PackFacts['summary'] | null
  /** The list that judged, and how much less than the baseline it asks. */
  readonly checklist: PackFacts['checklist']
  /** What the log holds and the results do not. */
  readonly leftOut: PackFacts['leftOut']
  /** Whether changes, waivers and attestations were held against the log: packs of before 0.4 do not ask for it. */
  readonly heldToLog: PackFacts['heldToLog']
  /** Every device that the pack accounts for, those of earlier visits too; null in packs of the first edition. */
  readonly devices: PackFacts['devices']
}

const minute = 60_000
/** Clocks of laptop and authority differ a little. */
const clockTolerance = 5 * minute
/** Somebody who stamps a signature only after this long could have backdated it. */
const longestGap = 30 * 24 * 60 * minute

/**
 * Says whether a pack is what its signer sealed, and by whom. Never throws for a bad pack, whatever its bytes: every
 * rule that it breaks is a reason with a stable code.
 *
 * @throws {PackRejected} only when a given root is not a certificate
 * @see README.md of electron/evidence for the same checks with stock tools
 */
export async function verifyPack(bytes: Uint8Array, options: VerifyOptions): Promise<VerifyReport> {
  const roots = options.rootsPem.flatMap(readPem)
  const tsaRoots = (options.tsaRootsPem ?? []).flatMap(readPem)
  const customerRoots = (options.customerRootsPem ?? []).flatMap(readPem)
  const crls = await Promise.all((options.crlsPem ?? []).map((pem) => readRevocationPem(pem, 'The list of the reader')))
  const reasons: { readonly code: RejectCode; readonly message: string }[] = []
  const held: string[] = []
  const step = async <T>(name: string, check: () => T | Promise<T>): Promise<T | null> => {
    try {
      const value = await check()
      held.push(name)
      return value
    } catch (error) {
      if (!(error instanceof PackRejected)) throw error
      reasons.push({ code: error.code, message: error.message })
      return null
    }
  }

  const files = await step('container', () => openContainer(Buffer.from(bytes)))
  const added = files && (await step('timestamps', () => checkAddedProofs(files, tsaRoots, options)))
  const signature = files && (await step('signature', () => checkSums(files)))
  const time = added?.time ?? null
  const path = signature && (await step('signer', () => trust(signature, roots, time ?? options.now)))
  if (signature) await step('time', () => checkClaim(signature, time, options.now))
  // Behind a signature that does not hold everything is a stranger's word: it is not even read.
  const facts = files && signature && (await checkContents(files, signature, { ...options, tsaRoots }, step))
  const lists =
    path && facts
      ? await step('revocation', async () => {
          const all = [...crls.flat(), ...(added?.crls ?? []), ...(await ownList(files))]
          await checkRevocation(path, all, time)
          return all
        })
      : null
  const witnesses = {
    ...{ sealed: signature as CheckedSignature, companyRoots: roots, customerRoots },
    ...{ lists: lists ?? crls.flat(), stamped: time, now: options.now },
  }
  const countersignatures =
    signature && (await step('countersignatures', () => checkCountersignatures(files, witnesses)))
  if (countersignatures) await step('approval', () => demandCountersignature(countersignatures, options))
  const context = facts?.context ?? null
  const claims = context?.schema === packSchemaId ? context.signer : null
  const { name, role, at } = facts?.witness ?? { name: '', role: '', at: '' }
  return {
    valid: reasons.length === 0 && facts !== null && path !== null,
    reasons,
    held,
    signer: signature ? signature.leaf.subjectText : null,
    signedAtClaim: signature?.signingTime?.toISOString() ?? null,
    timestamp: time?.toISOString() ?? null,
    stamps: added?.stamps ?? [],
    renewals: added?.renewals ?? [],
    logStamps: facts?.logStamps ?? [],
    rootFingerprint: path ? fingerprint(path.at(-1) as Certificate) : null,
    signatureSha256: signature ? sha256Hex(files.get('SHA256SUMS.p7s') ?? Buffer.alloc(0)) : null,
    site: context?.site ?? null,
    siteName: context?.siteName ?? null,
    sequence: context?.sequence ?? null,
    packId: context?.packId ?? null,
    previousPack: context?.previousPackSha256SumsP7s ?? null,
    challenge: context?.verifierNonce ?? null,
    practice: context?.practice ?? null,
    variant: facts?.variant ?? null,
    keyTier: context?.signer.keyTier ?? null,
    authority: claims?.authority ?? null,
    approver: claims?.approver ?? null,
    countersignatures: countersignatures ?? [],
    drawnBy: facts?.witness ? { name, role, at } : null,
    summary: facts?.summary ?? null,
    checklist: facts?.checklist ?? null,
    leftOut: facts?.leftOut ?? null,
    heldToLog: facts?.heldToLog ?? null,
    devices: facts?.devices ?? null,
  }
}

/** The list that the company gave the signer, where it is in the pack. */
async function ownList(files: ReadonlyMap<string, Buffer>): Promise<readonly RevocationList[]> {
  const pem = files.get('signer.crl')
  return pem === undefined ? [] : await readRevocationPem(pem.toString('latin1'), 'signer.crl')
}

function demandCountersignature(
  found: readonly CheckedCountersignature[],
  { requireCountersignature: wanted }: VerifyOptions,
): void {
  if (wanted === undefined || found.some(({ role, trusted }) => trusted && role === wanted)) return
  reject('pack/countersignature-missing', `A trusted countersignature of the ${wanted} is demanded; the pack has none.`)
}

function openContainer(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const files = readZip(bytes)
  const [first] = files.keys()
  if (first !== 'mimetype' || files.get('mimetype')?.toString('latin1') !== mediaType) {
    reject('pack/container', 'The container does not begin with the media type of a pack.')
  }
  return files
}

function checkSums(files: ReadonlyMap<string, Buffer>): Promise<CheckedSignature> {
  const sums = files.get('SHA256SUMS') ?? reject('pack/file-missing', 'SHA256SUMS is missing.')
  const signature = files.get('SHA256SUMS.p7s') ?? reject('pack/file-missing', 'SHA256SUMS.p7s is missing.')
  return checkSignature(signature, { detached: sums, contentType: oids.data })
}

async function trust(
  signature: CheckedSignature,
  roots: readonly Certificate[],
  at: Date,
): Promise<readonly Certificate[]> {
  if (roots.length === 0) {
    reject(
      'pack/no-root',
      'Nobody said which root to trust, so nothing proves who signed. Get the root from the company.',
    )
  }
  const { leaf, certificates } = signature
  const path = await certificatePath(leaf, certificates, roots, at)
  const purposes: readonly string[] = [oids.emailProtection, oids.anyPurpose]
  const maySign = leaf.keyUsage === null || leaf.keyUsage.has(0) || leaf.keyUsage.has(1)
  if (!maySign || leaf.extendedKeyUsage?.some((purpose) => purposes.includes(purpose)) === false) {
    reject('pack/signer-untrusted', 'The certificate of the signer was not issued for signing documents.')
  }
  return path
}

function checkClaim({ signingTime, leaf }: CheckedSignature, stamped: Date | null, now: Date): void {
  if (signingTime === null) reject('pack/signature-malformed', 'The signature claims no time.')
  const claim = signingTime.toISOString()
  if (signingTime < leaf.notBefore) {
    reject('pack/claim-before-certificate', `Claims to be signed at ${claim}, before its certificate existed.`)
  }
  if (stamped === null) {
    if (Number(signingTime) - Number(now) > clockTolerance) {
      reject('pack/claim-in-future', `Claims to be signed at ${claim}, which is still to come.`)
    }
    return
  }
  if (Number(signingTime) - Number(stamped) > clockTolerance) {
    reject('pack/claim-after-timestamp', `Claims to be signed at ${claim}, after its timestamp.`)
  }
  if (Number(stamped) - Number(signingTime) > longestGap) {
    reject('pack/claim-too-old', `Claims to be signed at ${claim}, more than 30 days before its timestamp.`)
  }
}
