import { type Certificate, readPem } from './certificate.ts'
import { oneLine, pathToRoot } from './certificate-path.ts'
import { checkContents, type PackFacts } from './check-contents.ts'
import { type CheckedSignature, checkSignature } from './cms-reader.ts'
import { mediaType, timestampName } from './names.ts'
import { oids } from './oids.ts'
import { PackRejected, type RejectCode, reject } from './rejected.ts'
import { checkTimestamp } from './timestamp.ts'
import { readZip } from './zip-reader.ts'

export interface VerifyOptions {
  /** Roots that the reader got from the company itself, never out of a pack. Without any, no pack is valid. */
  readonly rootsPem: readonly string[]
  readonly tsaRootsPem?: readonly string[]
  /** Id of the site that the pack must be about. */
  readonly site?: string
  /** Challenge that was given out for this very pack. */
  readonly nonce?: string
  readonly requireTimestamp?: boolean
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
  /** SHA-256 of the pinned root that vouches for the signer, hex. */
  readonly rootFingerprint: string | null
  readonly site: string | null
  readonly siteName: string | null
  readonly sequence: number | null
  readonly packId: string | null
  readonly previousPack: string | null
  readonly practice: boolean | null
  readonly variant: 'insurer' | 'customer' | null
  readonly summary: PackFacts['summary'] | null
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
  const stamped = files && (await step('timestamps', () => earliestTimestamp(files, tsaRoots, options)))
  const signature = files && (await step('signature', () => checkSums(files)))
  const time = stamped?.time ?? null
  const root = signature && (await step('signer', () => trust(signature, roots, time ?? options.now)))
  if (signature) await step('time', () => checkClaim(signature, time, options.now))
  // Behind a signature that does not hold everything is a stranger's word: it is not even read.
  const facts = files && signature && (await checkContents(files, signature, options, step))
  return {
    valid: reasons.length === 0 && facts !== null && root !== null,
    reasons,
    held,
    signer: signature ? oneLine(signature.leaf.x509.subject) : null,
    signedAtClaim: signature?.signingTime?.toISOString() ?? null,
    timestamp: time?.toISOString() ?? null,
    rootFingerprint: root ? fingerprint(root) : null,
    site: facts?.context?.site ?? null,
    siteName: facts?.context?.siteName ?? null,
    sequence: facts?.context?.sequence ?? null,
    packId: facts?.context?.packId ?? null,
    previousPack: facts?.context?.previousPackSha256SumsP7s ?? null,
    practice: facts?.context?.practice ?? null,
    variant: facts?.variant ?? null,
    summary: facts?.summary ?? null,
  }
}

/** SHA-256 of a certificate as people compare it: hex, lower case. */
export const fingerprint = ({ x509 }: Certificate): string => x509.fingerprint256.replaceAll(':', '').toLowerCase()

function openContainer(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const files = readZip(bytes)
  const [first] = files.keys()
  if (first !== 'mimetype' || files.get('mimetype')?.toString('latin1') !== mediaType) {
    reject('pack/container', 'The container does not begin with the media type of a pack.')
  }
  return files
}

async function earliestTimestamp(
  files: ReadonlyMap<string, Buffer>,
  tsaRoots: readonly Certificate[],
  { requireTimestamp }: VerifyOptions,
): Promise<{ readonly time: Date | null }> {
  const names = [...files.keys()].filter((name) => name.startsWith('timestamps/')).sort()
  if (names.length === 0 && requireTimestamp === true) {
    reject('pack/timestamp-missing', 'A trusted timestamp is demanded and the pack has none.')
  }
  const times: Date[] = []
  for (const name of names) {
    if (!timestampName.test(name)) reject('pack/timestamp-invalid', `${name} is no timestamp of this pack.`)
    const stamped = files.get('SHA256SUMS.p7s') ?? reject('pack/file-missing', 'SHA256SUMS.p7s is missing.')
    times.push(await checkTimestamp(files.get(name) ?? Buffer.alloc(0), stamped, tsaRoots, name))
  }
  return {
    time: times.length === 0 ? null : new Date(Math.min(...times.map(Number))),
  }
}

function checkSums(files: ReadonlyMap<string, Buffer>): CheckedSignature {
  const sums = files.get('SHA256SUMS') ?? reject('pack/file-missing', 'SHA256SUMS is missing.')
  const signature = files.get('SHA256SUMS.p7s') ?? reject('pack/file-missing', 'SHA256SUMS.p7s is missing.')
  return checkSignature(signature, { detached: sums, contentType: oids.data })
}

function trust(signature: CheckedSignature, roots: readonly Certificate[], at: Date): Certificate {
  if (roots.length === 0) {
    reject(
      'pack/no-root',
      'Nobody said which root to trust, so nothing proves who signed. Get the root from the company.',
    )
  }
  const { leaf, certificates } = signature
  const root = pathToRoot(leaf, certificates, roots, at)
  const purposes: readonly string[] = [oids.emailProtection, oids.anyPurpose]
  const maySign = leaf.keyUsage === null || leaf.keyUsage.has(0) || leaf.keyUsage.has(1)
  if (!maySign || leaf.extendedKeyUsage?.some((purpose) => purposes.includes(purpose)) === false) {
    reject('pack/signer-untrusted', 'The certificate of the signer was not issued for signing documents.')
  }
  return root
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
