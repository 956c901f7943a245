import { createHash } from 'node:crypto'
import type { Certificate } from './certificate.ts'
import { pathToRoot } from './certificate-path.ts'
import { checkSignature } from './cms-reader.ts'
import { childrenOf, expectTag, oidText, readElement, tags, timeOf } from './der.ts'
import { digestNames, oids } from './oids.ts'
import { PackRejected, parsed, reject } from './rejected.ts'

/**
 * The time that an authority vouches for: the stamped bytes existed then.
 *
 * @param reply A whole TimeStampResp, as the authority sent it.
 * @throws {PackRejected} `pack/timestamp-invalid`, `pack/timestamp-untrusted`
 * @see RFC 3161 2.4.2
 */
export async function checkTimestamp(
  reply: Buffer,
  stamped: Buffer,
  roots: readonly Certificate[],
  name: string,
): Promise<Date> {
  const { time, leaf, certificates } = await parsedTimestamp(name, () => readTimestamp(reply, stamped))
  try {
    // Judged at its own time: a certificate of an authority may have ended since, or begun after what the token claims.
    pathToRoot(leaf, certificates, roots, time)
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new PackRejected('pack/timestamp-untrusted', `${name}: ${cause.message}`, { cause })
  }
  if (leaf.extendedKeyUsage?.length !== 1 || leaf.extendedKeyUsage[0] !== oids.timeStamping) {
    reject('pack/timestamp-untrusted', `${name}: its certificate is not one for timestamps alone.`)
  }
  return time
}

async function parsedTimestamp<T>(name: string, read: () => T): Promise<T> {
  try {
    return await parsed('pack/timestamp-invalid', 'It cannot be read.', read)
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new PackRejected('pack/timestamp-invalid', `${name}: ${cause.message}`, { cause })
  }
}

function readTimestamp(reply: Buffer, stamped: Buffer) {
  const [status, token] = childrenOf(readElement(reply), tags.sequence, 'reply')
  const [granted] = childrenOf(status, tags.sequence, 'status')
  const code = expectTag(granted, tags.integer, 'status').content
  if (code.length !== 1 || (code[0] ?? 2) > 1 || token === undefined) {
    reject('pack/timestamp-invalid', 'The authority did not grant it.')
  }
  const signature = checkSignature(token.raw, {
    detached: null,
    contentType: oids.timestampInfo,
    unsignedAttributes: true,
  })
  const [, , imprint, , time] = childrenOf(readElement(signature.content), tags.sequence, 'timestamp')
  const [algorithm, hashed] = childrenOf(imprint, tags.sequence, 'imprint')
  const [digest] = childrenOf(algorithm, tags.sequence, 'imprint')
  const digestName = digestNames[oidText(digest, 'imprint')]
  if (digestName === undefined) reject('pack/timestamp-invalid', 'Its digest is not SHA-2.')
  const expected = createHash(digestName).update(stamped).digest()
  if (!expectTag(hashed, tags.octetString, 'imprint').content.equals(expected)) {
    reject('pack/timestamp-invalid', 'It belongs to another signature.')
  }
  return {
    time: timeOf(time, 'time'),
    leaf: signature.leaf,
    certificates: signature.certificates,
  }
}
