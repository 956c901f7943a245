import { ExpectedError } from '../../model/errors.ts'
import type { Secret } from '../../model/secret.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { Vault } from '../../vault/vault.ts'
import type { OpenDevice } from '../device/open-device.ts'
import { peopleOf } from '../login/main-login.ts'
import { administeredBy } from './account-databases.ts'
import { proofsOf } from './password-proofs.ts'

/**
 * Asks once, on each further database of the device, for the passwords of accounts that were changed and have no proof there, as
 * earlier versions left those that administer nothing: what it lets in is on record from then on. Shown only where the database lists
 * the account, and as the stop rule allows; whatever trouble there is leaves the question for the next time.
 */
export async function proveElsewhere(
  open: OpenDevice,
  parts: { readonly vault: Vault; readonly store: Pick<SiteFile, 'passwordProofs'> },
): Promise<void> {
  const { vault, store } = parts
  const { device, ledger, connection } = open
  const changed = peopleOf(vault, device.id).flatMap((username) => changedPassword(vault, device.id, username))
  if (changed.length === 0) return
  const proven = store.passwordProofs.of(device.id)
  for (const { login, administrator } of administeredBy(open)) {
    if (login === open.mainLogin || login.accountNames === undefined) continue
    const unproven = changed.filter(
      ({ username }) =>
        username !== administrator.username &&
        !proven.some((proof) => proof.login === login.name && proof.username === username),
    )
    if (unproven.length === 0) continue
    try {
      const listed = await login.accountNames(connection, administrator)
      for (const { username, current, before } of unproven) {
        if (!listed.includes(username) || !ledger.allows(login.name, username)) continue
        const ask = (password: Secret) => ledger.authenticate(connection, login, { username, password })
        const withNew = await ask(current)
        const withOld = await ask(before)
        proofsOf(device, username, store)(login, withNew === 'accepted', withOld === 'refused')
        // A login that is right ends the row of failures on the side of the device.
        await ledger.authenticate(connection, login, administrator)
      }
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      // Nothing is claimed of what was not seen, and nothing that was seen elsewhere depends on it.
    }
  }
}

/** The password that the app gave the account, and the one before it. */
function changedPassword(vault: Vault, deviceId: string, username: string) {
  const passwords = vault.candidates({ deviceId, username })
  const at = passwords.findIndex(({ state }) => state === 'committed')
  const [current, before] = [passwords[at], passwords[at + 1]]
  if (at < 0 || current?.origin !== 'generated' || before === undefined) return []
  return [{ username, current: current.password, before: before.password }]
}
