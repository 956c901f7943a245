import { randomBytes } from 'node:crypto'
import type { Connection, Driver, Login } from '../drivers/driver.ts'
import type { Device } from '../model/device.ts'
import { CredentialsRefused, DeviceLockedOut, ExpectedError, toProblem } from '../model/errors.ts'
import type { AuthenticationTrial, DefaultLoginTrial, LoginName, Reading } from '../model/facts.ts'
import type { Credential } from '../model/secret.ts'
import { Secret } from '../model/secret.ts'
import type { Vault } from '../vault/vault.ts'
import type { AttemptLedger } from './attempts.ts'
import { PasswordUnresolved, StopRule } from './problems.ts'

/** What the engine knows about getting into one device after it knocked, within the stop rule. */
export interface LoginState {
  /** The login that was proven on the main interface, or null. */
  readonly credential: Credential | null
  /** Why there is none, as the next reader should report it. */
  readonly refusal: ExpectedError | null
  readonly defaults: Reading<DefaultLoginTrial>
  readonly enforcement: Reading<AuthenticationTrial>
}

export interface Knock {
  readonly device: Device
  readonly driver: Driver
  readonly connection: Connection
  readonly vault: Vault
  readonly ledger: AttemptLedger
  /** Told as soon as a login is proven, so that what follows can use it. */
  readonly proven: (credential: Credential) => void
}

/**
 * Finds a login that works and learns how the device guards itself: first what the vault holds, then the public defaults of
 * the vendor, then (only where something was accepted) a random password, so that a device that accepts anything is not
 * mistaken for one with a known login. Each credential is tried once per visit.
 */
export async function findLogin(knock: Knock): Promise<LoginState> {
  const [main] = knock.driver.logins
  if (main === undefined) return withoutLogins(knock.driver)
  const known = await tryKnown(knock, main)
  const defaults = await tryDefaults(knock, main, known.credential, known.error)
  const credential = known.credential ?? defaults.credential
  if (credential !== null) knock.proven(credential)
  const enforcement = await tryEnforcement(knock, main, credential)
  const refusal =
    credential === null
      ? (known.error ?? defaults.error ?? new CredentialsRefused('No login for this device is known.'))
      : null
  return { credential, refusal, defaults: defaults.reading, enforcement }
}

/** The passwords of the vault: candidates of this device newest first, then what the technician entered for the whole site. */
async function tryKnown(
  { device, connection, vault, ledger }: Knock,
  main: Login,
): Promise<{ credential: Credential | null; error: ExpectedError | null }> {
  let error: ExpectedError | null = null
  for (const { credential, declined } of knownCredentials(vault, device)) {
    if (!declined && ledger.earlier(main.name, credential) === 'refused') {
      error = new CredentialsRefused(`The login "${credential.username}" that the vault holds was refused.`)
      continue
    }
    try {
      if ((await ledger.authenticate(connection, main, credential)) === 'accepted') {
        const { username, password } = credential
        // From now on it is the password of this account, whatever it was before: a site login, or one taken late.
        if (!isUnresolved(vault, device, username))
          vault.setCredential({ deviceId: device.id, username }, password, 'entered')
        return { credential, error: null }
      }
      error = new CredentialsRefused(`The login "${credential.username}" that the vault holds was refused.`)
    } catch (caught) {
      if (!(caught instanceof ExpectedError)) throw caught
      return { credential: null, error: caught }
    }
  }
  return { credential: null, error }
}

const isUnresolved = (vault: Vault, device: Device, username: string): boolean =>
  vault.unresolved().some(({ account }) => account.deviceId === device.id && account.username === username)

/**
 * A site login stands in only where the device has no password of its own. A new password that a device seemed not to take
 * comes last: some take it at their next restart.
 */
function knownCredentials(
  vault: Vault,
  device: Device,
): { readonly credential: Credential; readonly declined: boolean }[] {
  const own = vault.accounts(device.id).flatMap(({ username }) => {
    const passwords = vault.candidates({ deviceId: device.id, username })
    const current = passwords.filter(({ state }) => state !== 'superseded')
    const newest = passwords.findIndex(({ state }) => state === 'committed')
    const declined = passwords.slice(0, Math.max(0, newest)).filter(({ state }) => state === 'superseded')
    return [...current, ...declined].map((entry) => ({
      credential: { username, password: entry.password },
      declined: declined.includes(entry),
    }))
  })
  return own.length > 0 ? own : vault.siteLogins().map((credential) => ({ credential, declined: false }))
}

async function tryDefaults(
  { device, driver, connection, vault, ledger }: Knock,
  main: Login,
  known: Credential | null,
  earlierError: ExpectedError | null,
): Promise<{ credential: Credential | null; reading: Reading<DefaultLoginTrial>; error: ExpectedError | null }> {
  const readAt = new Date().toISOString()
  const tried: { interface: LoginName; username: string }[] = []
  const accepted: { interface: LoginName; username: string }[] = []
  let heldBack = 0
  let credential: Credential | null = null
  let error: ExpectedError | null = null
  const defaults = driver.defaultLogins(device)
  // After a lock-out or a dead line no further login is sent, and nothing may be concluded.
  const stopped =
    earlierError !== null && !(earlierError instanceof CredentialsRefused) && !(earlierError instanceof StopRule)
  if (stopped) return { credential: null, error: earlierError, reading: unread(earlierError, readAt) }
  for (const { username, password } of defaults) {
    const candidate = { username, password: Secret.of(password) }
    const entry = { interface: main.name, username }
    const earlier = ledger.earlier(main.name, candidate)
    if (known !== null && known.username === username && known.password.equals(candidate.password)) {
      tried.push(entry)
      accepted.push(entry)
      continue
    }
    if (earlier === 'refused') {
      tried.push(entry)
      continue
    }
    if (!ledger.allows(username)) {
      heldBack += 1
      continue
    }
    try {
      const answer = await ledger.authenticate(connection, main, candidate)
      tried.push(entry)
      if (answer === 'accepted') {
        accepted.push(entry)
        credential ??= candidate
        // From now on the vault holds a password of every device that we got into.
        vault.setCredential({ deviceId: device.id, username }, candidate.password, 'default')
      }
    } catch (caught) {
      if (!(caught instanceof ExpectedError)) throw caught
      error = caught
      heldBack += 1
      if (caught instanceof DeviceLockedOut) break
      return {
        credential,
        error,
        reading: accepted.length > 0 ? value({ tried, accepted, heldBack }, readAt) : unread(caught, readAt),
      }
    }
  }
  return { credential, error, reading: value({ tried, accepted, heldBack }, readAt) }
}

/** A random password, once, and a protected request without login, on each interface. */
async function tryEnforcement(
  { driver, connection, ledger }: Knock,
  main: Login,
  accepted: Credential | null,
): Promise<Reading<AuthenticationTrial>> {
  const readAt = new Date().toISOString()
  const tested: LoginName[] = []
  const acceptsAnyPassword: LoginName[] = []
  const answersWithoutLogin: LoginName[] = []
  let problem: ExpectedError | null = null
  for (const login of driver.logins) {
    try {
      if ((await login.withoutLogin(connection)) === 'open') answersWithoutLogin.push(login.name)
      tested.push(login.name)
    } catch (caught) {
      if (!(caught instanceof ExpectedError)) throw caught
      // An interface that the device does not have cannot be open; any other trouble leaves the question open.
      const absent = caught.code === 'device/unsupported' || (login !== main && isRefusedConnection(caught))
      if (!absent) problem ??= caught
    }
  }
  if (accepted !== null && ledger.allows(accepted.username)) {
    const random = { username: accepted.username, password: Secret.of(randomBytes(9).toString('hex')) }
    try {
      if ((await ledger.authenticate(connection, main, random)) === 'accepted') acceptsAnyPassword.push(main.name)
      // The right password again ends the row of failures on the side of the device.
      await ledger.authenticate(connection, main, accepted)
    } catch (caught) {
      if (!(caught instanceof ExpectedError)) throw caught
      problem ??= caught
    }
  }
  if (tested.length === 0) return problem === null ? withoutLogins(driver).enforcement : unread(problem, readAt)
  if (problem !== null && answersWithoutLogin.length === 0 && acceptsAnyPassword.length === 0)
    return unread(problem, readAt)
  return value({ acceptsAnyPassword, answersWithoutLogin, tested }, readAt)
}

function withoutLogins(driver: Driver): LoginState {
  const readAt = new Date().toISOString()
  const problem = {
    code: 'device/unsupported',
    message: `The ${driver.vendor} driver knows no login of this device.`,
    remedy: 'Check the logins of this device by hand.',
  }
  const reading = { end: 'unsupported', problem, readAt } as const
  return { credential: null, refusal: null, defaults: reading, enforcement: reading }
}

/**
 * Settles what an earlier crash left open: the new password once, then the old one. Leaves the account alone when neither
 * answer proves where the device stands.
 */
export async function resolveInterrupted({ device, driver, connection, vault, ledger }: Knock): Promise<void> {
  const [main] = driver.logins
  if (main === undefined) return
  for (const { username } of vault
    .unresolved()
    .filter(({ account }) => account.deviceId === device.id)
    .map(({ account }) => account)) {
    const change = vault.resume({ deviceId: device.id, username })
    if (change === null) continue
    const login = (password: Secret) => ledger.authenticate(connection, main, { username, password })
    if ((await login(change.newPassword)) === 'accepted') {
      change.markVerified()
      const oldAnswer = change.oldPassword === null ? 'refused' : await login(change.oldPassword)
      if (oldAnswer === 'accepted')
        throw new PasswordUnresolved(`"${username}" is let in with the new and with the old password.`)
      change.commit()
    } else if (change.oldPassword !== null && (await login(change.oldPassword)) === 'accepted') {
      change.abandon('the device kept the old password')
    } else {
      throw new PasswordUnresolved(`"${username}" is let in neither with the new nor with the old password.`)
    }
  }
}

/** A closed port is an answer: nothing listens there. */
const isRefusedConnection = ({ cause }: ExpectedError): boolean =>
  cause instanceof Error && (cause as NodeJS.ErrnoException).code === 'ECONNREFUSED'

const value = <T>(of: T, readAt: string): Reading<T> => ({ end: 'value', value: of, readAt })

export function unread(error: ExpectedError, readAt: string): Exclude<Reading<never>, { end: 'value' }> {
  return { end: endOf(error), problem: toProblem(error), readAt }
}

/** Which of the four ends an error is. @see model/facts.ts */
export function endOf(error: ExpectedError): 'unsupported' | 'refused' | 'unreachable' | 'malformed' {
  switch (error.code) {
    case 'device/unsupported':
    case 'device/no-driver':
      return 'unsupported'
    case 'device/malformed-answer':
      return 'malformed'
    case 'device/credentials-refused':
    case 'device/locked-out':
    case 'device/credential-withheld':
    case 'device/stop-rule':
    case 'device/identity-changed':
    case 'device/identity-mismatch':
    case 'device/conflict':
    case 'password/unresolved':
      return 'refused'
    default:
      return 'unreachable'
  }
}
