import { type Connection, type Driver, type Login, LoginAbsent, LoginWorthRepeating } from '../../drivers/driver.ts'
import type { Attempt, RecordedAttempt } from '../../model/attempt.ts'
import { dayMs } from '../../model/days.ts'
import { CredentialWithheld, DeviceLockedOut } from '../../model/errors.ts'
import type { LoginName } from '../../model/login-name.ts'
import type { Credential } from '../../model/secret.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { Vault } from '../../vault/vault.ts'
import type { EventLog } from '../event-log.ts'
import { StopRule } from '../problems.ts'
import { AttemptAges } from './attempt-ages.ts'

/** Failures over all accounts of a device after which nothing more is tried. @see lock-out policies of the protocol reference */
const failuresPerDevice = 3

/**
 * Failures of one account on one login within a day after which nothing more is tried: some makers lock at five and do not say
 * how long they remember. The window of the stop rule alone would come back to them again and again.
 */
const failuresPerDay = 3

/**
 * Every login towards one device passes here: it is counted on disk before the packet goes out, across restarts.
 * A failure counts until the account logs in again or the window of the stop rule has passed; an attempt whose answer was
 * lost counts as a failure. A lock-out answer stops everything towards the device.
 */
export class AttemptLedger {
  readonly #store: SiteFile
  readonly #vault: Vault
  readonly #log: EventLog
  readonly #deviceId: string
  readonly #alsoKnownAs: readonly string[]
  readonly #visitId: string
  readonly #rule: Driver['stopRule']
  readonly #ages: AttemptAges

  constructor(parts: {
    readonly store: SiteFile
    readonly vault: Vault
    readonly log: EventLog
    readonly deviceId: string
    /** Other entries that may be this device: what was tried on them counts here as well. */
    readonly alsoKnownAs?: readonly string[]
    readonly visitId: string
    readonly rule: Driver['stopRule']
  }) {
    this.#store = parts.store
    this.#vault = parts.vault
    this.#log = parts.log
    this.#deviceId = parts.deviceId
    this.#alsoKnownAs = parts.alsoKnownAs ?? []
    this.#visitId = parts.visitId
    this.#rule = parts.rule
    this.#ages = AttemptAges.of(parts.store)
  }

  /**
   * What this very credential came to earlier in this visit on that login, or null. Only within the window of the stop rule and
   * after `since`: a device may be reset, and an old refusal says nothing of it now.
   */
  earlier(login: LoginName, credential: Credential, since = ''): 'accepted' | 'refused' | null {
    const tag = this.#vault.tagOf(credential)
    const own = this.#recent().filter(
      ({ deviceId, visitId, login: name, credentialTag, at }) =>
        deviceId === this.#deviceId &&
        visitId === this.#visitId &&
        name === login &&
        credentialTag === tag &&
        at >= since,
    )
    const last = own.at(-1)?.outcome
    return last === 'accepted' || last === 'refused' ? last : null
  }

  /** Whether that login let us in during this visit. */
  letInNow(login: LoginName): boolean {
    return this.#store
      .attempts(this.#deviceId)
      .some((attempt) => attempt.visitId === this.#visitId && attempt.login === login && attempt.outcome === 'accepted')
  }

  /** Whether that login ever let us in. */
  wasLetIn(login: LoginName): boolean {
    return this.#store
      .attempts(this.#deviceId)
      .some((attempt) => attempt.login === login && attempt.outcome === 'accepted')
  }

  /** How often that login refused this very credential since it let it in last, however long ago. */
  refusals(login: LoginName, credential: Credential): number {
    const tag = this.#vault.tagOf(credential)
    const own = this.#store
      .attempts(this.#deviceId)
      .filter((attempt) => attempt.login === login && attempt.credentialTag === tag)
    return own.slice(own.findLastIndex(({ outcome }) => outcome === 'accepted') + 1).filter(isRefused).length
  }

  /**
   * Whether a try that is likely to be wrong may be spent: on a maker whose lock-out is known only, never as the failure that
   * locks, even on a device that forgets none of them, and never as the fourth of a day.
   */
  mayGuess(login: LoginName, username: string): boolean {
    const { locksAfter } = this.#rule
    if (locksAfter === undefined || !this.allows(login, username)) return false
    // Some makers count what all their interfaces refuse as one row.
    const ever = this.#recent(Number.POSITIVE_INFINITY).filter((attempt) => attempt.username === username)
    return failuresByLogin(ever) + 1 < locksAfter && this.#ofToday(login, username) < failuresPerDay
  }

  /** Whether a wrong password may be shown to that login, right after it let one in: what its other logins refused counts too. */
  hasRoomBeside(login: LoginName): boolean {
    const recent = this.#recent()
    if (recent.some(({ outcome }) => outcome === 'locked')) return false
    return failuresByLogin(recent.filter((attempt) => attempt.login !== login)) < failuresPerDevice
  }

  /** An ordinary request with this login that the device refused: it counts there, so it counts here. */
  noteRefusal(login: LoginName, credential: Credential): void {
    const id = this.#record(login, credential)
    this.#settle(id, login, credential.username, 'refused')
  }

  /** Whether one more try with this user name on that login is within the stop rule. */
  allows(login: LoginName, username: string): boolean {
    return this.#reasonAgainst(login, username) === null
  }

  /**
   * One login, counted.
   * @throws {StopRule} before anything is sent
   * @throws {DeviceLockedOut} when the device says so; remembered for the window of the stop rule
   */
  async authenticate(connection: Connection, login: Login, credential: Credential): Promise<'accepted' | 'refused'> {
    try {
      return await this.#once(connection, login, credential)
    } catch (error) {
      // The device learned nothing of the password, and we learned how to ask (its clock, its scheme): one more, counted as well.
      if (error instanceof LoginWorthRepeating) return await this.#once(connection, login, credential)
      throw error
    }
  }

  async #once(connection: Connection, login: Login, credential: Credential): Promise<'accepted' | 'refused'> {
    const reason = this.#reasonAgainst(
      login.name,
      credential.username,
      this.earlier(login.name, credential) === 'accepted',
    )
    if (reason !== null) throw new StopRule(reason)
    const id = this.#record(login.name, credential)
    try {
      const answer = await login.authenticate(connection, credential)
      this.#settle(id, login.name, credential.username, answer)
      return answer
    } catch (error) {
      this.#settle(id, login.name, credential.username, outcomeOf(error))
      throw error
    }
  }

  #record(login: LoginName, credential: Credential): number {
    const id = this.#store.recordAttempt({
      deviceId: this.#deviceId,
      visitId: this.#visitId,
      login,
      username: credential.username,
      credentialTag: this.#vault.tagOf(credential),
      outcome: 'pending',
      at: new Date().toISOString(),
    })
    this.#ages.begin(id)
    return id
  }

  /** Attempts within the window of the stop rule, oldest first. */
  #recent(windowMs = this.#rule.windowMinutes * 60_000): RecordedAttempt[] {
    const own = this.#store.attempts(this.#deviceId)
    const others = this.#alsoKnownAs.flatMap((id) => this.#store.attempts(id))
    const all = others.length === 0 ? own : [...own, ...others].sort((left, right) => left.id - right.id)
    return all.filter((attempt) => this.#ages.of(attempt) <= windowMs)
  }

  /** Failures of the account since it was let in last, over a day. A login that a person entered since begins a new row. */
  #ofToday(login: LoginName, username: string): number {
    const entered = this.#vault
      .deviceLogins(this.#deviceId)
      .filter((known) => known.username === username)
      .map(({ enteredAt }) => enteredAt)
    const own = this.#recent(dayMs).filter((attempt) => attempt.login === login && attempt.username === username)
    return failuresSinceSuccess(own.filter(({ at }) => entered.every((since) => at >= since)))
  }

  #settle(id: number, login: LoginName, username: string, outcome: Attempt['outcome']): void {
    this.#store.transaction(() => {
      this.#store.updateAttempt(id, outcome)
      this.#log.append({ type: 'login.attempt', device: this.#deviceId, login, username, outcome })
    })
  }

  /** A credential that was let in earlier in this visit does not count as a guess; a lock-out stops it all the same. */
  #reasonAgainst(login: LoginName, username: string, proven = false): string | null {
    const recent = this.#recent()
    if (recent.some((attempt) => attempt.outcome === 'locked')) {
      return `The device spoke of a lock-out within the last ${this.#rule.windowMinutes} minutes; nothing was tried.`
    }
    if (proven) return null
    const onLogin = recent.filter((attempt) => attempt.login === login)
    const ofAccount = failuresSinceSuccess(onLogin.filter((attempt) => attempt.username === username))
    if (ofAccount >= this.#rule.attemptsPerAccount) {
      return `${ofAccount} logins of "${username}" failed within ${this.#rule.windowMinutes} minutes; nothing more was tried.`
    }
    const ofToday = this.#ofToday(login, username)
    if (ofToday > failuresPerDay) {
      return `${ofToday} logins of "${username}" failed within a day; nothing more was tried. Enter the login that is right.`
    }
    const ofDevice = failuresByLogin(recent)
    if (ofDevice >= failuresPerDevice) {
      return `${ofDevice} logins on this device failed within ${this.#rule.windowMinutes} minutes; nothing more was tried.`
    }
    return null
  }
}

/** A device without such a login, or one that the login was withheld from, has nothing to count. */
function outcomeOf(error: unknown): Attempt['outcome'] {
  if (error instanceof DeviceLockedOut) return 'locked'
  return error instanceof LoginAbsent || error instanceof CredentialWithheld ? 'not-shown' : 'no-answer'
}

const isRefused = ({ outcome }: Attempt): boolean => outcome === 'refused'

/**
 * A success on one login database says nothing to the counter of another one.
 * An unreachable device refused nobody, but a lost answer may hide a refusal: everything that is not a success counts.
 */
function failuresSinceSuccess(attempts: readonly Attempt[]): number {
  const lastSuccess = attempts.findLastIndex(({ outcome }) => outcome === 'accepted')
  return attempts.slice(lastSuccess + 1).filter(({ outcome }) => outcome !== 'not-shown').length
}

/** Failures over all logins of a device, each since its own last success. */
function failuresByLogin(attempts: readonly Attempt[]): number {
  return [...new Set(attempts.map(({ login }) => login))]
    .map((name) => failuresSinceSuccess(attempts.filter(({ login }) => login === name)))
    .reduce((sum, failures) => sum + failures, 0)
}
