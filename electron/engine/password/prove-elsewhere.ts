import type { Login } from '../../drivers/driver.ts'
import { ExpectedError } from '../../model/errors.ts'
import type { Credential, Secret } from '../../model/secret.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { Vault } from '../../vault/vault.ts'
import type { OpenDevice } from '../device/open-device.ts'
import { isDatabase } from '../login/login-databases.ts'
import { peopleOf } from '../login/main-login.ts'
import { administeredBy, namesOn } from './account-databases.ts'
import { proofsOf } from './password-proofs.ts'

interface ProofParts {
  readonly vault: Vault
  readonly store: Pick<SiteFile, 'passwordProofs'>
}

/**
 * Asks once, on each further login of the device, for the passwords of accounts that were changed and have no proof there, as earlier
 * versions left those that administer nothing, and as a change is left that a crash cut off: what it lets in is on record from then
 * on. Shown only where a database lists the account, and as the stop rule allows; whatever trouble there is leaves the question for
 * the next time.
 */
export async function proveElsewhere(open: OpenDevice, parts: ProofParts): Promise<void> {
  const { vault, store } = parts
  const { device, connection, driver } = open
  const changed = peopleOf(vault, device.id).flatMap((username) => changedPassword(vault, device.id, username))
  if (changed.length === 0) return
  const proven = store.passwordProofs.of(device.id)
  const unprovenOn = (login: Login) =>
    changed.filter(({ username }) => !proven.some((proof) => proof.login === login.name && proof.username === username))
  for (const { login, administrator } of administeredBy(open)) {
    if (login === open.mainLogin || login.accountNames === undefined) continue
    const unproven = unprovenOn(login).filter(({ username }) => username !== administrator.username)
    if (unproven.length === 0) continue
    await bearingTrouble(async () => {
      const listed = (await namesOn(open, { login, administrator })) ?? []
      for (const entry of unproven) {
        if (listed.includes(entry.username)) await proveOn(open, login, entry, store, administrator)
      }
    })
  }
  // The video, for example, has no list of its own to ask: there only the account that everything else is done with is looked for.
  for (const login of driver.logins.filter((each) => !isDatabase(each))) {
    const [main] = unprovenOn(login).filter(({ username }) => username === open.credential?.username)
    if (main === undefined) continue
    await bearingTrouble(async () => {
      if ((await login.withoutLogin(connection)) === 'guarded') await proveOn(open, login, main, store, null)
    })
  }
}

/** @param rightful ends the row of failures on the side of the device; null: the new password, where it is let in */
async function proveOn(
  { device, ledger, connection }: OpenDevice,
  login: Login,
  { username, current, before }: ChangedPassword,
  store: ProofParts['store'],
  rightful: Credential | null,
): Promise<void> {
  if (!ledger.allows(login.name, username)) return
  const ask = (password: Secret) => ledger.authenticate(connection, login, { username, password })
  const withNew = await ask(current)
  const withOld = await ask(before)
  proofsOf(device, username, store)(login, withNew === 'accepted', withOld === 'refused')
  if (rightful !== null) await ledger.authenticate(connection, login, rightful)
  else if (withNew === 'accepted') await ask(current)
}

/** Nothing is claimed of what was not seen, and nothing that was seen elsewhere depends on it. */
async function bearingTrouble(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
  }
}

interface ChangedPassword {
  readonly username: string
  readonly current: Secret
  readonly before: Secret
}

/** The password that the app gave the account, and the one before it. */
function changedPassword(vault: Vault, deviceId: string, username: string): ChangedPassword[] {
  const passwords = vault.candidates({ deviceId, username })
  const at = passwords.findIndex(({ state }) => state === 'committed')
  const [current, before] = [passwords[at], passwords[at + 1]]
  if (at < 0 || current?.origin !== 'generated' || before === undefined) return []
  return [{ username, current: current.password, before: before.password }]
}
