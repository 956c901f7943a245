import type { RecordedAttempt } from '../../model/attempt.ts'
import type { LoginName } from '../../model/login-name.ts'
import type { Secret } from '../../model/secret.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { Vault } from '../../vault/vault.ts'
import { latestProofs } from '../password/password-proofs.ts'

/**
 * Which devices of a site hold the same password, without comparing each with each: by a keyed tag of the password.
 * What it knows of a device is brought up to date whenever it is asked about that device.
 */
export class PasswordIndex {
  readonly #vault: Vault
  readonly #store: Pick<SiteFile, 'attempts' | 'passwordProofs'>
  readonly #devices = new Map<string, ReadonlySet<string>>()
  readonly #byTag = new Map<string, Set<string>>()

  constructor(vault: Vault, store: Pick<SiteFile, 'attempts' | 'passwordProofs'>, deviceIds: readonly string[]) {
    this.#vault = vault
    this.#store = store
    for (const id of deviceIds) this.#refresh(id)
  }

  /** Other devices that hold this password. */
  sharedWith(deviceId: string, password: Secret): number {
    this.#refresh(deviceId)
    const holders = this.#byTag.get(this.#tag(password)) ?? new Set()
    return holders.size - (holders.has(deviceId) ? 1 : 0)
  }

  /** Entered for all devices of a site that has several: whatever was looked at so far, it opens more than one. */
  isForSite(password: Secret): boolean {
    return this.#devices.size > 1 && this.#vault.siteLogins().some((login) => login.password.equals(password))
  }

  #refresh(deviceId: string): void {
    for (const tag of this.#devices.get(deviceId) ?? []) this.#byTag.get(tag)?.delete(deviceId)
    // What was entered for a device and not tried on it yet counts: else the first of two devices would seem to have its own.
    const held = [
      ...currentPasswords(this.#vault, deviceId),
      ...this.#vault.deviceLogins(deviceId),
      ...this.#earlierThatOpen(deviceId),
    ]
    const tags = new Set(held.map(({ password }) => this.#tag(password)))
    this.#devices.set(deviceId, tags)
    for (const tag of tags) {
      const holders = this.#byTag.get(tag) ?? new Set()
      this.#byTag.set(tag, holders.add(deviceId))
    }
  }

  /**
   * Earlier passwords of the device that a list of accounts let in when it was asked for them last, or may hold since it had no turn
   * in a change: they open it, whatever opens the others.
   */
  #earlierThatOpen(deviceId: string): readonly { readonly password: Secret }[] {
    const accounts = this.#vault.accounts(deviceId).map(({ username }) => ({
      username,
      passwords: this.#vault.candidates({ deviceId, username }),
    }))
    // Most devices never had another one: nothing more is asked of the disk.
    if (accounts.every(({ passwords }) => passwords.length < 2)) return []
    const attempts = this.#store.attempts(deviceId)
    const noTurn = latestProofs(this.#store.passwordProofs.of(deviceId)).filter(
      ({ oldRefused }) => oldRefused === false,
    )
    return accounts.flatMap(({ username, passwords }) => {
      const opened = openedBy(attempts, username)
      const tags = new Set(opened.values())
      const tagOf = (password: Secret) => this.#vault.tagOf({ username, password })
      const current = passwords.find(({ state }) => state === 'committed')
      const isCurrentOn = (login: LoginName) => current !== undefined && opened.get(login) === tagOf(current.password)
      const mayHoldAny = noTurn.some((proof) => proof.username === username && !isCurrentOn(proof.login))
      return passwords.filter(
        ({ state, password }) => state === 'superseded' && (mayHoldAny || tags.has(tagOf(password))),
      )
    })
  }

  #tag(password: Secret): string {
    return this.#vault.tagOf({ username: '', password })
  }
}

/** What opens the logins of one device, as far as it was let in last and not refused since: tags by login. */
function openedBy(attempts: readonly RecordedAttempt[], of: string): ReadonlyMap<LoginName, string> {
  const opened = new Map<LoginName, string>()
  for (const { login, username, credentialTag, outcome } of attempts) {
    if (username !== of) continue
    if (outcome === 'accepted') opened.set(login, credentialTag)
    else if (outcome === 'refused' && opened.get(login) === credentialTag) opened.delete(login)
  }
  return opened
}

/** Of each account, the password that it has, or may have. */
export function currentPasswords(vault: Vault, deviceId: string) {
  return vault.accounts(deviceId).flatMap(({ username }) => {
    const current = vault.candidates({ deviceId, username }).find(({ state }) => state !== 'superseded')
    return current === undefined ? [] : [{ username, ...current }]
  })
}
