import type { Login } from '../../drivers/driver.ts'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { Unsupported } from '../../model/errors.ts'
import { type Credential, Secret } from '../../model/secret.ts'
import type { Vault } from '../../vault/vault.ts'
import type { OpenDevice } from '../device/open-device.ts'
import { isDatabase } from '../login/login-databases.ts'

/** One login database that knows the account, and what it takes to set a password there. */
export interface Database {
  readonly login: Login
  readonly administrator: Credential
  /** What opens it now; null where nobody knows that. */
  readonly oldPassword: Secret | null
  readonly setPassword: NonNullable<Login['setPassword']>
}

/** Where an account lives, as far as the device can be asked. */
export interface AccountPlaces {
  /** Each gets the new password; the first one proves it. */
  readonly databases: readonly Database[]
  /** Databases whose own list of accounts does not name it. */
  readonly without: readonly { readonly login: Login; readonly administrator: Credential }[]
}

/** A database that a proven administrator could set a password on. */
type Administered = Omit<Database, 'oldPassword'>

/** Databases with a proven administrator, in the order of the driver. Asks nothing. */
export function administeredBy(open: OpenDevice): readonly Administered[] {
  return open.driver.logins.flatMap((login) => {
    const { setPassword } = login
    const administrator = open.credentialOn(login.name)
    if (setPassword === undefined || administrator === null || !isDatabase(login)) return []
    return [{ login, administrator, setPassword }]
  })
}

/**
 * The databases of the device that know the account: whose administrator it is, that took its published default, whose list of
 * accounts names it, or that its known password opens. Asked before anything is sent, each login counted.
 * @throws {ExpectedError} when a database could not be asked: whether the account is there is then not known
 */
export async function placesOf(open: OpenDevice, username: string, vault: Vault): Promise<AccountPlaces> {
  const databases: Database[] = []
  const without: { login: Login; administrator: Credential }[] = []
  const known = committedPassword(vault, open.device.id, username)
  for (const administered of administeredBy(open)) {
    const { login, administrator } = administered
    if (administrator.username === username) {
      databases.push({ ...administered, oldPassword: administrator.password })
      continue
    }
    if (tookDefault(open, login, username)) {
      databases.push({ ...administered, oldPassword: publishedPassword(open, username) })
      continue
    }
    const isListed = await listsAccount(open, login, administrator, username)
    if (isListed === false && login !== open.mainLogin) {
      without.push({ login, administrator })
      continue
    }
    const isOpened = known !== null && (await isLetIn(open, login, { username, password: known }))
    // Another account of the main database is an account all the same, although its password is not known.
    if (isOpened || isListed === true || login === open.mainLogin)
      databases.push({ ...administered, oldPassword: isOpened ? known : null })
  }
  return { databases, without }
}

async function isLetIn({ ledger, connection }: OpenDevice, login: Login, credential: Credential): Promise<boolean> {
  return (await ledger.authenticate(connection, login, credential)) === 'accepted'
}

/** Null where the database has no list that could be asked for. */
async function listsAccount(
  open: OpenDevice,
  login: Login,
  administrator: Credential,
  username: string,
): Promise<boolean | null> {
  try {
    return (await namesOn(open, { login, administrator }))?.includes(username) ?? null
  } catch (error) {
    if (error instanceof CredentialsRefused || error instanceof Unsupported) return null
    throw error
  }
}

/** Accounts that the list of a database names; null where it has none that could be asked for. */
export async function namesOn(
  open: OpenDevice,
  { login, administrator }: Pick<Administered, 'login' | 'administrator'>,
): Promise<readonly string[] | null> {
  const { accountNames } = login
  if (accountNames === undefined) return null
  return await open.counted(() => accountNames.call(login, open.connection, administrator), login.name)
}

function committedPassword(vault: Vault, deviceId: string, username: string): Secret | null {
  const committed = vault.candidates({ deviceId, username }).find(({ state }) => state === 'committed')
  return committed?.password ?? null
}

function tookDefault({ loginState: { defaults } }: OpenDevice, login: Login, username: string): boolean {
  const accepted = defaults.end === 'value' ? defaults.value.accepted : []
  return accepted.some((entry) => entry.interface === login.name && entry.username === username)
}

function publishedPassword(open: OpenDevice, username: string): Secret | null {
  const standard = open.driver.defaultLogins(open.device).find((entry) => entry.username === username)
  return standard === undefined ? null : Secret.of(standard.password)
}
