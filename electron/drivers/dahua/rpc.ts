import { createHash } from 'node:crypto'
import { z } from 'zod'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { CredentialWithheld, DeviceLockedOut, ProtocolViolation, Unsupported } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { Connection } from '../driver.ts'
import { WebMemory } from '../web/web-memory.ts'
import { webRequest } from '../web/web-request.ts'
import { webTarget } from '../web/web-target.ts'
import { cgiManner } from './cgi.ts'

/** @see Dahua RPC2, global.login */
const codes = { challenge: 268_632_079, locked: 268_632_081, uninitialised: 268_632_086 }

const answerShape = z.object({
  result: z.unknown().optional(),
  params: z.unknown().optional(),
  session: z.union([z.string(), z.number()]).optional(),
  error: z.object({ code: z.number() }).optional(),
})
type RpcAnswer = z.infer<typeof answerShape>

const challengeShape = z.object({
  realm: z.string().min(1).max(200),
  random: z.union([z.string().max(200), z.number()]).transform(String),
  encryption: z.string().max(40),
})

/** The device has no account yet: somebody must give it its first password on its own page. */
export class NotInitialised extends Unsupported {}

/** What one login by RPC came to. */
export interface RpcSession {
  readonly id: string
  /** Number of the next request. */
  next: number
}

const key = 'dahua.session'

async function post(device: Connection, path: string, message: object): Promise<RpcAnswer> {
  const { body } = await webRequest(
    device,
    {
      method: 'POST',
      path,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(message),
      manner: cgiManner,
      understands: [401],
    },
    null,
  )
  let parsed: unknown
  try {
    parsed = JSON.parse(body.toString('utf8'))
  } catch (error) {
    throw new ProtocolViolation('The device answered its RPC with something that is no JSON.', { cause: error })
  }
  const answer = answerShape.safeParse(parsed)
  if (!answer.success) throw new ProtocolViolation('The device answered its RPC with another message than it should.')
  return answer.data
}

interface Challenge {
  readonly session: string
  readonly realm: string
  readonly random: string
  readonly encryption: string
}

/**
 * The first half of a login: no secret, and no attempt of the device's count.
 *
 * @throws {NotInitialised} {DeviceLockedOut} when the device says so; {Unsupported} where it has no RPC
 */
export async function askChallenge(device: Connection, username: string): Promise<Challenge> {
  const answer = await post(device, '/RPC2_Login', {
    method: 'global.login',
    params: { userName: username, password: '', clientType: 'Web3.0' },
    id: 1,
    session: 0,
  })
  assertNoLock(device, answer)
  if (answer.error?.code === codes.uninitialised)
    throw new NotInitialised(
      'The device was never initialised: it has no account yet. Give it its first password on its own page.',
    )
  const challenge = challengeShape.safeParse(answer.params)
  if (answer.error?.code !== codes.challenge || answer.session === undefined || !challenge.success)
    throw new ProtocolViolation('The device begins a login in a way that nobody knows.')
  return { ...challenge.data, session: String(answer.session) }
}

function assertNoLock(device: Connection, { error }: RpcAnswer): void {
  if (error?.code !== codes.locked) return
  const words = 'The device has locked this account after too many wrong logins.'
  WebMemory.of(device.memo, webTarget(device)).lockedBecause = words
  throw new DeviceLockedOut(words)
}

const upperMd5 = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash('md5')
  for (const part of parts) hash.update(part)
  return hash.digest('hex').toUpperCase()
}

/** @see Dahua RPC2: `Default`, HA1 of user, realm and password, once more with the random text */
export const proofOf = (
  { username, password }: Credential,
  { realm, random }: Pick<Challenge, 'realm' | 'random'>,
): string => upperMd5(`${username}:${random}:`, upperMd5(`${username}:${realm}:`, password.bytes()))

/**
 * One fresh login, shown once. Null when it is refused.
 *
 * @throws {CredentialWithheld} when the device wants the password in a way that others could use again
 */
export async function rpcLogIn(device: Connection, credential: Credential): Promise<RpcSession | null> {
  const challenge = await askChallenge(device, credential.username)
  if (challenge.encryption !== 'Default')
    throw new CredentialWithheld(
      `The device wants its password in a way that can be listened to (${visibleText(challenge.encryption, 40)}). No login was sent.`,
    )
  const answer = await post(device, '/RPC2_Login', {
    method: 'global.login',
    params: {
      userName: credential.username,
      password: proofOf(credential, challenge),
      clientType: 'Web3.0',
      authorityType: challenge.encryption,
      passwordType: challenge.encryption,
    },
    id: 2,
    session: challenge.session,
  })
  assertNoLock(device, answer)
  if (answer.result !== true) return null
  const session = { id: challenge.session, next: 3 }
  device.memo.set(key, { session, username: credential.username })
  return session
}

async function sessionOf(device: Connection): Promise<RpcSession> {
  const known = device.memo.get(key) as { readonly session: RpcSession; readonly username: string } | undefined
  const credential = device.credential('web')
  if (credential === null)
    throw new CredentialsRefused('No login of the web interface of this device is proven.', { shown: null })
  if (known !== undefined && known.username === credential.username) return known.session
  const memory = WebMemory.of(device.memo, webTarget(device))
  if (memory.wasRefused(credential))
    throw new CredentialsRefused('The device refused this login a moment ago; it is not shown again.', { shown: null })
  const session = await rpcLogIn(device, credential)
  if (session !== null) return session
  memory.refused(credential)
  throw new CredentialsRefused('The device refuses the login that it took before.', {
    shown: { login: 'web', credential, times: 1, isLogin: true },
  })
}

/** `result` false becomes null: why is in a code that nobody has a list of. */
export async function rpcCall(
  device: Connection,
  method: string,
  params: Readonly<Record<string, unknown>> | null = null,
): Promise<unknown> {
  const session = await sessionOf(device)
  const answer = await post(device, '/RPC2', { method, params, id: session.next++, session: session.id })
  if (answer.result === false || answer.result === undefined) return null
  return answer.params ?? answer.result
}
