import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { DeviceLockedOut, ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { visibleText } from '../../model/visible-text.ts'
import { type HttpAnswer, type HttpRequest, httpRequest } from '../../protocols/http/http-request.ts'
import type { HttpLimits } from '../../protocols/http/limits.ts'
import type { LoginMemory } from '../../protocols/http/login-memory.ts'
import type { Connection } from '../driver.ts'
import { WebMemory } from './web-memory.ts'
import { type WebTarget, webTarget } from './web-target.ts'

/** How the web interface of one maker says things that HTTP has no word for. */
export interface WebManner {
  /** What the answer says of a lock, in words; null when it speaks of none. */
  readonly lockOf?: (answer: HttpAnswer) => string | null
  /** Whether the answer says that this product does not have the path, besides 404, 405 and 501. */
  readonly isAbsent?: (answer: HttpAnswer) => boolean
  /** The maker offers nothing but Basic on HTTPS, which is answered inside TLS only. */
  readonly basic?: 'inside-tls'
}

export interface WebRequest {
  readonly method: HttpRequest['method']
  /** Path and query, beginning with `/`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  readonly manner?: WebManner
  /** `write`: a refusal of the value is `WriteRefused`. */
  readonly intent?: 'read' | 'write'
  /** Another place than the usual one: `secretTarget` for a request that carries a secret. */
  readonly target?: WebTarget
  /** Statuses besides 2xx whose answer the caller reads himself, for example 400 with an error document. */
  readonly understands?: readonly number[]
  readonly limits?: Partial<HttpLimits>
}

/**
 * One exchange with the maker's own web interface, with a login that the engine proved there (`device.credential('web')`) or with
 * none. A login that was refused in this step is not shown a second time, and after a word of a lock nothing more is sent.
 *
 * @throws {CredentialsRefused} 401 and 403, and before anything is sent when this login was refused before
 * @throws {DeviceLockedOut} when the answer speaks of a lock, and before anything is sent when one did before
 * @throws {Unsupported} 404, 405, 501, and what the maker says instead
 * @throws {ProtocolViolation} a redirect, which is never followed, and any other answer that is none to a reading
 * @throws {WriteRefused} any other refusal of a writing
 * @throws {DeviceUnreachable} {CredentialWithheld} {IdentityChanged} {OutsideScope} as `httpRequest`
 */
export async function webRequest(
  device: Connection,
  request: WebRequest,
  credential: Credential | null,
): Promise<HttpAnswer> {
  const target = request.target ?? webTarget(device)
  const memory = WebMemory.of(device.memo, target)
  if (credential !== null && memory.wasRefused(credential)) {
    throw new CredentialsRefused(
      `The web login of the device did not take "${credential.username}" a moment ago; it is not shown again.`,
      { shown: null },
    )
  }
  const answer = await ask(device, request, credential, memory.logins)
  if (answer.status === 401 && credential !== null && answer.shown > 0) memory.refused(credential)
  assertAnswered(request, answer, credential)
  return answer
}

/** The exchange itself, for a caller that judges a 401 himself. @throws {DeviceLockedOut} as `webRequest` */
export async function ask(
  device: Connection,
  request: WebRequest,
  credential: Credential | null,
  logins: LoginMemory,
): Promise<HttpAnswer> {
  const target = request.target ?? webTarget(device)
  const memory = WebMemory.of(device.memo, target)
  if (memory.lockedBecause !== null) throw new DeviceLockedOut(memory.lockedBecause)
  const { method, path, headers, body, manner, limits } = request
  const answer = await httpRequest(device.network, {
    ...target,
    method,
    path,
    credential,
    memory: logins,
    signal: device.signal,
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
    ...(limits === undefined ? {} : { limits }),
    ...(manner?.basic === undefined ? {} : { basic: manner.basic }),
  })
  memory.lockedBecause = manner?.lockOf?.(answer) ?? null
  if (memory.lockedBecause !== null) throw new DeviceLockedOut(memory.lockedBecause)
  return answer
}

/** Translates the status of an answer that is none to what was asked. Names no query: it may hold a secret. */
export function assertAnswered(request: WebRequest, answer: HttpAnswer, credential: Credential | null = null): void {
  const { status } = answer
  if ((status >= 200 && status < 300) || request.understands?.includes(status) === true) return
  const name = `${request.method} ${request.path.split('?')[0] ?? ''}`
  // Logins that do not travel by Digest are shown once.
  const times = Math.max(1, answer.shown)
  const shown =
    credential === null ? null : ({ login: 'web', credential, times, isLogin: answer.isLoginRefused } as const)
  if (status === 401) throw new CredentialsRefused(`${name}: the device wants another login.`, { shown })
  if (isAbsent(request, answer)) throw new Unsupported(`${name}: the device does not have this (HTTP ${status}).`)
  if (status === 403) throw new CredentialsRefused(`${name}: the login has no right to this.`, { shown })
  if (status >= 300 && status < 400) {
    const place = visibleText(answer.headers.location ?? 'nowhere', 80)
    throw new ProtocolViolation(`${name}: the device sends us elsewhere (HTTP ${status}, ${place}); nobody follows.`)
  }
  if (request.intent === 'write' && status >= 400)
    throw new WriteRefused(`${name}: the device declined (HTTP ${status}).`)
  throw new ProtocolViolation(`${name}: the device answered HTTP ${status} to a reading.`)
}

export const isAbsent = ({ manner }: WebRequest, answer: HttpAnswer): boolean =>
  [404, 405, 501].includes(answer.status) || manner?.isAbsent?.(answer) === true
