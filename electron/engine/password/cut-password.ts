import type { Connection, Login } from '../../drivers/driver.ts'
import { Secret } from '../../model/secret.ts'
import type { AccountRef, PasswordChange, Vault } from '../../vault/vault.ts'
import type { AttemptLedger } from '../login/attempt-ledger.ts'
import { PasswordUnresolved } from '../problems.ts'

/** Lengths to which devices were seen to cut a password without a word, the most usual first. */
const cutLengths = [16, 8, 12, 15, 14, 10] as const

/** The device lets in neither the new password nor the old one: perhaps it kept only the beginning of the new one. */
export class PasswordPerhapsCut extends PasswordUnresolved {
  override readonly remedy =
    'Assess this device again half an hour later, and the next day: the app tries the new password once more, then what the device may have kept of it where that cannot lock it. After that it tries nothing by itself: set the device back by hand and enter the login that it has then. Every password it may hold is in the vault.'
}

/** Where a change stands: whoever looks for what a device kept of its password needs these. */
export interface CutSearch {
  readonly ledger: AttemptLedger
  readonly connection: Connection
  readonly login: Login
  readonly change: PasswordChange
}

/** Whether the device refused both the new and the old password, so that what it holds is something else. */
export function refusedBoth({ ledger, login, change }: Omit<CutSearch, 'connection'>): boolean {
  const { username } = change.account
  const refused = (password: Secret) => ledger.refusals(login.name, { username, password }) > 0
  return refused(change.newPassword) && (change.oldPassword === null || refused(change.oldPassword))
}

/**
 * The beginning of the new password that opens the device, or null. Tries what was not tried yet, each counted on disk before it
 * goes out, and only while none of them can be the one that locks. Every form stands in the journal already: it is a
 * part of the password that was written down before anything was sent.
 */
export async function findCutForm({ ledger, connection, login, change }: CutSearch): Promise<Secret | null> {
  const { username } = change.account
  for (const form of formsOf(change.newPassword)) {
    const credential = { username, password: form }
    if (ledger.refusals(login.name, credential) > 0) continue
    if (!ledger.mayGuess(login.name, username)) return null
    if ((await ledger.authenticate(connection, login, credential)) === 'accepted') return form
  }
  return null
}

/** What the device kept is the password of the account from now on; the whole one stays in the vault as history. */
export function keepCutForm(vault: Vault, change: PasswordChange, form: Secret): void {
  const { account, deviceIdentity } = change
  vault.setCredential(account, form, 'generated', deviceIdentity)
  change.abandon(`the device kept only the first ${form.reveal().length} characters of the new password`)
}

/** Whether this password is what a device kept of a longer one that the vault generated for the account. */
export const isCutForm = (vault: Vault, account: AccountRef, password: Secret): boolean =>
  wholeOf(vault, account, password) !== null

/** How many characters the device keeps of a password, where one was cut before; null where none was. */
export function knownLimit(vault: Vault, deviceId: string): number | null {
  const limits = vault.accounts(deviceId).flatMap(({ username }) =>
    vault
      .candidates({ deviceId, username })
      .filter(({ password }) => isCutForm(vault, { deviceId, username }, password))
      .map(({ password }) => password.reveal().length),
  )
  return limits.length === 0 ? null : Math.min(...limits)
}

function wholeOf(vault: Vault, account: AccountRef, password: Secret): Secret | null {
  const beginning = password.reveal()
  const whole = vault.candidates(account).find(({ origin, password: other }) => {
    const text = other.reveal()
    return origin === 'generated' && text.length > beginning.length && text.startsWith(beginning)
  })
  return beginning.length < shortestForm || whole === undefined ? null : whole.password
}

/** A shorter one is no generated password's beginning by anything but chance. */
const shortestForm = Math.min(...cutLengths)

function formsOf(whole: Secret): Secret[] {
  const text = whole.reveal()
  return cutLengths.filter((length) => length < text.length).map((length) => Secret.of(text.slice(0, length)))
}
