import { type Connection, type Driver, type Login, LoginAbsent, LoginWorthRepeating } from '../../drivers/driver.ts'
import type { Attempt } from '../../model/attempt.ts'
import { dayMs } from '../../model/days.ts'
import { CredentialWithheld, DeviceLockedOut } from '../../model/errors.ts'
import type { LoginName } from '../../model/login-name.ts'
import type { Credential } from '../../model/secret.ts'
import type { EventLog } from '../event-log.ts'
import { DayRule, StopRule } from '../problems.ts'
import { AttemptHistory, type HistoryParts } from './attempt-history.ts'
import {
  type AttemptsLeft,
  attemptsLeft,
  couldLock,
  dayLimit,
  failuresByLogin,
  mayShowLikelyOne,
  rowOf,
} from './attempts-left.ts'

/**
 * Every login towards one device passes here: it is counted on disk before the packet goes out, across restarts.
 * A failure counts until that login lets somebody in again, and for a day at most; an attempt whose answer was lost counts as a
 * failure. A lock-out answer stops everything towards the device.
 * @see attemptsLeft for how many there may be
 */
export class AttemptLedger extends AttemptHistory {
  readonly #log: EventLog
  readonly #rule: Driver['stopRule']

  constructor(parts: HistoryParts & { readonly log: EventLog }) {
    super(parts)
    this.#log = parts.log
    this.#rule = parts.rule
  }

  /**
   * Whether what a device may have kept of a new password may be tried: on a maker whose lock-out is known only, never as the failure
   * that locks, even on a device that forgets none of them, and as often on a day as anything else.
   */
  mayGuess(login: LoginName, username: string): boolean {
    const { locksAfter } = this.#rule
    if (locksAfter === undefined || !this.allows(login, username)) return false
    const own = this.attempts().filter((shown) => shown.username === username)
    return failuresByLogin(own) + 1 < locksAfter
  }

  /**
   * Whether a login that is likely to be wrong may be shown to one that let nobody in: only while `reserve` more may follow it on that
   * day, so that a person who enters the right one is not turned away.
   */
  mayGuessBeside(login: LoginName, username: string, reserve = 1): boolean {
    return attemptsLeft(this.attempts(), this.#rule, { login, username }, reserve).left > 0
  }

  /** The same on a device that let nobody in at all: over all days, as it may forget nothing before somebody is let in. */
  mayGuessBlindly(login: LoginName, username: string, reserve = 1): boolean {
    const isRoomEver = rowOf(this.attempts(), username) + reserve < dayLimit(this.#rule)
    return isRoomEver && this.mayGuessBeside(login, username, reserve)
  }

  /**
   * Whether a password that the device may have taken late may be tried. Nothing is held back from the first of them; before another one
   * a login is left to a person.
   */
  mayBeLate(login: LoginName, { username, password }: Credential): boolean {
    const late = this.latePasswords(login, username)
    const isUntried = late.some((one) => !one.isTried && one.password.equals(password))
    return isUntried && this.mayGuessBlindly(login, username, late.some(({ isTried }) => isTried) ? 1 : 0)
  }

  /**
   * What keeps a wrong password from that login right after it let one in, or null: what the other logins of the device refused counts
   * as well.
   */
  limitBeside(login: LoginName): AttemptsLeft['limit'] | null {
    if (this.#left(login, '').limit === 'lock-out') return 'lock-out'
    const others = this.attempts().filter((shown) => shown.login !== login)
    const { left, limit } = attemptsLeft(others, this.#rule, { login, username: '' })
    return left > 0 ? null : limit
  }

  /** An ordinary request with this login that the device refused: it counts there, so it counts here. */
  noteRefusal(login: LoginName, credential: Credential): void {
    const id = this.record(login, credential)
    this.#settle(id, login, credential.username, 'refused')
  }

  /**
   * Whether a proven login holds still after a request with it was refused: it may lack a right, or be the password no more. Let in, it
   * ends the row of failures on both sides.
   *
   * @throws {StopRule} where it could be the failure that locks
   * @throws {DeviceLockedOut} {ExpectedError} as `authenticate`
   */
  async holdsStill(connection: Connection, login: Login, credential: Credential): Promise<boolean> {
    return (await this.#show(connection, login, credential, 'likely')) === 'accepted'
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
    return await this.#show(connection, login, credential, this.#isRight(login.name, credential), reserve)
  }

  async #show(
    connection: Connection,
    login: Login,
    credential: Credential,
    isRight: Rightness,
    reserve = 0,
  ): Promise<'accepted' | 'refused'> {
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
    const problem =
      this.#problemWith(login.name, credential.username, isRight) ?? this.#lockFrom(login.name, credential, isRight)
    if (problem !== null) throw problem
    const id = this.record(login.name, credential)
    try {
      const answer = await login.authenticate(connection, credential)
      this.#settle(id, login.name, credential.username, answer)
      return answer
    } catch (error) {
      this.#settle(id, login.name, credential.username, outcomeOf(error))
      throw error
    }
  }

  /**
   * Why this is not shown on any day, or null: failures of several days may add up to a lock. What a person enters a day after the last
   * of them is another matter: the remedy is to log in by hand before.
   */
  #lockFrom(login: LoginName, credential: Credential, isRight: Rightness): StopRule | null {
    const { username } = credential
    if (isRight === 'now' || isRight === 'likely' || this.isEnteredLater(credential, dayMs)) return null
    if (!couldLock(this.attempts(), this.#rule, { login, username })) return null
    return new DayRule(
      `Logins on this device failed on several days, and the next one could lock it: "${username}" was not tried.`,
    )
  }

  #left(login: LoginName, username: string): AttemptsLeft {
    return attemptsLeft(this.attempts(), this.#rule, { login, username })
  }

  #settle(id: number, login: LoginName, username: string, outcome: Attempt['outcome']): void {
    this.store.transaction(() => {
      this.store.updateAttempt(id, outcome)
      this.#log.append({ type: 'login.attempt', device: this.deviceId, login, username, outcome })
    })
  }

  #isRight(login: LoginName, credential: Credential): Rightness {
    if (this.earlier(login, credential) === 'accepted') return 'now'
    return this.isLastLetIn(login, credential) ? 'likely' : 'not known'
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
    if (mayGoOn && mayShowLikelyOne(this.attempts(), this.#rule, username)) return null
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
 * in when it was shown last; `not judged`: shown a moment ago, and the device said nothing of it.
 */
type Rightness = 'now' | 'likely' | 'not judged' | 'not known'

/** A device without such a login, or one that the login was withheld from, has nothing to count. */
function outcomeOf(error: unknown): Attempt['outcome'] {
  if (error instanceof DeviceLockedOut) return 'locked'
  return error instanceof LoginAbsent || error instanceof CredentialWithheld ? 'not-shown' : 'no-answer'
}
