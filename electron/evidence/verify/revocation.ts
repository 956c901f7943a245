import type { Certificate } from './certificate.ts'
import { childrenOf, type Der, expectTag, oidText, readElement, tags, timeOf } from './der.ts'
import { hashOf, signatureHolds } from './public-key.ts'
import { PackRejected, parsed, reject } from './rejected.ts'

/** A certificate that its authority took back. */
export interface Revoked {
  readonly at: Date
  /** Code of CRLReason; null when it gives none. @see RFC 5280 5.3.1 */
  readonly reason: number | null
}

/** What an authority says of certificates that it took back. Whether it is by that authority is asked by `checkRevocation`. */
export interface RevocationList {
  readonly issuer: Buffer
  readonly thisUpdate: Date
  /** By serial number, hex. */
  readonly revoked: ReadonlyMap<string, Revoked>
  readonly signed: { readonly bytes: Buffer; readonly algorithm: string; readonly signature: Buffer }
}

const reasonCode = '2.5.29.21'
/** Extensions of a list that may be critical: none. A list for a part of the certificates is not understood. */
const enumerated = 0x0a

/** @throws {PackRejected} `pack/crl-invalid` @see RFC 5280 5.1 */
async function readRevocationList(der: Buffer, name: string): Promise<RevocationList> {
  try {
    return await parsed('pack/crl-invalid', 'It cannot be read.', () => readList(der))
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new PackRejected('pack/crl-invalid', `${name}: ${cause.message}`, { cause })
  }
}

/** Every list of a PEM text. @throws {PackRejected} `pack/crl-invalid` when there is none, or a block is none */
export async function readRevocationPem(pem: string, name: string): Promise<readonly RevocationList[]> {
  const blocks = [...pem.matchAll(/-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END X509 CRL-----/g)]
  if (blocks.length === 0) reject('pack/crl-invalid', `${name} is no revocation list.`)
  return await Promise.all(blocks.map(([, base64 = '']) => readRevocationList(Buffer.from(base64, 'base64'), name)))
}

function readList(der: Buffer): RevocationList {
  const [tbs, algorithm, signature] = childrenOf(readElement(der), tags.sequence, 'revocation list')
  const [version, inner, issuer, thisUpdate, ...rest] = childrenOf(tbs, tags.sequence, 'revocation list')
  if (!expectTag(version, tags.integer, 'version').content.equals(Buffer.of(1))) {
    reject('pack/crl-invalid', 'It is of another version.')
  }
  if (algorithm === undefined || inner?.raw.equals(algorithm.raw) !== true) {
    reject('pack/crl-invalid', 'It names two algorithms for its signature.')
  }
  const [algorithmId] = childrenOf(algorithm, tags.sequence, 'signature algorithm')
  const bits = expectTag(signature, tags.bitString, 'signature').content
  if (bits[0] !== 0) reject('pack/crl-invalid', 'Its signature is no row of bytes.')
  refuseCritical(rest.find(({ tag }) => tag === tags.context(0)))
  return {
    issuer: expectTag(issuer, tags.sequence, 'issuer').raw,
    thisUpdate: timeOf(thisUpdate, 'thisUpdate'),
    revoked: revokedOf(rest.find(({ tag }) => tag === tags.sequence)),
    signed: {
      bytes: (tbs as Der).raw,
      algorithm: oidText(algorithmId, 'signature algorithm'),
      signature: bits.subarray(1),
    },
  }
}

function revokedOf(list: Der | undefined): ReadonlyMap<string, Revoked> {
  const found = new Map<string, Revoked>()
  if (list === undefined) return found
  for (const entry of childrenOf(list, tags.sequence, 'revoked certificates')) {
    const [serial, at, extensions] = childrenOf(entry, tags.sequence, 'revoked certificate')
    const reason = extensions === undefined ? null : reasonOf(extensions)
    found.set(expectTag(serial, tags.integer, 'serial number').content.toString('hex'), {
      at: timeOf(at, 'revocation date'),
      reason,
    })
  }
  return found
}

function reasonOf(extensions: Der): number | null {
  refuseCriticalIn(extensions)
  for (const extension of childrenOf(extensions, tags.sequence, 'extensions')) {
    const [id, value] = childrenOf(extension, tags.sequence, 'extension')
    if (oidText(id, 'extension') !== reasonCode) continue
    const inner = readElement(expectTag(value, tags.octetString, 'reason').content)
    return expectTag(inner, enumerated, 'reason').content[0] ?? null
  }
  return null
}

const refuseCritical = (wrapper: Der | undefined): void => {
  if (wrapper !== undefined) refuseCriticalIn(readElement(wrapper.content))
}

function refuseCriticalIn(extensions: Der): void {
  for (const extension of childrenOf(extensions, tags.sequence, 'extensions')) {
    const [, second] = childrenOf(extension, tags.sequence, 'extension')
    if (second?.tag === tags.boolean) reject('pack/crl-invalid', 'It demands something that is not understood.')
  }
}

/**
 * Holds the path of a signer against revocation lists. A list by no authority of the path says nothing and is refused.
 * A certificate that was taken back vouches for what a timestamp proves to be older, and for nothing else.
 *
 * @param path From the leaf to the root.
 * @param stamped Earliest time that a timestamp authority vouches for; null without any.
 * @throws {PackRejected} `pack/crl-invalid`, `pack/signer-revoked`
 */
export async function checkRevocation(
  path: readonly Certificate[],
  lists: readonly RevocationList[],
  stamped: Date | null,
): Promise<void> {
  for (const list of lists) {
    const authority = await authorityOf(path, list)
    if (authority === null) reject('pack/crl-invalid', 'A revocation list is by no authority of the signer.')
    for (const certificate of path) {
      if (!certificate.issuer.equals(authority.subject) || certificate === authority) continue
      const revoked = list.revoked.get(certificate.serialNumber.toString('hex'))
      if (revoked === undefined || (stamped !== null && stamped < revoked.at)) continue
      reject(
        'pack/signer-revoked',
        `The certificate "${certificate.subjectText}" was taken back on ${revoked.at.toISOString()}, and no timestamp proves that the pack is older.`,
      )
    }
  }
}

/**
 * A certificate of the path that a list took back, whenever that was: nothing proves of a countersignature that it is older.
 * Lists of other authorities say nothing of it.
 */
export async function revokedIn(
  path: readonly Certificate[],
  lists: readonly RevocationList[],
): Promise<{ readonly certificate: Certificate; readonly revoked: Revoked } | null> {
  for (const list of lists) {
    const authority = await authorityOf(path, list)
    if (authority === null) continue
    for (const certificate of path) {
      const revoked = list.revoked.get(certificate.serialNumber.toString('hex'))
      const isOfList = certificate.issuer.equals(authority.subject) && certificate !== authority
      if (isOfList && revoked !== undefined) return { certificate, revoked }
    }
  }
  return null
}

async function authorityOf(path: readonly Certificate[], list: RevocationList): Promise<Certificate | null> {
  for (const authority of path) {
    const maySign = authority.isAuthority && authority.keyUsage?.has(crlSign) !== false
    if (!maySign || !authority.subject.equals(list.issuer)) continue
    const hash = hashOf(list.signed.algorithm, authority.publicKey, 'sha256')
    if (hash === undefined) continue
    if (await signatureHolds(authority.publicKey, hash, list.signed.bytes, list.signed.signature)) return authority
  }
  return null
}

const crlSign = 6
