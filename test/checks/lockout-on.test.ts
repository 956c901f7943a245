import { describe, expect, it } from 'vitest'
import { lockoutOn } from '../../electron/checks/lockout-on.ts'
import { judge } from './judge.ts'

const params = { maxAttempts: 10 }

describe('the check lockout-on', () => {
  it.each<[string, Partial<Parameters<typeof lockoutOn.evaluate>[0]>, object, string, RegExp]>([
    [
      'it locks soon',
      { 'accounts.lockout': { counts: 'failed-logins', enabled: true, attempts: 5, lockMinutes: 30 } },
      {},
      'pass',
      /after 5 failed logins, for 30 min/,
    ],
    [
      'it locks for seconds',
      { 'accounts.lockout': { counts: 'failed-logins', enabled: true, attempts: 20, lockMinutes: 10 / 60 } },
      {},
      'fail',
      /after 20 failed logins, for 10 s$/,
    ],
    [
      'it does not lock',
      { 'accounts.lockout': { counts: 'failed-logins', enabled: false, attempts: 5, lockMinutes: 30 } },
      {},
      'fail',
      /do not lock/,
    ],
    [
      'it locks late',
      { 'accounts.lockout': { counts: 'failed-logins', enabled: true, attempts: 20, lockMinutes: null } },
      {},
      'fail',
      /after 20/,
    ],
    [
      'it does not tell when',
      { 'accounts.lockout': { counts: 'failed-logins', enabled: true, attempts: null, lockMinutes: 5 } },
      {},
      'unknown',
      /does not tell/,
    ],
    [
      'it slows requests down and locks nobody',
      { 'accounts.lockout': { counts: 'requests', enabled: true, requests: 5, perSeconds: 1, blockSeconds: 600 } },
      {},
      'unknown',
      /makes a client wait 600 s after 5 requests in 1 s, and locks nobody/,
    ],
    [
      'nothing even slows requests down',
      { 'accounts.lockout': { counts: 'requests', enabled: false, requests: 20, perSeconds: 1, blockSeconds: 10 } },
      {},
      'fail',
      /do not lock/,
    ],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(lockoutOn, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
