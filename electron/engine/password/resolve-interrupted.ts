import type { Login } from '../../drivers/driver.ts'
import { ExpectedError } from '../../model/errors.ts'
import type { Secret } from '../../model/secret.ts'
import type { PasswordChange } from '../../vault/vault.ts'
import { waitsForFirstPassword } from '../login/factory-state.ts'
import { isDatabase } from '../login/login-databases.ts'
import type { Knock } from '../login/login-state.ts'
import { PasswordUnresolved } from '../problems.ts'
import { findCutForm, keepCutForm, PasswordPerhapsCut, refusedBoth } from './cut-password.ts'
import { latePasswords } from './late-passwords.ts'
import { proofsOf } from './password-proofs.ts'
import { isServiceAccount } from './service-accounts.ts'

/**
 * Settles what an earlier crash left open: the new password once, then the old one, and neither where it is known that nothing was
 * sent, or that a factory-new device took nothing. Leaves the account alone when neither
 * answer proves where the device stands.
 */
export async function resolveInterrupted(knock: Knock): Promise<void> {
  const { device, driver, connection, vault, ledger, letIn } = knock
  if (driver.logins.length === 0) return
  const accounts = vault.unresolved().filter(({ account }) => account.deviceId === device.id)
  for (const { account } of accounts) {
    const { username } = account
    const change = vault.resume(account)
    if (change === null) continue
    if (change.stage === 'planned') {
      change.abandon('it was never sent')
      continue
    }
    // It administers nothing: whether it is there is asked by an administrator.
    if (isServiceAccount(vault, account)) continue
    // A login that nobody gave yet cannot be tried: what is shown to the device would count as a guess.
    if (change.oldPassword === null && (await waitsForFirstPassword(knock))) {
      change.abandon('the device waits for its first password still')
      continue
    }
    const database = await databaseOf(knock, change)
    const login = async (password: Secret) => {
      const answer = await ledger.authenticate(connection, database, { username, password })
      // Whose answer this is comes before what it means.
      if (answer === 'accepted') await letIn({ username, password }, database)
      return answer
    }
    if (await settleOtherwise(knock, database, change, login)) continue
    // Where the proof came as far as its refusal, only the answer to the old one is missing.
    const wasRefused = ledger.refusals(database.name, { username, password: change.newPassword }) > 0
    if (!wasRefused && (await login(change.newPassword)) === 'accepted') {
      change.markVerified()
      const oldAnswer = change.oldPassword === null ? null : await login(change.oldPassword)
      if (oldAnswer === 'accepted')
        throw new PasswordUnresolved(`"${username}" is let in with the new and with the old password.`)
      commit(knock, database, change, oldAnswer === null ? null : true)
    } else if (change.oldPassword !== null && (await login(change.oldPassword)) === 'accepted') {
      change.abandon('the device kept the old password')
    } else {
      throw new PasswordPerhapsCut(neither(username))
    }
  }
}

/**
 * The login that the change was being proven on. Of a change that an earlier version began nobody wrote that down: the first
 * database then that the device has.
 */
async function databaseOf({ driver, connection, ledger }: Knock, { logins: [named] }: PasswordChange): Promise<Login> {
  const databases = driver.logins.filter((login, index) => index === 0 || isDatabase(login))
  const known = databases.find(({ name }) => name === named)
  if (known !== undefined) return known
  for (const login of databases) {
    if (ledger.wasLetIn(login.name)) return login
    try {
      await login.withoutLogin(connection)
      return login
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      if (error.code !== 'device/unsupported') return login
    }
  }
  const [main] = databases
  if (main === undefined) throw new Error('a device without logins has no change of a password')
  return main
}

function commit(knock: Knock, login: Login, change: PasswordChange, oldRefused: true | null): void {
  keepProofs(knock, login, change, oldRefused)
  change.commit()
}

/** Databases that were to get the password after this one did not have their turn: that stands on disk before the change ends. */
function keepProofs(
  { device, driver, store }: Knock,
  login: Login,
  change: PasswordChange,
  oldRefused: true | null,
): void {
  const keep = proofsOf(device, change.account.username, store)
  for (const name of change.logins.slice(1)) {
    const other = driver.logins.find((database) => database.name === name)
    if (other !== undefined) keep(other, false, false)
  }
  keep(login, true, oldRefused)
}

/**
 * Where both passwords were refused already: what somebody entered since, then what a change before had given the device, which may
 * have taken it late, then the new one once more, for a device that took its time, then what the device may have kept of it. False
 * where one of the two was never refused, so that both are to be tried.
 * @throws {PasswordPerhapsCut} when nothing more can be tried without coming near a lock-out
 */
async function settleOtherwise(
  knock: Knock,
  database: Login,
  change: PasswordChange,
  login: (password: Secret) => Promise<'accepted' | 'refused'>,
): Promise<boolean> {
  const { device, connection, vault, ledger, log } = knock
  const { account, newPassword } = change
  const { username } = account
  const search = { ledger, connection, login: database, change }
  if (!refusedBoth(search)) return false
  const mayTry = (password: Secret, refusals: number) =>
    ledger.refusals(database.name, { username, password }) < refusals && ledger.allows(database.name, username)
  for (const { username: name, password } of vault.deviceLogins(device.id)) {
    if (name !== username || !mayTry(password, 1) || (await login(password)) === 'refused') continue
    vault.setCredential(account, password, 'entered')
    change.abandon('somebody gave the device another password')
    vault.removeDeviceLogin(device.id, username)
    return true
  }
  const oldRefused = change.oldPassword === null ? null : true
  const late = latePasswords(vault.candidates(account)).map(({ password }) => password)
  // One more of what is likely to be wrong, and no more where nobody knows when the device locks. A late one was refused once already,
  // when its own change was held against the device.
  const tried = (password: Secret) => ledger.refusals(database.name, { username, password }) > 1
  const maySpend = () => ![...late, newPassword].some(tried) || ledger.mayGuess(database.name, username)
  for (const password of late) {
    if (!maySpend() || !mayTry(password, 2) || (await login(password)) === 'refused') continue
    keepProofs(knock, database, change, oldRefused)
    vault.setCredential(account, password, 'generated', change.deviceIdentity)
    change.abandon('the device took the password of an earlier change late')
    log.append({ type: 'password.change', device: device.id, username, state: 'earlier-taken-late' })
    return true
  }
  if (maySpend() && mayTry(newPassword, 2) && (await login(newPassword)) === 'accepted') {
    change.markVerified()
    commit(knock, database, change, oldRefused)
    return true
  }
  const form = await findCutForm(search)
  if (form === null) throw new PasswordPerhapsCut(neither(username))
  keepCutForm(vault, change, form)
  log.append({ type: 'password.change', device: device.id, username, state: 'cut-off' })
  return true
}

const neither = (username: string): string =>
  `"${username}" is let in neither with the new nor with the old password. Both are safe in the vault.`
