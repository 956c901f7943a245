import type { Login } from '../../drivers/driver.ts'
import type { Secret } from '../../model/secret.ts'
import type { PasswordChange } from '../../vault/vault.ts'
import { waitsForFirstPassword } from '../login/factory-state.ts'
import type { Knock } from '../login/login-state.ts'
import { PasswordUnresolved } from '../problems.ts'
import { findCutForm, keepCutForm, PasswordPerhapsCut, refusedBoth } from './cut-password.ts'
import { isServiceAccount } from './service-accounts.ts'

/**
 * Settles what an earlier crash left open: the new password once, then the old one, and neither where it is known that nothing was
 * sent, or that a factory-new device took nothing. Leaves the account alone when neither
 * answer proves where the device stands.
 */
export async function resolveInterrupted(knock: Knock): Promise<void> {
  const { device, driver, connection, vault, ledger, letIn } = knock
  const [main] = driver.logins
  if (main === undefined) return
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
    const login = async (password: Secret) => {
      const answer = await ledger.authenticate(connection, main, { username, password })
      // Whose answer this is comes before what it means.
      if (answer === 'accepted') await letIn({ username, password })
      return answer
    }
    if (await settleOtherwise(knock, main, change, login)) continue
    if ((await login(change.newPassword)) === 'accepted') {
      change.markVerified()
      const oldAnswer = change.oldPassword === null ? 'refused' : await login(change.oldPassword)
      if (oldAnswer === 'accepted')
        throw new PasswordUnresolved(`"${username}" is let in with the new and with the old password.`)
      change.commit()
    } else if (change.oldPassword !== null && (await login(change.oldPassword)) === 'accepted') {
      change.abandon('the device kept the old password')
    } else {
      throw new PasswordPerhapsCut(neither(username))
    }
  }
}

/**
 * Where both passwords were refused already: what somebody entered since, then the new one once more, for a device that took its
 * time, then what the device may have kept of it. False where one of the two was never refused, so that both are to be tried.
 * @throws {PasswordPerhapsCut} when nothing more can be tried without coming near a lock-out
 */
async function settleOtherwise(
  { device, connection, vault, ledger, log }: Knock,
  main: Login,
  change: PasswordChange,
  login: (password: Secret) => Promise<'accepted' | 'refused'>,
): Promise<boolean> {
  const { account, newPassword } = change
  const { username } = account
  const search = { ledger, connection, login: main, change }
  if (!refusedBoth(search)) return false
  const mayTry = (password: Secret, refusals: number) =>
    ledger.refusals(main.name, { username, password }) < refusals && ledger.allows(main.name, username)
  for (const { username: name, password } of vault.deviceLogins(device.id)) {
    if (name !== username || !mayTry(password, 1) || (await login(password)) === 'refused') continue
    vault.setCredential(account, password, 'entered')
    change.abandon('somebody gave the device another password')
    vault.removeDeviceLogin(device.id, username)
    return true
  }
  if (mayTry(newPassword, 2) && (await login(newPassword)) === 'accepted') {
    change.markVerified()
    change.commit()
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
