import type { Driver } from '../../drivers/driver.ts'
import type { Attempt, RecordedAttempt } from '../../model/attempt.ts'
import { dayMs } from '../../model/days.ts'
import type { LoginName } from '../../model/login-name.ts'
import type { Credential, Secret } from '../../model/secret.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { Vault } from '../../vault/vault.ts'
import { latePasswords } from '../password/late-passwords.ts'
import { AttemptAges } from './attempt-ages.ts'
import type { Shown } from './attempts-left.ts'

export interface HistoryParts {
  readonly store: SiteFile
  readonly vault: Vault
  readonly deviceId: string
  /** Other entries that may be this device: what was tried on them counts here as well. */
  readonly alsoKnownAs?: readonly string[]
  readonly visitId: string
  readonly rule: Driver['stopRule']
}

/** What logins one device was shown, as it stands on disk, and what it said to each. Shows none itself. */
export class AttemptHistory {
  protected readonly store: SiteFile
  protected readonly vault: Vault
  protected readonly deviceId: string
  readonly #alsoKnownAs: readonly string[]
  readonly #visitId: string
  readonly #windowMs: number
  readonly #ages: AttemptAges

  constructor({ store, vault, deviceId, alsoKnownAs = [], visitId, rule }: HistoryParts) {
    this.store = store
    this.vault = vault
    this.deviceId = deviceId
    this.#alsoKnownAs = alsoKnownAs
    this.#visitId = visitId
    this.#windowMs = rule.windowMinutes * 60_000
    this.#ages = AttemptAges.of(store)
  }

  /**
   * What this very credential came to earlier in this visit on that login, or null. Only within the window of the stop rule and
   * after `since`: a device may be reset, and an old refusal says nothing of it now.
   */
  earlier(login: LoginName, credential: Credential, since = ''): 'accepted' | 'refused' | null {
    const own = this.#ofCredential(login, credential).filter(
      (attempt) => attempt.visitId === this.#visitId && attempt.at >= since && this.#ages.of(attempt) <= this.#windowMs,
    )
    const last = own.at(-1)?.outcome
    return last === 'accepted' || last === 'refused' ? last : null
  }

  /** Whether that login let us in during this visit. */
  letInNow(login: LoginName): boolean {
    return this.store
      .attempts(this.deviceId)
      .some((attempt) => attempt.visitId === this.#visitId && attempt.login === login && attempt.outcome === 'accepted')
  }

  /** Whether that login ever let us in. */
  wasLetIn(login: LoginName): boolean {
    return this.store
      .attempts(this.deviceId)
      .some((attempt) => attempt.login === login && attempt.outcome === 'accepted')
  }

  /** How often that login refused this very credential since it let it in last, however long ago. */
  refusals(login: LoginName, credential: Credential): number {
    const own = this.#ofCredential(login, credential)
    return own.slice(own.findLastIndex(({ outcome }) => outcome === 'accepted') + 1).filter(isRefused).length
  }

  /**
   * Whether this login refused this very credential within a day, and let it in at no time of that day: it is not shown again until a
   * person enters it anew (`since`), or the day is over.
   */
  refusedToday(login: LoginName, credential: Credential, since = ''): boolean {
    const today = this.#ofCredential(login, credential).filter(
      (attempt) => attempt.at >= since && this.#ages.of(attempt) <= dayMs,
    )
    return today.some(isRefused) && !today.some(({ outcome }) => outcome === 'accepted')
  }

  /** Whether this login refused this very credential a moment ago or today, so that it is not shown again now. */
  wasRefused(login: LoginName, credential: Credential, since = ''): boolean {
    return this.earlier(login, credential, since) === 'refused' || this.refusedToday(login, credential, since)
  }

  /**
   * Whether this login is more likely wrong than right there: any login of the device refused it since then, or it is an old password
   * (`isOld`), and it is not what that login let in last.
   */
  isGuess(login: LoginName, credential: Credential, { isOld = false, since = '' } = {}): boolean {
    if (this.isLastLetIn(login, credential)) return false
    return isOld || this.isRefusedByNow(credential, since)
  }

  /** Whether any login of the device refused this credential since one let it in, and `since` then. */
  isRefusedByNow(credential: Credential, since = ''): boolean {
    const tag = this.vault.tagOf(credential)
    const own = this.store
      .attempts(this.deviceId)
      .filter((attempt) => attempt.credentialTag === tag && attempt.at >= since)
    return own.slice(own.findLastIndex(({ outcome }) => outcome === 'accepted') + 1).some(isRefused)
  }

  /** Whether a person entered this for the device so many milliseconds after the last login that failed there, by both clocks. */
  isEnteredLater(credential: Credential, ms: number): boolean {
    const at = this.#enteredAt(credential)
    const last = this.#all().findLast(({ outcome }) => outcome !== 'accepted' && outcome !== 'not-shown')
    if (at === null || last === undefined) return at !== null
    return Date.parse(at) - Date.parse(last.at) >= ms && this.#ages.of(last) >= ms
  }

  /**
   * Passwords that changes gave the account, newest first, and that opened nothing since: some devices do at their next start what they
   * were told, also on top of a later change that was proven. `isTried`: refused once more than by the proof of its own change. Where no
   * password is on record, the change that is open has a search of its own.
   */
  latePasswords(login: LoginName, username: string): { readonly password: Secret; readonly isTried: boolean }[] {
    const passwords = this.vault.candidates({ deviceId: this.deviceId, username })
    if (!passwords.some(({ state }) => state === 'committed')) return []
    const newer = latePasswords(passwords)
    return passwords.flatMap((entry) => {
      const { password, state } = entry
      const isLate = newer.includes(entry) || (state === 'superseded' && this.#wasOnlyRefused({ username, password }))
      return isLate ? [{ password, isTried: this.refusals(login, { username, password }) > 1 }] : []
    })
  }

  /** Those of them that the device may hold by now. */
  untriedLate(login: LoginName, username: string): Secret[] {
    return this.latePasswords(login, username).flatMap(({ password, isTried }) => (isTried ? [] : [password]))
  }

  /** Every login that was shown to the device, under whatever entry, oldest first. */
  attempts(): Shown[] {
    return this.#all().map((attempt) => ({ ...attempt, ageMs: this.#ages.of(attempt) }))
  }

  /** Whether this is what that login let in when it was shown this last. */
  isLastLetIn(login: LoginName, credential: Credential): boolean {
    return this.#ofCredential(login, credential).at(-1)?.outcome === 'accepted'
  }

  /** On disk before it is shown, as one of which nothing is known yet. */
  protected record(login: LoginName, credential: Credential): number {
    const id = this.store.recordAttempt({
      deviceId: this.deviceId,
      visitId: this.#visitId,
      login,
      username: credential.username,
      credentialTag: this.vault.tagOf(credential),
      outcome: 'pending',
      at: new Date().toISOString(),
    })
    this.#ages.begin(id)
    return id
  }

  #all(): RecordedAttempt[] {
    const own = this.store.attempts(this.deviceId)
    const others = this.#alsoKnownAs.flatMap((id) => this.store.attempts(id))
    return others.length === 0 ? own : [...own, ...others].sort((left, right) => left.id - right.id)
  }

  #enteredAt({ username, password }: Credential): string | null {
    const entered = this.vault.deviceLogins(this.deviceId)
    return entered.find((login) => login.username === username && login.password.equals(password))?.enteredAt ?? null
  }

  #wasOnlyRefused(credential: Credential): boolean {
    const tag = this.vault.tagOf(credential)
    const outcomes = this.store
      .attempts(this.deviceId)
      .filter(({ credentialTag }) => credentialTag === tag)
      .map(({ outcome }) => outcome)
    return outcomes.includes('refused') && !outcomes.includes('accepted')
  }

  #ofCredential(login: LoginName, credential: Credential): RecordedAttempt[] {
    const tag = this.vault.tagOf(credential)
    return this.store
      .attempts(this.deviceId)
      .filter((attempt) => attempt.login === login && attempt.credentialTag === tag)
  }
}

const isRefused = ({ outcome }: Attempt): boolean => outcome === 'refused'
