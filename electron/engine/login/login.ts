import { randomBytes } from 'node:crypto'
import type { Driver, Login } from '../../drivers/driver.ts'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ExpectedError } from '../../model/errors.ts'
import type { AuthenticationTrial, Reading } from '../../model/facts.ts'
import type { LoginName } from '../../model/login-name.ts'
import type { Credential } from '../../model/secret.ts'
import { Secret } from '../../model/secret.ts'
import type { AccountRef, Vault } from '../../vault/vault.ts'
import { LoginUnknown, StopRule } from '../problems.ts'
import { unread, value } from '../reading-ends.ts'
import { loginStateOfNew, waitsForFirstPassword } from './factory-state.ts'
import { type DatabaseTrial, furtherDatabases, tryDatabase, untriedDatabase } from './login-databases.ts'
import type { Knock, LoginState } from './login-state.ts'
import { markMainLogin } from './main-login.ts'
import { tryDefaults } from './try-defaults.ts'
import { type KnownLogin, knownLogins, offerOf, tryKnown } from './try-known.ts'

/**
 * Finds a login that works and learns how the device guards itself: first what the vault holds, then the public defaults of
 * the vendor, then (only where something was let in) a random password, so that a device that lets anything in is not
 * mistaken for one with a known login. The vault learns what was let in only after all that.
 */
export async function findLogin(knock: Knock): Promise<LoginState> {
  const [main] = knock.driver.logins
  if (main === undefined) return withoutLogins(knock.driver)
  if (await waitsForFirstPassword(knock)) return loginStateOfNew()
  const known = await tryKnown(knock, main)
  const defaults = await tryDefaults(knock, main, known)
  const credential = known.login?.credential ?? defaults.credential
  const enforcement = await tryEnforcement(knock, main, credential, known.refused || defaults.refused)
  const guarded = enforcement.end === 'value' && enforcement.value.acceptsAnyPassword.length === 0
  if (guarded && credential !== null) remember(knock, credential, known.login)
  const refusal =
    credential === null
      ? (known.error ?? defaults.error ?? new CredentialsRefused('No login for this device is known.'))
      : null
  const letIn = credential === null ? null : { credential, since: known.login?.since ?? '' }
  const trials = await tryOthers(knock, main, letIn, known.error ?? defaults.error)
  return {
    credential,
    others: new Map(trials.flatMap(({ login, credential: own }) => (own === null ? [] : [[login.name, own]]))),
    refusal,
    defaults: withTrials(defaults.reading, trials),
    enforcement: withProofs(enforcement, trials),
    trouble: trials.find(({ trouble }) => trouble !== null)?.trouble ?? unseenIn(trials),
  }
}

/** A database that may hold any password is no part of what is proven. */
function unseenIn(trials: readonly DatabaseTrial[]): ExpectedError | null {
  const names = (why: DatabaseTrial['unseen']) =>
    trials
      .filter(({ unseen }) => unseen === why)
      .map(({ login }) => login.name)
      .join(' and ')
  const [open, changed, heldBack] = [names('open'), names('changed'), names('held-back')]
  if (open !== '') {
    return new LoginUnknown(
      `The ${open} login of this device lets anybody in: what passwords are behind it is not known.`,
    )
  }
  if (changed !== '') {
    return new LoginUnknown(`What opens the ${changed} login of this device is not known: it took another one before.`)
  }
  if (heldBack === '') return null
  return new StopRule(`What opens the ${heldBack} login of this device is not known: no more could be tried now.`)
}

/**
 * The other databases. Where the main one let nobody in, only what a person entered is shown to them: guesses there would add to
 * the same lock-out. After a lock-out or a dead line they are sent nothing, and nothing may be concluded of them.
 */
async function tryOthers(
  knock: Knock,
  main: Login,
  letIn: Pick<KnownLogin, 'credential' | 'since'> | null,
  error: ExpectedError | null,
): Promise<DatabaseTrial[]> {
  const others = furtherDatabases(knock.driver, main)
  const absent = error?.code === 'device/unsupported'
  const stopped = error !== null && !absent && !(error instanceof CredentialsRefused)
  if (letIn === null && stopped) return others.map((login) => untriedDatabase(login, error))
  const known = knownLogins(knock.vault, knock.device)
  const offers = letIn === null ? known.filter(({ from }) => absent || from === 'entered') : known
  const all = [...(letIn === null ? [] : [{ ...letIn, isOld: false }]), ...offers.map(offerOf)]
  const trials: DatabaseTrial[] = []
  for (const login of others) {
    trials.push(
      await tryDatabase(knock, login, all, { withDefaults: letIn !== null || absent, isLetIn: letIn !== null }),
    )
  }
  return trials
}

function withTrials(reading: LoginState['defaults'], trials: readonly DatabaseTrial[]): LoginState['defaults'] {
  const all = trials.filter(({ tried, heldBack }) => tried.length + heldBack > 0)
  // A database that fell silent in the middle may be the one that takes the default: what was accepted elsewhere stands.
  const silent = trials.find(({ trouble }) => trouble !== null)?.trouble ?? null
  const isOpen = all.some(({ accepted }) => accepted.length > 0)
  const isMainOpen = reading.end === 'value' && reading.value.accepted.length > 0
  if (silent !== null && !isOpen && !isMainOpen) return unread(silent, reading.readAt)
  if (all.length === 0) return reading
  const main = reading.end === 'value' ? reading.value : { tried: [], accepted: [], heldBack: 0 }
  // A main login that the device does not have has no default either; any other trouble with it leaves the question open.
  if (reading.end !== 'value' && reading.end !== 'unsupported' && all.every(({ accepted }) => accepted.length === 0))
    return reading
  return value(
    {
      tried: [...main.tried, ...all.flatMap(({ tried }) => tried)],
      accepted: [...main.accepted, ...all.flatMap(({ accepted }) => accepted)],
      heldBack: main.heldBack + all.reduce((sum, { heldBack }) => sum + heldBack, 0),
    },
    reading.readAt,
  )
}

function withProofs(reading: LoginState['enforcement'], trials: readonly DatabaseTrial[]): LoginState['enforcement'] {
  if (reading.end !== 'value' || trials.length === 0) return reading
  const names = (which: 'acceptsAnyPassword' | 'wrongPasswordRefused') =>
    trials.filter((trial) => trial[which]).map(({ login }) => login.name)
  return value(
    {
      ...reading.value,
      acceptsAnyPassword: [...reading.value.acceptsAnyPassword, ...names('acceptsAnyPassword')],
      wrongPasswordRefused: [...reading.value.wrongPasswordRefused, ...names('wrongPasswordRefused')],
    },
    reading.readAt,
  )
}

/** What was let in is the account's password from now on. A default is kept only where the vault knew nothing better. */
function remember({ vault, device }: Knock, { username, password }: Credential, known: KnownLogin | null): void {
  const account = { deviceId: device.id, username }
  const unresolved = vault.unresolved().some((change) => isAccount(change.account, account))
  if (known?.from === 'entered') markMainLogin(vault, device.id, { username, said: 'person' })
  if (unresolved) return
  if (known?.from === 'current') {
    settleGivenUp(vault, account, password)
    return
  }
  if (known === null && vault.candidates(account).length > 0) return
  vault.setCredential(account, password, known === null ? 'default' : 'entered')
  vault.removeDeviceLogin(device.id, username)
}

/** A device that nobody expected to answer again has answered: what it let in is its password. */
function settleGivenUp(vault: Vault, account: AccountRef, password: Secret): void {
  const isGivenUp = vault
    .accounts(account.deviceId)
    .some(({ username, state }) => username === account.username && state === 'given-up')
  const held = isGivenUp ? vault.candidates(account).find((entry) => entry.password.equals(password)) : undefined
  if (held !== undefined) vault.setCredential(account, password, held.origin)
}

const isAccount = (left: AccountRef, right: AccountRef): boolean =>
  left.deviceId === right.deviceId && left.username === right.username

/** A random password, once, and a protected request without login, on each interface. */
async function tryEnforcement(
  { driver, connection, ledger }: Knock,
  main: Login,
  accepted: Credential | null,
  refusedBefore: boolean,
): Promise<Reading<AuthenticationTrial>> {
  const readAt = new Date().toISOString()
  const tested: LoginName[] = []
  const acceptsAnyPassword: LoginName[] = []
  const answersWithoutLogin: LoginName[] = []
  const wrongPasswordRefused: LoginName[] = refusedBefore ? [main.name] : []
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
  if (accepted !== null && (refusedBefore || ledger.allows(main.name, accepted.username))) {
    const random = { username: accepted.username, password: Secret.of(randomBytes(9).toString('hex')) }
    try {
      if (ledger.allows(main.name, accepted.username)) {
        if ((await ledger.authenticate(connection, main, random)) === 'accepted') acceptsAnyPassword.push(main.name)
        else if (!refusedBefore) wrongPasswordRefused.push(main.name)
      }
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
  return value({ acceptsAnyPassword, answersWithoutLogin, wrongPasswordRefused, tested }, readAt)
}

function withoutLogins(driver: Driver): LoginState {
  const readAt = new Date().toISOString()
  const problem = {
    code: 'device/unsupported',
    message: `The ${driver.vendor} driver knows no login of this device.`,
    remedy: 'Check the logins of this device by hand.',
  }
  const reading = { end: 'unsupported', problem, readAt } as const
  return { credential: null, others: new Map(), refusal: null, defaults: reading, enforcement: reading, trouble: null }
}

/** A closed port is an answer: nothing listens there. */
const isRefusedConnection = ({ cause }: ExpectedError): boolean =>
  cause instanceof Error && (cause as NodeJS.ErrnoException).code === 'ECONNREFUSED'
