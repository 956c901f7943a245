import type { Login } from '../../drivers/driver.ts'
import { ExpectedError, WriteRefused } from '../../model/errors.ts'
import type { Account } from '../../model/facts.ts'
import type { Credential } from '../../model/secret.ts'
import { generatePassword } from '../../vault/password.ts'
import type { OpenDevice } from '../device/open-device.ts'
import { ChangeNotKept, PasswordNotProvable, PasswordUnresolved } from '../problems.ts'
import { assertPasswordMayTravel, identityText, type PasswordParts, strictest } from './change-password.ts'
import { awaitAnswer, provePassword } from './prove-password.ts'
import { sendChange } from './send-change.ts'
import { isServiceAccount, markServiceAccount } from './service-accounts.ts'

/** Where accounts can be made, and who may make them. */
interface Office {
  readonly login: Login
  readonly administrator: Credential
  readonly create: NonNullable<Login['createAccount']>
  readonly remove: NonNullable<Login['deleteAccount']>
}

/**
 * Makes an account that administers nothing, with a password of its own, in the order that cannot lose it: encrypted intent on
 * disk, then the request, then the device lists the account, the password opens it and a shortened one does not. An account of
 * that name that is there already is left alone. It is no changed password: what is known of those says nothing of it.
 *
 * @throws {WriteRefused} when nothing was sent, or the device declined
 * @throws {PasswordNotProvable} {CredentialWithheld} before anything is sent
 * @throws {ChangeNotKept} when the device has no such account afterwards
 * @throws {PasswordUnresolved} when it has, its password is not proven, and it could not be taken away again
 */
export async function createServiceAccount(
  open: OpenDevice,
  username: string,
  level: 'operator' | 'user',
  parts: PasswordParts,
): Promise<void> {
  const { vault, log, allowClear } = parts
  const office = officeOf(open)
  if (office === null) throw new WriteRefused('No proven administrator login that could make an account.')
  const { enforcement } = open.loginState
  if (enforcement.end !== 'value' || enforcement.value.acceptsAnyPassword.length > 0) {
    throw new PasswordNotProvable('The device did not refuse a random password, so a new one could not be proven.')
  }
  if ((await listed(open, username)) !== null) {
    throw new WriteRefused(`The device has an account "${username}" already; it is left alone. Nothing was sent.`)
  }
  const transport = await assertPasswordMayTravel(open, allowClear)
  const account = { deviceId: open.device.id, username }
  const password = generatePassword(strictest(open.driver.logins))
  markServiceAccount(vault, account)
  const change = vault.beginChange({
    account,
    deviceIdentity: identityText(open),
    pin: null,
    oldPassword: null,
    newPassword: password,
    logins: [office.login.name],
    now: new Date().toISOString(),
  })
  const said = (state: string) =>
    log.append({ type: 'account.creation', device: open.device.id, username, level, transport, state })
  said('intent-on-disk')
  change.markSent()
  const answer = await sendChange(open.connection, () =>
    office.create.call(office.login, open.connection, office.administrator, { username, password, level }),
  )
  if (answer instanceof WriteRefused) {
    change.abandon(answer.message)
    said('abandoned')
    throw answer
  }
  await awaitAnswer(open, office.login)
  if ((await listed(open, username)) === null) {
    change.abandon('the device does not list the account')
    said('abandoned')
    throw new ChangeNotKept(`The device has no account "${username}" after it was asked to make one.`)
  }
  try {
    const credential = { username, password }
    await provePassword(open, { login: office.login, change, credential, oldPassword: null, answer, said })
  } catch (error) {
    if (!(error instanceof PasswordUnresolved)) throw error
    await removeServiceAccount(open, username, parts)
    vault.resume(account)?.abandon('the account was taken away again')
    said('removed')
    throw new ChangeNotKept(`The account "${username}" was taken away again: ${error.message}`, { cause: error })
  }
}

/**
 * Takes an account away that was made by `createServiceAccount`, and no other. Returns when the device does not list it.
 * @throws {ChangeNotKept} when it still does
 */
export async function removeServiceAccount(
  open: OpenDevice,
  username: string,
  { vault, log }: Pick<PasswordParts, 'vault' | 'log'>,
): Promise<void> {
  const account = { deviceId: open.device.id, username }
  if (!isServiceAccount(vault, account) || (await listed(open, username)) === null) return
  const office = officeOf(open)
  if (office === null) throw new WriteRefused('No proven administrator login that could take an account away.')
  const answer = await sendChange(open.connection, () =>
    office.remove.call(office.login, open.connection, office.administrator, username),
  )
  if (answer instanceof WriteRefused) throw answer
  await awaitAnswer(open, office.login)
  if ((await listed(open, username)) !== null) {
    throw new ChangeNotKept(`The device kept the account "${username}" after it was asked to take it away.`)
  }
  markServiceAccount(vault, account, 'removed')
  log.append({ type: 'account.removal', device: open.device.id, username })
}

/**
 * Settles accounts whose making a crash cut short, once an administrator is logged in: one that the device does not list was never
 * made, and one that its password opens was. Anything else stays as it is; both are safe in the vault.
 */
export async function settleServiceAccounts(open: OpenDevice, vault: PasswordParts['vault']): Promise<void> {
  const pending = vault
    .unresolved()
    .filter(({ account }) => account.deviceId === open.device.id && isServiceAccount(vault, account))
  const office = pending.length === 0 ? null : officeOf(open)
  if (office === null) return
  const accounts = await open.reading('accounts')
  if (accounts.end !== 'value') return
  for (const { account } of pending) {
    const change = vault.resume(account)
    if (change === null) continue
    if (find(accounts.value, account.username) === null) {
      change.abandon('the device has no such account')
      continue
    }
    const credential = { username: account.username, password: change.newPassword }
    if (open.ledger.wasRefused(office.login.name, credential)) continue
    try {
      if ((await open.ledger.authenticate(open.connection, office.login, credential)) !== 'accepted') continue
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      continue
    }
    change.markVerified()
    change.commit()
  }
}

function officeOf(open: OpenDevice): Office | null {
  for (const login of open.driver.logins) {
    const { createAccount: create, deleteAccount: remove } = login
    if (create === undefined || remove === undefined) continue
    const administrator = open.credentialOn(login.name)
    if (administrator !== null) return { login, administrator, create, remove }
  }
  return null
}

const listed = async (open: OpenDevice, username: string): Promise<Account | null> =>
  find(await open.read('accounts'), username)

const find = (accounts: readonly Account[], username: string): Account | null =>
  accounts.find((account) => account.username === username) ?? null
