import type { Certificate } from './certificate.ts'
import { pathToRoot } from './certificate-path.ts'
import { checkSignature } from './cms-reader.ts'
import { childrenOf, expectTag, oidText, readElement, tags, timeOf } from './der.ts'
import { digestNames, oids } from './oids.ts'
import { digest as digestBytes } from './primitives.ts'
import { PackRejected, parsed, reject } from './rejected.ts'

/** What an authority vouches for: the stamped bytes existed then. */
export interface CheckedTimestamp {
  readonly time: Date
  /** Names in the certificate of the authority. */
  readonly authority: string
  /** Content of the INTEGER that the request held; null when it held none. */
  readonly nonce: Buffer | null
}

/**
 * Checks a whole TimeStampResp, as the authority sent it.
 *
 * @param roots Pinned roots of authorities. Null: only form and content are checked, which proves no time.
 * @throws {PackRejected} `pack/timestamp-invalid`, `pack/timestamp-untrusted`
 * @see RFC 3161 2.4.2
 */
export function checkTimestamp(
  reply: Buffer,
  stamped: Buffer,
  roots: readonly Certificate[] | null,
  name: string,
): Promise<CheckedTimestamp> {
  return checked(name, roots, () => readToken(tokenOf(reply), stamped))
}

/** As `checkTimestamp`, for the token alone. @param token TimeStampToken, DER. */
export function checkTimestampToken(
  token: Buffer,
  stamped: Buffer,
  roots: readonly Certificate[],
  name: string,
): Promise<CheckedTimestamp> {
  return checked(name, roots, () => readToken(token, stamped))
}

async function checked(
  name: string,
  roots: readonly Certificate[] | null,
  read: () => ReturnType<typeof readToken>,
): Promise<CheckedTimestamp> {
  const { time, nonce, leaf, certificates } = await parsedTimestamp(name, read)
  try {
    // Judged at its own time: a certificate of an authority may have ended since, or begun after what the token claims.
    if (roots !== null) await pathToRoot(leaf, certificates, roots, time)
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new PackRejected('pack/timestamp-untrusted', `${name}: ${cause.message}`, { cause })
  }
  if (leaf.extendedKeyUsage?.length !== 1 || leaf.extendedKeyUsage[0] !== oids.timeStamping) {
    reject('pack/timestamp-untrusted', `${name}: its certificate is not one for timestamps alone.`)
  }
  return { time, nonce, authority: leaf.subjectText }
}

async function parsedTimestamp<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await parsed('pack/timestamp-invalid', 'It cannot be read.', read)
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new PackRejected('pack/timestamp-invalid', `${name}: ${cause.message}`, { cause })
  }
}

/** The token of a reply that was granted. @throws {PackRejected} `pack/timestamp-invalid`, `pack/signature-malformed` */
export function tokenOf(reply: Buffer): Buffer {
  const [status, token] = childrenOf(readElement(reply), tags.sequence, 'reply')
  const [granted] = childrenOf(status, tags.sequence, 'status')
  const code = expectTag(granted, tags.integer, 'status').content
  if (code.length !== 1 || (code[0] ?? 2) > 1 || token === undefined) {
    reject('pack/timestamp-invalid', 'The authority did not grant it.')
  }
  return token.raw
}

async function readToken(token: Buffer, stamped: Buffer) {
  const signature = await checkSignature(token, {
    detached: null,
    contentType: oids.timestampInfo,
    unsignedAttributes: true,
  })
  const [, , imprint, , time, ...more] = childrenOf(readElement(signature.content), tags.sequence, 'timestamp')
  const [algorithm, hashed] = childrenOf(imprint, tags.sequence, 'imprint')
  const [digest] = childrenOf(algorithm, tags.sequence, 'imprint')
  const digestName = digestNames[oidText(digest, 'imprint')]
  if (digestName === undefined) reject('pack/timestamp-invalid', 'Its digest is not SHA-2.')
  if (!expectTag(hashed, tags.octetString, 'imprint').content.equals(digestBytes(digestName, stamped))) {
    reject('pack/timestamp-invalid', 'It belongs to another signature.')
  }
  return {
    time: timeOf(time, 'time'),
    nonce: more.find(({ tag }) => tag === tags.integer)?.content ?? null,
    leaf: signature.leaf,
    certificates: signature.certificates,
  }
}
