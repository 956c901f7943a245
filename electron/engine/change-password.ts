import { setTimeout as sleep } from 'node:timers/promises'
import ipaddr from 'ipaddr.js'
import type { Login } from '../drivers/driver.ts'
import { endpointText } from '../model/device.ts'
import { CredentialWithheld, DeviceUnreachable, ExpectedError, WriteRefused } from '../model/errors.ts'
import type { Credential } from '../model/secret.ts'
import { Secret } from '../model/secret.ts'
import { generatePassword } from '../vault/password.ts'
import type { PasswordChange, Vault } from '../vault/vault.ts'
import type { EventLog } from './event-log.ts'
import type { OpenDevice } from './open-device.ts'
import { ChangeNotKept, PasswordNotProvable, PasswordUnresolved } from './problems.ts'

export interface PasswordParts {
  readonly vault: Vault
  readonly log: EventLog
  /** The technician allowed new passwords to cross the network readable, where a device offers no HTTPS. */
  readonly allowClear: boolean
}

/** How long a device may stay away after it took a new password, before its state is called unresolved. */
const patienceMs = 60_000

/**
 * Gives one account a strong password of its own and proves it, in the order that cannot lose it:
 * encrypted intent on disk, then the request, then new works, shortened fails, old fails, then the old one is history.
 *
 * @throws {PasswordNotProvable} before anything is sent, when the device lets any password in
 * @throws {CredentialWithheld} before anything is sent, when it would cross the network readable and nobody allowed that
 * @throws {ChangeNotKept} when it is proven that the device kept the old password
 * @throws {PasswordUnresolved} when neither is proven: both passwords stay in the vault
 */
export async function changePassword(
  open: OpenDevice,
  username: string,
  { vault, log, allowClear }: PasswordParts,
): Promise<void> {
  const main = open.mainLogin
  const administrator = open.credential
  const { setPassword } = main ?? {}
  if (main === null || administrator === null || setPassword === undefined) {
    throw new WriteRefused('No proven administrator login that could set a password.')
  }
  const { enforcement } = open.loginState
  if (enforcement.end !== 'value' || enforcement.value.acceptsAnyPassword.length > 0) {
    throw new PasswordNotProvable('The device did not refuse a random password, so a new one could not be proven.')
  }
  const oldPassword = knownPassword(open, administrator, username)
  const transport = await assertPasswordMayTravel(open, allowClear)
  const newPassword = generatePassword(strictest(open.driver.logins))
  const change = vault.beginChange({
    account: { deviceId: open.device.id, username },
    deviceIdentity: `${open.device.identity.serial ?? open.device.endpointReference ?? 'no serial'} at ${endpointText(open.device.endpoint)}`,
    pin: null,
    oldPassword,
    newPassword,
    now: new Date().toISOString(),
  })
  const said = (state: string) =>
    log.append({ type: 'password.change', device: open.device.id, username, transport, state })
  said('intent-on-disk')
  change.markSent()
  const answer = await send(() => setPassword.call(main, open.connection, administrator, username, newPassword))
  await settle(open, main, change, { username, password: newPassword }, oldPassword, answer, said)
  open.proveCredential(username === administrator.username ? { username, password: newPassword } : administrator)
  await proveElsewhere(open, main, { username, password: newPassword }, oldPassword, said)
}

/**
 * How the new password would travel. A device inside this computer is on no network.
 * @throws {CredentialWithheld} before anything secret is sent
 */
export async function assertPasswordMayTravel(
  open: OpenDevice,
  allowClear: boolean,
): Promise<'tls' | 'clear' | 'inside'> {
  const transport = (await open.mainLogin?.passwordTransport?.(open.connection)) ?? 'clear'
  if (transport === 'tls') return transport
  const { address } = open.device.endpoint
  if (ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback') return 'inside'
  if (allowClear) return transport
  throw new CredentialWithheld(
    `${endpointText(open.device.endpoint)} offers no HTTPS: a new password would cross the network readable. Nothing was sent.`,
  )
}

/** What the account is let in with today: the login in use, or the public default that was accepted. */
function knownPassword(open: OpenDevice, administrator: Credential, username: string): Secret | null {
  if (username === administrator.username) return administrator.password
  const standard = open.driver.defaultLogins(open.device).find((entry) => entry.username === username)
  return standard === undefined ? null : Secret.of(standard.password)
}

/** What the device said to the request itself. `lost`: nothing, so that it may still act on it. */
type Answer = 'taken' | 'lost' | WriteRefused

/** An answer that was lost proves nothing: only the logins that follow do. */
async function send(work: () => Promise<void>): Promise<Answer> {
  try {
    await work()
    return 'taken'
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    return error instanceof WriteRefused ? error : 'lost'
  }
}

async function settle(
  open: OpenDevice,
  main: Login,
  change: PasswordChange,
  credential: Credential,
  oldPassword: Secret | null,
  answer: Answer,
  said: (state: string) => void,
): Promise<void> {
  const { username, password } = credential
  const knock = async (candidate: Secret) => {
    await awaitAnswer(open, main)
    return open.ledger.authenticate(open.connection, main, { username, password: candidate })
  }
  try {
    if (!(answer instanceof WriteRefused) && (await knock(password)) === 'accepted') {
      change.markVerified()
      said('new-works')
      if ((await knock(Secret.of(password.reveal().slice(0, -1)))) === 'accepted') {
        throw new PasswordUnresolved(
          `"${username}" is let in with a shortened password as well: the device cuts passwords off.`,
        )
      }
      if (oldPassword !== null && (await knock(oldPassword)) === 'accepted') {
        throw new PasswordUnresolved(`"${username}" is let in with the new and with the old password.`)
      }
      said('old-refused')
      change.commit()
      said('committed')
      // The right password once more ends the row of failures on the side of the device.
      await knock(password)
      return
    }
    if (oldPassword !== null && (await knock(oldPassword)) === 'accepted') {
      if (answer === 'lost') {
        throw new PasswordUnresolved(
          `The answer about the new password of "${username}" was lost. The old one still works; the device may yet act.`,
        )
      }
      change.abandon(answer === 'taken' ? 'the device took the request and kept the old password' : answer.message)
      said('abandoned')
      throw answer === 'taken'
        ? new ChangeNotKept(`The device took the new password of "${username}" and kept the old one.`)
        : answer
    }
    throw new PasswordUnresolved(`"${username}" is let in neither with the new nor with the old password.`)
  } catch (error) {
    if (!change.settled) {
      change.leaveUnresolved(error instanceof Error ? error.message : String(error))
      said('unresolved')
      if (error instanceof ExpectedError && !(error instanceof PasswordUnresolved)) {
        throw new PasswordUnresolved(`The proof of the new password of "${username}" is missing: ${error.message}`, {
          cause: error,
        })
      }
    }
    throw error
  }
}

/** The other login databases of the device: whoever lets the new password in must refuse the old one. */
async function proveElsewhere(
  open: OpenDevice,
  main: Login,
  credential: Credential,
  oldPassword: Secret | null,
  said: (state: string) => void,
): Promise<void> {
  for (const login of open.driver.logins) {
    if (login === main || oldPassword === null) continue
    try {
      if ((await login.withoutLogin(open.connection)) === 'open') continue
      const withNew = await open.ledger.authenticate(open.connection, login, credential)
      const withOld = await open.ledger.authenticate(open.connection, login, {
        username: credential.username,
        password: oldPassword,
      })
      said(`${login.name}-new-${withNew}-old-${withOld}`)
      if (withOld === 'accepted') {
        throw new ChangeNotKept(
          `The ${login.name} login of "${credential.username}" still lets the old password in; it is a separate one on this device.`,
        )
      }
    } catch (error) {
      if (!(error instanceof ExpectedError) || error instanceof ChangeNotKept) throw error
      // An interface that the device does not have, or that went away, has no say in what the main login proved.
      said(`${login.name}-not-proven (${error.code})`)
    }
  }
}

/** Waits for a device that restarts. Asks without login, so that waiting costs no attempt. */
async function awaitAnswer(open: OpenDevice, main: Login): Promise<void> {
  const deadline = performance.now() + patienceMs
  for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    try {
      await main.withoutLogin(open.connection)
      return
    } catch (error) {
      if (!(error instanceof DeviceUnreachable)) {
        if (error instanceof ExpectedError) return
        throw error
      }
      if (performance.now() + pauseMs > deadline) throw error
      await sleep(pauseMs, undefined, { signal: open.connection.signal })
    }
  }
}

/** The password must fit every interface that keeps it. */
function strictest(logins: readonly Login[]): { length?: number; alphabet?: string } {
  const rules = logins.flatMap(({ passwordRules }) => (passwordRules === undefined ? [] : [passwordRules]))
  if (rules.length === 0) return {}
  const length = Math.min(20, ...rules.map(({ maxLength }) => maxLength))
  const [first, ...others] = rules.map(({ alphabet }) => alphabet)
  const alphabet = [...(first ?? '')].filter((letter) => others.every((other) => other.includes(letter))).join('')
  return { length, alphabet }
}
