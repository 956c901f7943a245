import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ExpectedError } from '../../model/errors.ts'
import type { Account } from '../../model/facts.ts'
import type { Vault } from '../../vault/vault.ts'
import type { OpenDevice } from '../device/open-device.ts'
import { isServiceAccount } from '../password/service-accounts.ts'

/** Which of several accounts of a device we log in with, and who said so: a person, or the device's own list of accounts. */
interface MainLogin {
  readonly username: string
  readonly said: 'person' | 'device'
}

const markOf = (deviceId: string): string => `main-login/${deviceId}`
const nobodyOf = (deviceId: string): string => `no-administrator/${deviceId}`

function mainLoginOf(vault: Vault, deviceId: string): MainLogin | null {
  const kept = vault.blob(markOf(deviceId))
  return kept === null ? null : (JSON.parse(kept.toString('utf8')) as MainLogin)
}

/** From now on this account is tried first. */
export function markMainLogin(vault: Vault, deviceId: string, mark: MainLogin): void {
  const before = mainLoginOf(vault, deviceId)
  if (before?.username === mark.username && before.said === mark.said) return
  vault.putBlob(markOf(deviceId), Buffer.from(JSON.stringify(mark), 'utf8'))
}

/** Accounts of people whose password the vault holds, in the order in which they are tried. */
export function peopleOf(vault: Vault, deviceId: string): readonly string[] {
  const names = vault
    .accounts(deviceId)
    .map(({ username }) => username)
    .filter((username) => !isServiceAccount(vault, { deviceId, username }))
  const main = mainLoginOf(vault, deviceId)?.username
  return main !== undefined && names.includes(main) ? [main, ...names.filter((name) => name !== main)] : names
}

/**
 * Of several accounts that open the device, the one that its own list of accounts calls administrator: the others may change nothing.
 * Asked once; where none of them is one, that is remembered until another login is known.
 *
 * @param again finds the login anew, after another account was put in front
 */
export async function preferAdministrator(open: OpenDevice, vault: Vault, again: () => Promise<void>): Promise<void> {
  const { id } = open.device
  const [main, first] = [open.mainLogin, open.credential?.username]
  const people = peopleOf(vault, id)
  if (main === null || first === undefined || people.length < 2) return
  const mark = mainLoginOf(vault, id)
  const known = knownNow(vault, id, people)
  if (mark?.said === 'device' && mark.username === first) return
  if (vault.blob(nobodyOf(id))?.toString('latin1') === known) return
  let listed = await administratorsOf(open)
  if (listed === 'not-known') return
  const isOne = (username: string) => listed instanceof Set && listed.has(username)
  if (isOne(first)) {
    markMainLogin(vault, id, { username: first, said: 'device' })
    return
  }
  const others = people.filter((username) => username !== first && (listed === 'refused' || isOne(username)))
  for (const username of others) {
    if (!open.ledger.allows(main.name, username)) continue
    markMainLogin(vault, id, { username, said: 'person' })
    await again()
    if (open.credential?.username !== username) continue
    listed = await administratorsOf(open)
    if (!isOne(username)) continue
    markMainLogin(vault, id, { username, said: 'device' })
    return
  }
  if (others.length > 0) {
    markMainLogin(vault, id, { username: first, said: 'person' })
    await again()
  }
  vault.putBlob(nobodyOf(id), Buffer.from(known, 'latin1'))
}

/** Equal as long as no other login of the device is known. */
const knownNow = (vault: Vault, deviceId: string, people: readonly string[]): string =>
  [...people]
    .sort()
    .flatMap((username) => {
      const [newest] = vault.candidates({ deviceId, username })
      return newest === undefined ? [] : [vault.tagOf({ username, password: newest.password })]
    })
    .join(' ')

/** `refused`: the device keeps its list from this login, as it does from whoever is no administrator. */
async function administratorsOf(open: OpenDevice): Promise<ReadonlySet<string> | 'refused' | 'not-known'> {
  const { driver, connection, mainLogin, credential } = open
  const fact =
    mainLogin?.name === 'web' && driver.supports.some((one) => one.fact === 'accounts.web')
      ? 'accounts.web'
      : 'accounts'
  const login = driver.logins.find(({ name }) => name === (fact === 'accounts.web' ? 'web' : 'onvif'))
  const shown = login === undefined ? null : open.credentialOn(login.name)
  const capability = driver.supports.findLast((one) => one.fact === fact)
  if (login === undefined || shown === null || shown.username !== credential?.username || capability === undefined)
    return 'not-known'
  try {
    const accounts = (await open.counted<unknown>(() => capability.read(connection), login.name)) as readonly Account[]
    return new Set(accounts.filter(({ level }) => level === 'administrator').map(({ username }) => username))
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    return error instanceof CredentialsRefused ? 'refused' : 'not-known'
  }
}
