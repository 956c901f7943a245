import type { Device } from '../../model/device.ts'
import type { ExpectedError } from '../../model/errors.ts'
import type { Facts } from '../../model/facts.ts'
import type { LoginName } from '../../model/login-name.ts'
import type { Credential, Secret } from '../../model/secret.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { Vault } from '../../vault/vault.ts'
import { copiesOf } from '../change/config-copy.ts'
import { isCutForm } from '../password/cut-password.ts'
import { latestProofs } from '../password/password-proofs.ts'
import { upgradeFix } from '../upgrade-fix.ts'
import { currentPasswords, type PasswordIndex } from './password-index.ts'

/** The facts that the site file and the vault tell of one device, and no device does. */
const historyFacts = [
  'logins.passwords',
  'logins.changes',
  'firmware.upgrades',
  'config.copies',
] as const satisfies readonly (keyof Facts)[]
export type HistoryFact = (typeof historyFacts)[number]

export const isHistoryFact = (fact: string): fact is HistoryFact => (historyFacts as readonly string[]).includes(fact)

export interface History {
  readonly store: SiteFile
  readonly vault: Vault
  readonly passwords: PasswordIndex
}

/** The logins of one device: the name of the main one, and what was proven on its other login databases. */
export interface KnownDatabases {
  readonly main: LoginName
  readonly others: ReadonlyMap<LoginName, Credential>
  /** Why one of them, the main one included, was not looked at to the end, or lets nobody in. */
  readonly trouble: ExpectedError | null
}

/** One fact that the vault and the store of this site tell; no device is asked. */
export function historyFact<K extends HistoryFact>(
  fact: K,
  device: Device,
  logins: KnownDatabases,
  history: History,
): Facts[K] {
  const facts: { readonly [F in HistoryFact]: () => Facts[F] } = {
    'logins.passwords': () => passwordsOf(device, logins, history),
    'logins.changes': () => changesOf(device, logins, history),
    'firmware.upgrades': () => upgradesOf(device, history),
    'config.copies': () => copiesOf(device.id, history.store),
  }
  return facts[fact]()
}

type KeptPassword = Facts['logins.passwords']['kept'][number]

const lengthClasses = [16, 12, 8] as const

function passwordsOf(
  { id }: Device,
  logins: KnownDatabases,
  { store, vault, passwords }: History,
): Facts['logins.passwords'] {
  const described = (login: LoginName, username: string, password: Secret, isGenerated: boolean): KeptPassword => ({
    interface: login,
    username,
    origin: isGenerated ? 'generated' : 'entered',
    sharedWith: passwords.sharedWith(id, password),
    atLeast: lengthClasses.find((length) => password.reveal().length >= length) ?? 0,
    ...(passwords.isForSite(password) ? { forSite: true } : {}),
    ...(isCutForm(vault, { deviceId: id, username }, password) ? { cutOff: true } : {}),
  })
  const behind = leftBehind(id, logins, vault)
  const kept = [
    ...currentPasswords(vault, id).map(({ username, password, origin }) =>
      described(logins.main, username, password, origin === 'generated'),
    ),
    ...[...behind, ...keptOld(id, logins, { store, vault }, behind)].map(({ login, username, password }) => {
      const known = vault.candidates({ deviceId: id, username }).find((entry) => entry.password.equals(password))
      return described(login, username, password, known?.origin === 'generated')
    }),
  ]
  // What is wrong already stands; a database that nobody could look at may hold another password.
  const isWrong = kept.some(({ sharedWith, forSite, cutOff }) => sharedWith > 0 || forSite === true || cutOff === true)
  if (logins.trouble !== null && kept.length > 0 && !isWrong) throw logins.trouble
  return { kept }
}

/**
 * Login databases that let another password in than the one that the vault has as that of the account: a change that was cut short
 * between two of them, or was made by somebody else.
 */
function leftBehind(id: string, { others }: KnownDatabases, vault: Vault) {
  const current = currentPasswords(vault, id)
  return [...others].flatMap(([login, { username, password }]) => {
    const own = current.find((entry) => entry.username === username)
    return own === undefined || own.password.equals(password) ? [] : [{ login, username, password, at: own.at }]
  })
}

/**
 * Logins that were seen to let the old password of an account in, or have not had their turn in a change: nobody knows which of the
 * earlier ones they hold, since a change before may have been cut short as well. Each of them counts, so that none passes unseen.
 */
function keptOld(
  id: string,
  { others }: KnownDatabases,
  { store, vault }: Pick<History, 'store' | 'vault'>,
  behind: readonly { readonly login: LoginName; readonly username: string }[],
) {
  return latestProofs(store.passwordProofs.of(id)).flatMap(({ login, username, oldRefused }) => {
    if (oldRefused !== false || behind.some((other) => other.login === login && other.username === username)) return []
    const passwords = vault.candidates({ deviceId: id, username })
    const current = passwords.findIndex(({ state }) => state === 'committed')
    const proven = others.get(login)
    const isProvenNow = proven?.username === username && passwords[current]?.password.equals(proven.password) === true
    if (current < 0 || isProvenNow) return []
    return passwords.slice(current + 1).map(({ password }) => ({ login, username, password }))
  })
}

/** What the app changed on the main database and not on another one has no proof there, whatever was proven before. */
function changesOf({ id }: Device, logins: KnownDatabases, { store, vault }: History): Facts['logins.changes'] {
  const behind = leftBehind(id, logins, vault).filter(({ username }) =>
    vault.candidates({ deviceId: id, username }).some(({ origin }) => origin === 'generated'),
  )
  const unresolved = vault
    .unresolved()
    .filter(({ account }) => account.deviceId === id)
    .map(({ account }) => account.username)
  const all = latestProofs(store.passwordProofs.of(id))
  const isProven =
    unresolved.length === 0 && all.every(({ newAccepted, oldRefused }) => newAccepted && oldRefused !== false)
  // What is wrong already stands; a database that nobody could look at may hold the old password.
  if (logins.trouble !== null && all.length > 0 && isProven) throw logins.trouble
  const proofs = all.filter(
    (proof) => !behind.some(({ login, username }) => login === proof.login && username === proof.username),
  )
  return {
    changes: [
      ...proofs.map(({ login, username, newAccepted, oldRefused, at }) => ({
        interface: login,
        username,
        newAccepted,
        oldRefused,
        at,
      })),
      ...behind.map(({ login, username, at }) => ({
        interface: login,
        username,
        newAccepted: false,
        oldRefused: false,
        at,
      })),
    ],
    unresolved,
  }
}

function upgradesOf({ id }: Device, { store }: History): Facts['firmware.upgrades'] {
  return {
    upgrades: store
      .changesOf(id)
      .filter(({ fix, state }) => fix === upgradeFix && state === 'fixed')
      .map(({ asFound, asLeft, target, at }) => ({
        from: versionIn(asFound),
        to: versionIn(asLeft ?? target) ?? '',
        sha256: /SHA-256 ([0-9a-f]{64})/.exec(target)?.[1] ?? '',
        origin: 'nothing',
        at,
        // An upgrade ends as fixed only after every item was judged again.
        judgedAgainAt: at,
      })),
  }
}

const versionIn = (words: string): string | null => /^firmware (.+?)(?: \(file .*)?$/.exec(words)?.[1] ?? null
