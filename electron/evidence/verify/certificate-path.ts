import type { Certificate } from './certificate.ts'
import { hashOf, signatureHolds } from './public-key.ts'
import { reject } from './rejected.ts'

const keyCertSign = 5
/** Leaf, two issuing authorities, root: longer than any chain in use. */
const longestPath = 4

/**
 * The pinned root that vouches for `leaf` at that time. Only `roots` are trusted: never the system, never the pack.
 * Every certificate on the way, the root too, must be valid at `at`.
 *
 * @throws {PackRejected} `pack/signer-untrusted` or `pack/signer-expired`
 * @see RFC 5280 6.1
 */
export async function pathToRoot(
  leaf: Certificate,
  others: readonly Certificate[],
  roots: readonly Certificate[],
  at: Date,
): Promise<Certificate> {
  return (await certificatePath(leaf, others, roots, at)).at(-1) as Certificate
}

/** As `pathToRoot`, with every certificate from the leaf to the root. */
export async function certificatePath(
  leaf: Certificate,
  others: readonly Certificate[],
  roots: readonly Certificate[],
  at: Date,
): Promise<readonly Certificate[]> {
  const path = await climb([leaf], others, roots)
  if (path === null) {
    reject('pack/signer-untrusted', 'No pinned root vouches for the certificate of the signer.')
  }
  for (const { notBefore, notAfter, subjectText } of path) {
    if (at < notBefore || at > notAfter) {
      const validity = `valid from ${notBefore.toISOString()} to ${notAfter.toISOString()}`
      reject(
        'pack/signer-expired',
        `The certificate "${subjectText}" (${validity}) does not cover ${at.toISOString()}.`,
      )
    }
  }
  return path
}

async function climb(
  path: readonly Certificate[],
  others: readonly Certificate[],
  roots: readonly Certificate[],
): Promise<readonly Certificate[] | null> {
  const current = path.at(-1) as Certificate
  for (const root of roots) {
    if (root.raw.equals(current.raw)) return path
    if (await issued(root, current, path.length - 1)) return [...path, root]
  }
  if (path.length >= longestPath - 1) return null
  for (const candidate of others) {
    if (path.includes(candidate) || !(await issued(candidate, current, path.length - 1))) continue
    const found = await climb([...path, candidate], others, roots)
    if (found !== null) return found
  }
  return null
}

/** `below`: how many authorities stand between this one and the leaf. */
async function issued(authority: Certificate, subject: Certificate, below: number): Promise<boolean> {
  return (
    authority.isAuthority &&
    (authority.pathLength === null || authority.pathLength >= below) &&
    authority.keyUsage?.has(keyCertSign) !== false &&
    authority.subject.equals(subject.issuer) &&
    (await verifies(authority, subject))
  )
}

async function verifies({ publicKey }: Certificate, { signed }: Certificate): Promise<boolean> {
  const hash = hashOf(signed.algorithm, publicKey, 'sha256')
  if (hash === undefined) reject('pack/signature-malformed', 'The signature of a certificate cannot be checked.')
  return await signatureHolds(publicKey, hash, signed.bytes, signed.signature)
}
