import type { Driver } from '../../drivers/driver.ts'
import type { Attempt } from '../../model/attempt.ts'
import { dayMs } from '../../model/days.ts'

/** A login that a device was shown. Lists of these are oldest first. */
export interface Shown extends Pick<Attempt, 'login' | 'username' | 'outcome'> {
  /** Milliseconds since then, never below zero. */
  readonly ageMs: number
}

type Rule = Driver['stopRule']

/** How many more wrong logins a device may see now, and which limit says so. */
export interface AttemptsLeft {
  readonly left: number
  /** `lock-out`: the device spoke of one within the window of the stop rule. */
  readonly limit: 'lock-out' | 'window' | 'day'
  /** Wrong logins that count against that limit already. */
  readonly failures: number
}

/** No maker that is known locks earlier: what is held of one of which nobody knows it. */
const assumedLock = 5

/** How far the tool stays away from a lock: a lost answer and a person at the device may fail as well. */
const margin = 2

const mostPerDay = 3

/** Wrong logins of one day after which a device sees no further one, on all its interfaces together. */
export const dayLimit = ({ locksAfter = assumedLock }: Rule): number =>
  Math.max(0, Math.min(mostPerDay, locksAfter - margin))

/** Whether a login that is likely to be right may be shown past the limit of the day: never as the failure that locks. */
export const mayShowLikelyOne = (
  history: readonly Shown[],
  { locksAfter = assumedLock }: Rule,
  username: string,
): boolean => rowOf(ofLastDay(history), username) + 1 < locksAfter

/**
 * Whether one more failure there could be the one that locks, on a device that forgets none before somebody is let in: on that login
 * where each has a counter of its own, on any of them where they share one, of the account or of the address.
 */
export function couldLock(
  history: readonly Shown[],
  { locksAfter = assumedLock }: Rule,
  { login, username }: Pick<Shown, 'login' | 'username'>,
): boolean {
  const ofAccount = history.filter((shown) => shown.username === username)
  const rows = [history, ofAccount, ofAccount.filter((shown) => shown.login === login)].map(failuresSinceSuccess)
  return Math.max(...rows) + 1 >= locksAfter
}

/**
 * How many wrong logins of this account a device may still see before its own lock comes near: per window on that one login, per
 * day on all its interfaces together, which some makers count in one row. Everything that may fail asks this.
 *
 * @param reserve wrong logins that are to be left on that day after the next one
 */
export function attemptsLeft(
  history: readonly Shown[],
  rule: Rule,
  { login, username }: Pick<Shown, 'login' | 'username'>,
  reserve = 0,
): AttemptsLeft {
  const recent = history.filter(({ ageMs }) => ageMs <= rule.windowMinutes * 60_000)
  if (recent.some(({ outcome }) => outcome === 'locked')) return { left: 0, limit: 'lock-out', failures: 0 }
  const onLogin = recent.filter((shown) => shown.login === login && shown.username === username)
  const inWindow = failuresSinceSuccess(onLogin)
  const today = rowOf(ofLastDay(history), username)
  const byWindow = Math.max(0, rule.attemptsPerAccount - inWindow)
  const byDay = Math.max(0, dayLimit(rule) - reserve - today)
  return byDay <= byWindow
    ? { left: byDay, limit: 'day', failures: today }
    : { left: byWindow, limit: 'window', failures: inWindow }
}

/**
 * The longest row of failures that a device may have counted: those of the account, or those of everybody where its maker locks the
 * address that they come from. A success on one interface says nothing to the counter of another one.
 */
export const rowOf = (history: readonly Shown[], username: string): number =>
  Math.max(failuresByLogin(history.filter((shown) => shown.username === username)), failuresByLogin(history))

/** Failures over all logins of a device, each since its own last success. */
export function failuresByLogin(history: readonly Pick<Shown, 'login' | 'outcome'>[]): number {
  return [...new Set(history.map(({ login }) => login))]
    .map((name) => failuresSinceSuccess(history.filter(({ login }) => login === name)))
    .reduce((sum, failures) => sum + failures, 0)
}

/** An unreachable device refused nobody, but a lost answer may hide a refusal: everything that is not a success counts. */
function failuresSinceSuccess(history: readonly Pick<Shown, 'outcome'>[]): number {
  const lastSuccess = history.findLastIndex(({ outcome }) => outcome === 'accepted')
  return history.slice(lastSuccess + 1).filter(({ outcome }) => outcome !== 'not-shown').length
}

const ofLastDay = (history: readonly Shown[]): readonly Shown[] => history.filter(({ ageMs }) => ageMs <= dayMs)
