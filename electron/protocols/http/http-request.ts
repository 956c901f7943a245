import { CredentialWithheld, ProtocolViolation } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import type { Network } from '../network.ts'
import { type Challenge, parseChallenges } from './digest.ts'
import { type Exchange, exchange } from './exchange.ts'
import { type HttpLimits, usualLimits } from './limits.ts'
import { LoginMemory } from './login-memory.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly address: string
  readonly port: number
  readonly https?: boolean
  /** Path and query, beginning with `/`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Offered only in answer to a challenge, by Digest; see `basic`. Null or absent: no login. */
  readonly credential?: Credential | null
  /** `inside-tls`: Basic is answered too, but only on https. */
  readonly basic?: 'never' | 'inside-tls'
  /** Offers that the device made a moment ago: they are answered at once. */
  readonly answering?: readonly Challenge[]
  readonly memory?: LoginMemory
  /** Requests that may carry the login; usually two, the second only for a nonce that had run out. */
  readonly mostLogins?: 1
  readonly signal: AbortSignal
  readonly limits?: Partial<HttpLimits>
}

export interface HttpAnswer {
  /** Any status; a redirect is an answer like any other and never followed (`headers.location`). */
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** What the device offered with this answer. */
  readonly challenges: readonly Challenge[]
  /** How the last request was logged in. */
  readonly login: 'none' | 'digest' | 'basic'
  /** How often the credential was shown. A refusal after that is a refusal of this very credential. */
  readonly shown: number
  /** The last login answered an offer of this very exchange, and the device asked for another one. */
  readonly isLoginRefused: boolean
}

/** Requests that carry a login. The second is only for a nonce that the device called stale, or that had been used before. */
const usualLogins = 2

/**
 * One HTTP exchange with the device at `address`, as long as it takes to answer a Digest challenge. No proxy, no redirect, no
 * cookie, no repetition of a request that failed.
 *
 * @throws {OutsideScope} {IdentityChanged} before anything is sent
 * @throws {DeviceUnreachable} on silence and on a closed connection
 * @throws {ProtocolViolation} when it is no HTTP, too much of it, or a Digest that cannot be answered
 * @throws {CredentialWithheld} when the device wants the password readable, weaker than before, or in a way that is never
 *   answered (NTLM, Negotiate, Bearer); nothing of the credential was sent
 * @see RFC 9110; RFC 7616
 */
export async function httpRequest(network: Network, request: HttpRequest): Promise<HttpAnswer> {
  const { credential = null, memory = new LoginMemory(), mostLogins = usualLogins } = request
  const limits = { ...usualLimits, ...request.limits }
  const target = targetOf(request.path)
  const deadline = performance.now() + limits.wholeMs
  const ask = (authorization: string | null) =>
    exchange(
      network,
      exchangeOf(request, target, authorization, {
        ...limits,
        wholeMs: Math.max(1, deadline - performance.now()),
      }),
    )

  const reused = credential === null ? null : memory.proven(credential)
  let session = reused
  let shown = 0
  let login: HttpAnswer['login'] = 'none'
  let offers = request.answering ?? null
  for (;;) {
    let authorization: string | null = null
    if (credential !== null && session !== null && offers === null) {
      authorization = session.authorize({
        method: request.method,
        uri: target,
        credential,
      })
      login = 'digest'
    } else if (credential !== null && offers !== null) {
      session = memory.sessionFor(offers)
      login = session === null ? 'basic' : 'digest'
      authorization =
        session?.authorize({
          method: request.method,
          uri: target,
          credential,
        }) ?? basicOf(request, credential, offers, memory)
    }
    if (authorization !== null) shown += 1
    const raw = await ask(authorization)
    const challenges = raw.status === 401 ? parseChallenges(raw.authenticate) : []
    const refused = raw.status === 401 && challenges.length > 0
    const again =
      credential !== null &&
      refused &&
      shown < mostLogins &&
      (shown === 0 || challenges.some(({ stale }) => stale) || (session !== null && session === reused))
    if (again) {
      offers = challenges
      continue
    }
    if (raw.status < 400 && credential !== null && session !== null && shown > 0) memory.keepProven(credential, session)
    if (raw.status === 401) memory.forget()
    return {
      status: raw.status,
      headers: raw.headers,
      body: raw.body,
      challenges,
      login,
      shown,
      isLoginRefused: refused && shown > 0 && session !== reused,
    }
  }
}

function basicOf(
  request: HttpRequest,
  { username, password }: Credential,
  offers: readonly Challenge[],
  memory: LoginMemory,
): string {
  const schemes = [...new Set(offers.map(({ scheme }) => scheme))].join(', ').slice(0, 80)
  const name = `${request.address}:${request.port}`
  if (!offers.some(({ scheme }) => scheme === 'basic')) {
    throw new CredentialWithheld(
      `${name} wants a login that is never given to a device (${schemes}). No login was sent.`,
    )
  }
  if (memory.strongestDigest > 0) {
    throw new CredentialWithheld(
      `${name} offered Digest before and now only Basic; somebody may stand in between. No login was sent.`,
    )
  }
  if (request.https !== true || request.basic !== 'inside-tls') {
    throw new CredentialWithheld(
      `${name} offers only Basic login, which would send the password readable. No login was sent.`,
    )
  }
  return `Basic ${Buffer.concat([Buffer.from(`${username}:`, 'utf8'), password.bytes()]).toString('base64')}`
}

function exchangeOf(request: HttpRequest, target: string, authorization: string | null, limits: HttpLimits): Exchange {
  const { body } = request
  return {
    method: request.method,
    address: request.address,
    port: request.port,
    https: request.https ?? false,
    target,
    headers: {
      ...request.headers,
      ...(authorization === null ? {} : { Authorization: authorization }),
    },
    body: typeof body === 'string' ? Buffer.from(body, 'utf8') : (body ?? null),
    signal: request.signal,
    limits,
  }
}

/** The request target as it will stand on the wire: what Digest signs must be the same text. */
export function targetOf(path: string): string {
  if (!/^\/[\x21-\x7e]{0,2047}$/.test(path)) throw new ProtocolViolation('The device named a path that is not one.')
  const { pathname, search } = new URL(`http://device${path}`)
  return `${pathname}${search}`
}
