import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { DigestAlgorithm } from './maker.ts'
import { trueTime } from './true-time.ts'

const lifetimeMs = 5 * 60_000
const secret = randomBytes(32)
const hashes = { MD5: 'md5', 'SHA-256': 'sha256' } as const

const sealOf = (stamp: string, realm: string): string =>
  createHmac('sha256', secret).update(`${stamp} ${realm}`).digest('hex').slice(0, 32)

/** A nonce that carries its own age, so that no device keeps a list of nonces. */
function newNonce(realm: string): string {
  const stamp = `${trueTime().toString(36)}-${randomBytes(6).toString('hex')}`
  return `${stamp}-${sealOf(stamp, realm)}`
}

function nonceIsFresh(nonce: string, realm: string): boolean {
  const cut = nonce.lastIndexOf('-')
  const stamp = nonce.slice(0, Math.max(0, cut))
  const issued = Number.parseInt(stamp.split('-')[0] ?? '', 36)
  return nonce.slice(cut + 1) === sealOf(stamp, realm) && trueTime() - issued < lifetimeMs
}

/** One `WWW-Authenticate` value per algorithm. @see RFC 7616 section 3.3 */
export function challenges(realm: string, algorithms: readonly DigestAlgorithm[], stale = false): string[] {
  return algorithms.map((algorithm) =>
    [
      `Digest realm="${realm}"`,
      'qop="auth"',
      `algorithm=${algorithm}`,
      `nonce="${newNonce(realm)}"`,
      ...(stale ? ['stale=true'] : []),
    ].join(', '),
  )
}

/** What RTSP servers of cameras send: RFC 2069 style, without qop. */
export function plainChallenge(realm: string): string {
  return `Digest realm="${realm}", nonce="${newNonce(realm)}"`
}

export type DigestVerdict =
  | { readonly kind: 'right' | 'wrong'; readonly username: string }
  | { readonly kind: 'stale'; readonly username: string }
  | { readonly kind: 'unusable'; readonly username: string | null }

export interface DigestQuestion {
  /** The `Authorization` header. */
  readonly header: string
  readonly method: string
  /** As on the request line. */
  readonly uri: string
  readonly realm: string
  readonly algorithms: readonly DigestAlgorithm[]
  readonly passwordOf: (username: string) => string | null
}

/** @see RFC 7616 section 3.4 */
export function judgeDigest(question: DigestQuestion): DigestVerdict {
  const given = parametersOf(question.header)
  const { username, nonce, response, uri } = given
  const algorithm = algorithmOf(given.algorithm ?? 'MD5')
  if (username === undefined || nonce === undefined || response === undefined || uri === undefined) {
    return { kind: 'unusable', username: username ?? null }
  }
  if (algorithm === null || !question.algorithms.includes(algorithm) || given.realm !== question.realm) {
    return { kind: 'unusable', username }
  }
  if (uri !== question.uri) return { kind: 'unusable', username }
  if (!nonceIsFresh(nonce, question.realm)) return { kind: 'stale', username }
  const password = question.passwordOf(username)
  if (password === null) return { kind: 'wrong', username }
  const hash = (text: string) => createHash(hashes[algorithm]).update(text, 'utf8').digest('hex')
  const ha1 = hash(`${username}:${question.realm}:${password}`)
  const ha2 = hash(`${question.method}:${uri}`)
  const expected =
    given.qop === undefined
      ? hash(`${ha1}:${nonce}:${ha2}`)
      : hash(`${ha1}:${nonce}:${given.nc ?? ''}:${given.cnonce ?? ''}:${given.qop}:${ha2}`)
  return { kind: sameText(expected, response) ? 'right' : 'wrong', username }
}

const algorithmOf = (text: string): DigestAlgorithm | null => {
  const upper = text.toUpperCase()
  return upper === 'MD5' || upper === 'SHA-256' ? upper : null
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function parametersOf(header: string): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = {}
  for (const [, name, quoted, bare] of header
    .replace(/^Digest\s+/i, '')
    .matchAll(/([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^,\s]+))/gi)) {
    parameters[(name ?? '').toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? ''
  }
  return parameters
}
