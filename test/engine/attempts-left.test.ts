import { describe, expect, it } from 'vitest'
import { drivers } from '../../electron/drivers/index.ts'
import {
  attemptsLeft,
  couldLock,
  dayLimit,
  mayShowLikelyOne,
  rowOf,
  type Shown,
} from '../../electron/engine/login/attempts-left.ts'

const minute = 60_000
const hour = 60 * minute
const rule = { attemptsPerAccount: 2, windowMinutes: 30, locksAfter: 5 }
const admin = { login: 'web', username: 'admin' } as const

const shown = (
  outcome: Shown['outcome'],
  ageMs: number,
  login: Shown['login'] = 'web',
  username: string = admin.username,
): Shown => ({ login, username, outcome, ageMs })

describe('how many wrong logins an account of a device may still see', () => {
  it.each<[string, readonly Shown[], number, string]>([
    ['nothing was shown', [], 2, 'window'],
    ['one was refused a moment ago', [shown('refused', minute)], 1, 'window'],
    ['two were refused a moment ago', [shown('refused', minute), shown('refused', 0)], 0, 'window'],
    ['the answer to one was lost', [shown('no-answer', minute)], 1, 'window'],
    ['one was cut short', [shown('pending', minute)], 1, 'window'],
    ['the device has no such login', [shown('not-shown', minute)], 2, 'window'],
    [
      'another interface refused two on the same day',
      [shown('refused', hour, 'onvif'), shown('refused', hour, 'onvif')],
      1,
      'day',
    ],
    [
      'three interfaces refused one each',
      (['web', 'onvif', 'rtsp'] as const).map((login) => shown('refused', hour, login)),
      0,
      'day',
    ],
    [
      'other accounts were refused three times',
      ['a', 'b', 'c'].map((name) => shown('refused', hour, 'web', name)),
      0,
      'day',
    ],
    ['it was refused three times a day ago', [25, 25, 25].map((hours) => shown('refused', hours * hour)), 2, 'window'],
    ['it was let in after the refusals', [shown('refused', 2), shown('refused', 1), shown('accepted', 0)], 2, 'window'],
    [
      'another interface let it in after the refusals',
      [shown('refused', 2), shown('refused', 1), shown('accepted', 0, 'onvif')],
      0,
      'window',
    ],
    [
      'another account was let in after three refusals',
      [3, 2, 1].map((hours) => shown('refused', hours * hour)).concat(shown('accepted', 0, 'web', 'other')),
      0,
      'day',
    ],
    ['the device spoke of a lock a moment ago', [shown('locked', minute)], 0, 'lock-out'],
    [
      'it spoke of a lock and let somebody in after that',
      [shown('locked', minute), shown('accepted', 0)],
      0,
      'lock-out',
    ],
  ])('where %s', (_, history, left, limit) => {
    expect(attemptsLeft(history, rule, admin)).toMatchObject({ left, limit })
  })

  it('is fewer by what is kept for a person', () => {
    expect(attemptsLeft([shown('refused', hour)], rule, admin, 1)).toMatchObject({ left: 1, limit: 'day' })
    expect(attemptsLeft([shown('refused', hour)], rule, admin, 2).left).toBe(0)
  })

  it('counts the longer of the two rows that a device may keep: that of the account, and that of the address', () => {
    const others = ['a', 'b'].map((name) => shown('refused', hour, 'web', name))
    expect(rowOf([shown('refused', hour), ...others], 'admin')).toBe(3)
    expect(rowOf([shown('refused', hour), ...others, shown('accepted', 0, 'web', 'a')], 'admin')).toBe(1)
  })

  it('never lets one that is likely to be right be the failure that locks', () => {
    const failures = (most: number) => Array.from({ length: most }, () => shown('refused', hour, 'onvif'))
    expect(mayShowLikelyOne(failures(3), rule, 'admin')).toBe(true)
    expect(mayShowLikelyOne(failures(4), rule, 'admin')).toBe(false)
  })

  it.each(drivers.map(({ id, stopRule }) => [id, stopRule] as const))(
    'stays two below the lock of each maker on every interface together: %s',
    (_, own) => {
      expect(dayLimit(own)).toBeLessThanOrEqual((own.locksAfter ?? 5) - 2)
      expect(dayLimit(own)).toBeGreaterThan(0)
      const history: Shown[] = []
      for (let age = 20 * hour; age >= 0; age -= 31 * minute)
        for (const login of ['web', 'onvif', 'rtsp'] as const)
          if (attemptsLeft(aged(history, age), own, { login, username: 'admin' }).left > 0)
            history.push(shown('refused', age, login))
      expect(history).toHaveLength(dayLimit(own))
    },
  )

  it.each([
    [3, 1],
    [4, 2],
    [5, 3],
    [7, 3],
    [30, 3],
    [1, 0],
  ])('of a device that locks after %i: %i a day', (locksAfter, most) => {
    expect(dayLimit({ ...rule, locksAfter })).toBe(most)
  })
})

/** The same, seen from a moment that long ago. */
const aged = (history: readonly Shown[], ageMs: number): Shown[] =>
  history.map((each) => ({ ...each, ageMs: each.ageMs - ageMs }))

describe('whether one more failure could lock a device that forgets none', () => {
  const days = (count: number) => count * 24 * hour
  const onFourDays = [4, 3, 2, 1].map((count) => shown('refused', days(count)))

  it.each<[string, readonly Shown[], boolean]>([
    ['three failed on as many days', onFourDays.slice(1), false],
    ['four failed on as many days', onFourDays, true],
    ['four failed, and it was let in since', [...onFourDays, shown('accepted', hour)], false],
    ['four failed, and another interface let it in since', [...onFourDays, shown('accepted', hour, 'onvif')], true],
    [
      'four failed on two interfaces',
      [shown('refused', days(4)), shown('refused', days(3), 'onvif'), ...onFourDays.slice(2)],
      true,
    ],
    [
      'another interface failed, and was let in again',
      [...onFourDays.slice(2), shown('refused', days(1), 'onvif'), shown('refused', hour, 'onvif')].concat(
        shown('accepted', 0, 'onvif'),
      ),
      false,
    ],
    [
      'other accounts failed from here',
      ['a', 'b', 'c', 'd'].map((name) => shown('refused', days(1), 'web', name)),
      true,
    ],
    ['the answers to four were lost', onFourDays.map((one) => ({ ...one, outcome: 'no-answer' as const })), true],
  ])('%s', (_, history, expected) => {
    expect(couldLock(history, rule, admin)).toBe(expected)
  })
})
