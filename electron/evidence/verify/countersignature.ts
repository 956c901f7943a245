import { z } from 'zod'
import { readJson } from './canonical-json.ts'
import { type Certificate, fingerprint } from './certificate.ts'
import { certificatePath } from './certificate-path.ts'
import { type CheckedSignature, checkSignature } from './cms-reader.ts'
import { oids } from './oids.ts'
import { PackRejected, parsed, reject } from './rejected.ts'
import { type RevocationList, revokedIn } from './revocation.ts'
import { sha256Hex } from './sums.ts'

export const countersignatureSchemaId = 'fieldseal-countersignature/1'
const countersignatureName = /^countersignatures\/(\d{3})\.(json|p7s)$/

/** What a second person signs with a key of their own. */
export const Countersignature = z.strictObject({
  schema: z.literal(countersignatureSchemaId),
  packId: z.uuid(),
  /** SHA-256 of `SHA256SUMS.p7s`: the pack, and who sealed it. */
  signatureSha256: z.string().regex(/^[0-9a-f]{64}$/),
  role: z.enum(['customer', 'approver']),
  name: z.string().min(1).max(200),
  statement: z.string().min(1).max(2000),
  at: z.iso.datetime({ offset: true }),
})
export type Countersignature = z.output<typeof Countersignature>

/** A countersignature that holds. */
export interface CheckedCountersignature {
  readonly role: Countersignature['role']
  readonly name: string
  readonly statement: string
  readonly at: string
  /** Names in the certificate; proven only when it is trusted. */
  readonly signer: string
  /** SHA-256 of the certificate, hex: what its owner can be asked for. */
  readonly fingerprint: string
  /** Whether a root that the reader gave vouches for the key. */
  readonly trusted: boolean
}

interface Witnesses {
  readonly sealed: CheckedSignature
  readonly companyRoots: readonly Certificate[]
  readonly customerRoots: readonly Certificate[]
  /** Revocation lists of the company, out of the pack and from the reader. */
  readonly lists: readonly RevocationList[]
  /** Earliest time that a timestamp vouches for, of the pack and not of what was added to it; null without any. */
  readonly stamped: Date | null
  readonly now: Date
}

const clockTolerance = 5 * 60_000

/**
 * Checks every countersignature of a pack. Each must hold, be about this very pack and not be older than it. An approver
 * has a certificate of the company that it did not take back, and is somebody else than who sealed. The key of a customer must not come from the company:
 * that would be the company signing for its customer.
 *
 * @throws {PackRejected} `pack/countersignature-invalid`, `pack/countersignature-untrusted`
 */
export async function checkCountersignatures(
  files: ReadonlyMap<string, Buffer>,
  witnesses: Witnesses,
): Promise<readonly CheckedCountersignature[]> {
  const names = [...files.keys()].filter((name) => name.startsWith('countersignatures/')).sort()
  const found: CheckedCountersignature[] = []
  for (const name of names) {
    const [, number, kind] = countersignatureName.exec(name) ?? []
    if (number === undefined) reject('pack/countersignature-invalid', `${name} is no countersignature of this pack.`)
    const other = `countersignatures/${number}.${kind === 'json' ? 'p7s' : 'json'}`
    if (!files.has(other)) reject('pack/countersignature-invalid', `${other} is missing.`)
    if (kind === 'json') found.push(await checkOne(files, number, witnesses))
  }
  return found
}

async function checkOne(
  files: ReadonlyMap<string, Buffer>,
  number: string,
  witnesses: Witnesses,
): Promise<CheckedCountersignature> {
  const name = `countersignatures/${number}`
  const bytes = files.get(`${name}.json`) ?? Buffer.alloc(0)
  const signature = await holding(name, files.get(`${name}.p7s`) ?? Buffer.alloc(0), bytes)
  const said = readJson(bytes, Countersignature, 'pack/countersignature-invalid', `${name}.json`)
  const sums = files.get('SHA256SUMS.p7s') ?? Buffer.alloc(0)
  const refuse = (why: string): never => reject('pack/countersignature-invalid', `${name}: ${why}`)
  if (said.signatureSha256 !== sha256Hex(sums)) refuse('it is about another pack.')
  const at = Date.parse(said.at)
  if (signature.signingTime?.getTime() !== at) refuse('it claims two different times.')
  if (at < Number(witnesses.sealed.signingTime ?? 0) - clockTolerance) refuse('it is older than the pack.')
  if (at > Number(witnesses.now) + clockTolerance) refuse('it claims a time that is still to come.')
  if (signature.leaf.publicKey.spki.equals(witnesses.sealed.leaf.publicKey.spki))
    refuse('it is by who sealed the pack.')
  return {
    role: said.role,
    name: said.name,
    statement: said.statement,
    at: said.at,
    signer: signature.leaf.subjectText,
    fingerprint: fingerprint(signature.leaf),
    trusted: await isTrusted(name, said.role, signature, witnesses),
  }
}

async function holding(name: string, signature: Buffer, content: Buffer): Promise<CheckedSignature> {
  try {
    return await parsed('pack/countersignature-invalid', 'It cannot be read.', () =>
      checkSignature(signature, { detached: content, contentType: oids.data }),
    )
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new PackRejected('pack/countersignature-invalid', `${name}: ${cause.message}`, { cause })
  }
}

async function isTrusted(
  name: string,
  role: Countersignature['role'],
  signature: CheckedSignature,
  { sealed, companyRoots, customerRoots, lists, stamped, now }: Witnesses,
): Promise<boolean> {
  const refuse = (why: string): never => reject('pack/countersignature-untrusted', `${name}: ${why}`)
  // Who countersigns says when: an expired key must not come to life again by an early claim.
  const at = new Date(Math.max(Number(signature.signingTime), Number(stamped ?? now)))
  const byCompany = await pathOf(signature, companyRoots, at)
  if (role === 'approver') {
    if (byCompany === null) refuse('no root of the company vouches for who approved.')
    if (byCompany === 'expired') refuse('the certificate of who approved had run out, or was not valid yet.')
    if (signature.leaf.subject.equals(sealed.leaf.subject)) refuse('who approved is who sealed.')
    const revoked = await revokedIn(byCompany as readonly Certificate[], lists)
    if (revoked !== null) {
      refuse(`the company took the certificate "${revoked.certificate.subjectText}" of who approved back.`)
    }
    return true
  }
  if (byCompany !== null) refuse('the key of the customer was given out by the company itself.')
  const byCustomer = await pathOf(signature, customerRoots, at)
  const trusted = byCustomer !== null && byCustomer !== 'expired'
  if (customerRoots.length > 0 && !trusted) refuse('no root of the customer vouches for it.')
  return trusted
}

/** From the leaf to a root that vouches for it; null without any. */
async function pathOf(
  { leaf, certificates }: CheckedSignature,
  roots: readonly Certificate[],
  at: Date,
): Promise<readonly Certificate[] | 'expired' | null> {
  try {
    return await certificatePath(leaf, certificates, roots, at)
  } catch (error) {
    if (!(error instanceof PackRejected)) throw error
    return error.code === 'pack/signer-expired' ? 'expired' : null
  }
}
