import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import type { HttpAnswer } from '../../protocols/http/http-request.ts'
import { type Connection, type Login, LoginAbsent, type UploadHelp } from '../driver.ts'
import { WebMemory } from './web-memory.ts'
import { ask, assertAnswered, isAbsent, type WebRequest } from './web-request.ts'
import { secretTarget, webTarget } from './web-target.ts'

/** What a maker adds to the common web login. */
export interface WebDoor {
  /** A harmless reading that every product has and that wants a login; the lowest level that can, an administrator's, must do. */
  readonly knock: Pick<WebRequest, 'method' | 'path' | 'headers' | 'body' | 'manner' | 'limits'>
  /** For makers that say no inside an answer with status 200. Default: the status alone. */
  readonly judge?: (answer: HttpAnswer) => 'accepted' | 'refused' | null
  readonly passwordRules: NonNullable<Login['passwordRules']>
  readonly setPassword?: NonNullable<Login['setPassword']>
  /** For makers whose own exchange of keys hides a new password. Default: where `secretTarget` leads. */
  readonly passwordTransport?: NonNullable<Login['passwordTransport']>
}

/** The accounts of the maker's own web interface: HTTP Digest, and Basic inside TLS where the maker has nothing else. */
export const webLogin = (door: WebDoor): Login => ({
  name: 'web',
  passwordRules: door.passwordRules,
  authenticate: (device, credential) => authenticate(device, door, credential),
  withoutLogin: (device) => withoutLogin(device, door),
  passwordTransport:
    door.passwordTransport ?? (async (device) => ((await secretTarget(device)).https ? 'tls' : 'clear')),
  ...(door.setPassword === undefined ? {} : { setPassword: onlyWhatFits(door.passwordRules, door.setPassword) }),
})

/** A password that the device would cut off is not sent at all. */
const onlyWhatFits =
  ({ maxLength }: WebDoor['passwordRules'], setPassword: NonNullable<Login['setPassword']>): typeof setPassword =>
  async (device, administrator, username, password) => {
    if (password.bytes().length > maxLength) {
      throw new WriteRefused(
        `The device stores passwords of at most ${maxLength} characters; a longer one might be cut off. Nothing was sent.`,
      )
    }
    await setPassword(device, administrator, username, password)
  }

/** Shown once, on a nonce of its own. */
async function authenticate(
  device: Connection,
  door: WebDoor,
  credential: Credential,
): Promise<'accepted' | 'refused'> {
  const memory = WebMemory.of(device.memo, webTarget(device))
  const fresh = memory.logins.withoutSession()
  const answer = await ask(device, door.knock, credential, fresh)
  if (answer.shown === 0) throw nothingShown(door, answer)
  if (isAbsent(door.knock, answer)) assertAnswered(door.knock, answer)
  const verdict = answer.status === 401 ? 'refused' : (door.judge?.(answer) ?? null)
  if (verdict === 'refused') {
    memory.refused(credential)
    return 'refused'
  }
  // 403 after a login that was taken: the right password of an account with too few rights.
  if (answer.status !== 403) assertAnswered(door.knock, answer)
  const session = fresh.proven(credential)
  if (session !== null) memory.logins.keepProven(credential, session)
  memory.accepted(credential)
  return 'accepted'
}

/** The device never asked for the login, so that its answer, whatever it is, is none to this credential. */
function nothingShown(door: WebDoor, answer: HttpAnswer): Error {
  const { status } = answer
  if (isAbsent(door.knock, answer)) {
    return new LoginAbsent(`The device does not have the web interface of its maker (HTTP ${status}).`)
  }
  if (status === 401) return new ProtocolViolation('The web server refuses without saying what login it wants.')
  if (status === 403) return new Unsupported('The web interface is shut to everybody, and asks for no login.')
  assertAnswered(door.knock, answer)
  return (door.judge?.(answer) ?? 'accepted') === 'accepted'
    ? new Unsupported('The web interface answers anybody: no password can be proven there.')
    : new ProtocolViolation('The web interface refuses without asking for a login.')
}

async function withoutLogin(device: Connection, door: WebDoor): Promise<'open' | 'guarded'> {
  const memory = WebMemory.of(device.memo, webTarget(device))
  const answer = await ask(device, door.knock, null, memory.logins.withoutSession())
  if (answer.status === 401 || answer.status === 403) return 'guarded'
  assertAnswered(door.knock, answer)
  return door.judge?.(answer) === 'refused' ? 'guarded' : 'open'
}

/**
 * The login for an upload by the maker's own interface: the one that was proven there, else that of ONVIF, which is shown once,
 * counted.
 *
 * @throws {CredentialsRefused}
 */
export async function provenForUpload(device: Connection, help: UploadHelp, login: Login): Promise<Credential> {
  const credential = device.credential('web') ?? device.credential('onvif')
  if (credential === null) throw new CredentialsRefused('No login of this device is proven.', { shown: null })
  const memory = WebMemory.of(device.memo, webTarget(device))
  if (memory.logins.proven(credential) !== null) return credential
  if ((await help.prove(login)) === 'accepted') return credential
  throw new CredentialsRefused(`The web login of the device does not take "${credential.username}".`, { shown: null })
}
