import { type Connection, type Driver, type Login, LoginAbsent, LoginWorthRepeating } from '../../drivers/driver.ts'
import type { Attempt, RecordedAttempt } from '../../model/attempt.ts'
import { dayMs } from '../../model/days.ts'
import { CredentialWithheld, DeviceLockedOut } from '../../model/errors.ts'
import type { LoginName } from '../../model/login-name.ts'
import type { Credential, Secret } from '../../model/secret.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { Vault } from '../../vault/vault.ts'
import type { EventLog } from '../event-log.ts'
import { latePasswords } from '../password/late-passwords.ts'
import { DayRule, StopRule } from '../problems.ts'
import { AttemptAges } from './attempt-ages.ts'
import {
  type AttemptsLeft,
  attemptsLeft,
  dayLimit,
  failuresByLogin,
  isBelowLock,
  mayShowLikelyOne,
  rowOf,
  type Shown,
} from './attempts-left.ts'

/**
 * Every login towards one device passes here: it is counted on disk before the packet goes out, across restarts.
 * A failure counts until that login lets somebody in again, and for a day at most; an attempt whose answer was lost counts as a
 * failure. A lock-out answer stops everything towards the device.
 * @see attemptsLeft for how many there may be
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
    const windowMs = this.#rule.windowMinutes * 60_000
    const own = this.#ofCredential(login, credential).filter(
      (attempt) => attempt.visitId === this.#visitId && attempt.at >= since && this.#ages.of(attempt) <= windowMs,
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
    if (this.#isLastLetIn(login, credential)) return false
    return isOld || this.isRefusedByNow(credential, since)
  }

  /** Whether any login of the device refused this credential since one let it in, and `since` then. */
  isRefusedByNow(credential: Credential, since = ''): boolean {
    const tag = this.#vault.tagOf(credential)
    const own = this.#store
      .attempts(this.#deviceId)
      .filter((attempt) => attempt.credentialTag === tag && attempt.at >= since)
    return own.slice(own.findLastIndex(({ outcome }) => outcome === 'accepted') + 1).some(isRefused)
  }

  /**
   * Whether what a device may have kept of a new password may be tried: on a maker whose lock-out is known only, never as the failure
   * that locks, even on a device that forgets none of them, and as often on a day as anything else.
   */
  mayGuess(login: LoginName, username: string): boolean {
    const { locksAfter } = this.#rule
    if (locksAfter === undefined || !this.allows(login, username)) return false
    const own = this.#history().filter((shown) => shown.username === username)
    return failuresByLogin(own) + 1 < locksAfter
  }

  /**
   * Whether a login that is likely to be wrong may be shown to one that let nobody in: only while `reserve` more may follow it on that
   * day, so that a person who enters the right one is not turned away.
   */
  mayGuessBeside(login: LoginName, username: string, reserve = 1): boolean {
    return attemptsLeft(this.#history(), this.#rule, { login, username }, reserve).left > 0
  }

  /** The same on a device that let nobody in at all: over all days, as it may forget nothing before somebody is let in. */
  mayGuessBlindly(login: LoginName, username: string, reserve = 1): boolean {
    const isRoomEver = rowOf(this.#history(), username) + reserve < dayLimit(this.#rule)
    return isRoomEver && this.mayGuessBeside(login, username, reserve)
  }

  /**
   * Whether this is a password that a change gave the device, that only the proof of that change was refused with, and that it may
   * hold by now: some do at their next start what they were told. Shown past the limit of a day, and never as the failure that locks.
   */
  mayBeLate(login: LoginName, credential: Credential): boolean {
    const { username } = credential
    const isLate = this.#untriedLate(login, username).some((password) => password.equals(credential.password))
    return isLate && isBelowLock(this.#history(), this.#rule, username)
  }

  /** Whether a wrong password may be shown to that login, right after it let one in: what its other logins refused counts too. */
  hasRoomBeside(login: LoginName): boolean {
    if (this.#left(login, '').limit === 'lock-out') return false
    const others = this.#history().filter((shown) => shown.login !== login)
    return attemptsLeft(others, this.#rule, { login, username: '' }).left > 0
  }

  /** An ordinary request with this login that the device refused: it counts there, so it counts here. */
  noteRefusal(login: LoginName, credential: Credential): void {
    const id = this.#record(login, credential)
    this.#settle(id, login, credential.username, 'refused')
  }

  /**
   * Ordinary requests with a proven login were refused, `shown` times: that counts there, so it counts here. Whether it lacked a
   * right, or is not the password any more, one login tells; let in, it ends the row of failures on both sides. Where the device may
   * have taken another password late, nothing more is spent on this one: the next look tries those first.
   *
   * @throws {StopRule} where that login could be the failure that locks
   * @throws {DeviceLockedOut} {ExpectedError} as `authenticate`
   */
  async holdsStill(connection: Connection, login: Login, credential: Credential, shown = 1): Promise<boolean> {
    for (let time = 0; time < shown; time += 1) this.noteRefusal(login.name, credential)
    if (this.#untriedLate(login.name, credential.username).length > 0) return false
    return (await this.#once(connection, login, credential, 'likely')) === 'accepted'
  }

  /** Where no password is on record, the change that is open has a search of its own. */
  #untriedLate(login: LoginName, username: string): Secret[] {
    const passwords = this.#vault.candidates({ deviceId: this.#deviceId, username })
    const late = passwords.some(({ state }) => state === 'committed') ? latePasswords(passwords) : []
    return late.map(({ password }) => password).filter((password) => this.refusals(login, { username, password }) < 2)
  }

  /** Whether one more wrong login with this user name is within the stop rule. */
  allows(login: LoginName, username: string): boolean {
    return this.#left(login, username).left > 0
  }

  /**
   * One login, counted.
   *
   * @param reserve wrong logins of the day that a guess leaves to others also where it has to be repeated
   * @throws {StopRule} before anything is sent
   * @throws {DeviceLockedOut} when the device says so; remembered for the window of the stop rule
   */
  async authenticate(
    connection: Connection,
    login: Login,
    credential: Credential,
    reserve = 0,
  ): Promise<'accepted' | 'refused'> {
    const isRight = this.#isRight(login.name, credential)
    try {
      return await this.#once(connection, login, credential, isRight)
    } catch (error) {
      const isLeft = reserve === 0 || this.mayGuessBeside(login.name, credential.username, reserve)
      if (!(error instanceof LoginWorthRepeating) || !isLeft) throw error
      // The device learned nothing of the password, and we learned how to ask (its clock, its scheme): one more, counted as well.
      return await this.#once(connection, login, credential, isRight === 'not known' ? 'not judged' : isRight)
    }
  }

  async #once(
    connection: Connection,
    login: Login,
    credential: Credential,
    isRight: Rightness,
  ): Promise<'accepted' | 'refused'> {
    const problem = this.#problemWith(login.name, credential.username, isRight)
    if (problem !== null) throw problem
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

  #all(): RecordedAttempt[] {
    const own = this.#store.attempts(this.#deviceId)
    const others = this.#alsoKnownAs.flatMap((id) => this.#store.attempts(id))
    return others.length === 0 ? own : [...own, ...others].sort((left, right) => left.id - right.id)
  }

  #history(): Shown[] {
    return this.#all().map((attempt) => ({ ...attempt, ageMs: this.#ages.of(attempt) }))
  }

  #ofCredential(login: LoginName, credential: Credential): RecordedAttempt[] {
    const tag = this.#vault.tagOf(credential)
    return this.#store
      .attempts(this.#deviceId)
      .filter((attempt) => attempt.login === login && attempt.credentialTag === tag)
  }

  #isLastLetIn(login: LoginName, credential: Credential): boolean {
    return this.#ofCredential(login, credential).at(-1)?.outcome === 'accepted'
  }

  #left(login: LoginName, username: string): AttemptsLeft {
    return attemptsLeft(this.#history(), this.#rule, { login, username })
  }

  #settle(id: number, login: LoginName, username: string, outcome: Attempt['outcome']): void {
    this.#store.transaction(() => {
      this.#store.updateAttempt(id, outcome)
      this.#log.append({ type: 'login.attempt', device: this.#deviceId, login, username, outcome })
    })
  }

  #isRight(login: LoginName, credential: Credential): Rightness {
    if (this.earlier(login, credential) === 'accepted') return 'now'
    return this.#isLastLetIn(login, credential) || this.mayBeLate(login, credential) ? 'likely' : 'not known'
  }

  /**
   * Why this login is not shown now, or null. One that was let in when it was shown last is no guess, and costs nothing where it is
   * right; a lock-out stops it all the same, and so do failures next to a lock where it was let in longer ago than a moment.
   */
  #problemWith(login: LoginName, username: string, isRight: Rightness): StopRule | null {
    const { windowMinutes } = this.#rule
    const { left, limit, failures } = this.#left(login, username)
    if (left > 0) return null
    if (limit === 'lock-out') {
      return new StopRule(`The device spoke of a lock-out within the last ${windowMinutes} minutes; nothing was tried.`)
    }
    if (isRight === 'now') return null
    // The last try of a day, which the device did not judge, is no try yet.
    const mayGoOn = isRight === 'likely' || (isRight === 'not judged' && limit === 'day')
    if (mayGoOn && mayShowLikelyOne(this.#history(), this.#rule, username)) return null
    return limit === 'window'
      ? new StopRule(
          `${failures} logins of "${username}" failed within ${windowMinutes} minutes; nothing more was tried.`,
        )
      : new DayRule(
          `${failures} logins on this device failed within a day; "${username}" was not tried, so that the device does not lock.`,
        )
  }
}

/**
 * Whether a credential is what its login holds. `now`: let in during this visit and within the window of the stop rule; `likely`: let
 * in when it was shown last, or perhaps taken late; `not judged`: shown a moment ago, and the device said nothing of it.
 */
type Rightness = 'now' | 'likely' | 'not judged' | 'not known'

/** A device without such a login, or one that the login was withheld from, has nothing to count. */
function outcomeOf(error: unknown): Attempt['outcome'] {
  if (error instanceof DeviceLockedOut) return 'locked'
  return error instanceof LoginAbsent || error instanceof CredentialWithheld ? 'not-shown' : 'no-answer'
}

const isRefused = ({ outcome }: Attempt): boolean => outcome === 'refused'
