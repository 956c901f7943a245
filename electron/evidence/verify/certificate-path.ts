import { visibleText } from '../../model/visible-text.ts'
import type { Certificate } from './certificate.ts'
import { PackRejected, reject } from './rejected.ts'

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
export function pathToRoot(
  leaf: Certificate,
  others: readonly Certificate[],
  roots: readonly Certificate[],
  at: Date,
): Certificate {
  const path = climb([leaf], others, roots)
  if (path === null) {
    reject('pack/signer-untrusted', 'No pinned root vouches for the certificate of the signer.')
  }
  for (const { notBefore, notAfter, x509 } of path) {
    if (at < notBefore || at > notAfter) {
      const validity = `valid from ${notBefore.toISOString()} to ${notAfter.toISOString()}`
      reject(
        'pack/signer-expired',
        `The certificate "${oneLine(x509.subject)}" (${validity}) does not cover ${at.toISOString()}.`,
      )
    }
  }
  return path.at(-1) as Certificate
}

function climb(
  path: readonly Certificate[],
  others: readonly Certificate[],
  roots: readonly Certificate[],
): readonly Certificate[] | null {
  const current = path.at(-1) as Certificate
  const root = roots.find(
    (candidate) => candidate.raw.equals(current.raw) || issued(candidate, current, path.length - 1),
  )
  if (root !== undefined) return root.raw.equals(current.raw) ? path : [...path, root]
  if (path.length >= longestPath - 1) return null
  for (const candidate of others) {
    if (path.includes(candidate) || !issued(candidate, current, path.length - 1)) continue
    const found = climb([...path, candidate], others, roots)
    if (found !== null) return found
  }
  return null
}

/** `below`: how many authorities stand between this one and the leaf. */
function issued(authority: Certificate, subject: Certificate, below: number): boolean {
  return (
    authority.isAuthority &&
    (authority.pathLength === null || authority.pathLength >= below) &&
    authority.keyUsage?.has(keyCertSign) !== false &&
    authority.subject.equals(subject.issuer) &&
    verifies(authority, subject)
  )
}

function verifies(authority: Certificate, subject: Certificate): boolean {
  try {
    return subject.x509.verify(authority.x509.publicKey)
  } catch (cause) {
    throw new PackRejected('pack/signature-malformed', 'The signature of a certificate cannot be checked.', { cause })
  }
}

/** `O=Acme, CN=J. Doe on laptop 7`: the names of a subject on one line, as text of a stranger may be shown. */
export function oneLine(subject: string): string {
  const plain = subject
    .split('\n')
    .join(', ')
    // node:crypto escapes names as RFC 2253 does: a pair of digits for a control character, else the character itself.
    .replace(/\\(?:([0-9A-F]{2})|(.))/gs, (_all, hex: string | undefined, character: string) =>
      hex === undefined ? character : String.fromCharCode(Number.parseInt(hex, 16)),
    )
  return visibleText(plain)
}
