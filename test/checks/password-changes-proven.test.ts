import { describe, expect, it } from 'vitest'
import { passwordChangesProven } from '../../electron/checks/password-changes-proven.ts'
import { judge } from './judge.ts'

const proven = {
  interface: 'web',
  username: 'admin',
  newAccepted: true,
  oldRefused: true,
  at: '2026-11-22T08:00:00Z',
} as const

const params = {}

describe('the check password-changes-proven', () => {
  it.each<[string, Partial<Parameters<typeof passwordChangesProven.evaluate>[0]>, object, string, RegExp]>([
    [
      'new works and old fails',
      { 'logins.changes': { changes: [proven], unresolved: [] } },
      {},
      'pass',
      /"admin" on web, 2026-11-22/,
    ],
    [
      'the one before was not known to anybody',
      { 'logins.changes': { changes: [proven, { ...proven, interface: 'onvif', oldRefused: null }], unresolved: [] } },
      {},
      'unknown',
      /"admin" on onvif: the password before was not known/,
    ],
    [
      'the old one still works',
      { 'logins.changes': { changes: [{ ...proven, oldRefused: false }], unresolved: [] } },
      {},
      'fail',
      /old one still opens/,
    ],
    [
      'the new one was not taken',
      { 'logins.changes': { changes: [{ ...proven, newAccepted: false }], unresolved: [] } },
      {},
      'fail',
      /not accepted/,
    ],
    [
      'nobody knows which it holds',
      { 'logins.changes': { changes: [proven], unresolved: ['admin'] } },
      {},
      'fail',
      /not known/,
    ],
    ['nothing was changed', { 'logins.changes': { changes: [], unresolved: [] } }, {}, 'notapplicable', /no password/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(passwordChangesProven, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
