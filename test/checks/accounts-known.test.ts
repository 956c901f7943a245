import { describe, expect, it } from 'vitest'
import { accountsKnown } from '../../electron/checks/accounts-known.ts'
import { judge, plainSite } from './judge.ts'

const admin = { username: 'admin', level: 'administrator' } as const
const guest = { username: 'guest', level: 'user' } as const
const site = {
  ...plainSite,
  accounts: [
    { username: 'admin', use: 'administrator', holder: 'Ann', endsOn: null },
    { username: 'fitter', use: 'installer', holder: 'Fitters Ltd', endsOn: '2026-01-31' },
  ],
} as const

const params = { maxAdministrators: 1 }

describe('the check accounts-known', () => {
  it.each<[string, Partial<Parameters<typeof accountsKnown.evaluate>[0]>, object, string, RegExp]>([
    [
      'all are approved',
      { accounts: [admin], 'site.settings': site },
      {},
      'pass',
      /"admin" \(administrator\) on onvif/,
    ],
    [
      'one is not',
      { accounts: [admin, guest], 'site.settings': site },
      {},
      'fail',
      /"guest" \(user\) on onvif is not approved/,
    ],
    [
      'the right of one ended',
      {
        accounts: [admin],
        'accounts.web': [{ username: 'fitter', level: 'operator', enabled: true }],
        'site.settings': site,
      },
      {},
      'fail',
      /right of Fitters Ltd ended on 2026-01-31/,
    ],
    [
      'the one whose right ended is off',
      {
        accounts: [admin],
        'accounts.web': [{ username: 'fitter', level: 'operator', enabled: false }],
        'site.settings': site,
      },
      {},
      'pass',
      /admin/,
    ],
    [
      'too many administer',
      { accounts: [admin, { ...guest, level: 'administrator' }] },
      {},
      'fail',
      /2 administrators on onvif/,
    ],
    ['nobody approved any', { accounts: [admin] }, {}, 'unknown', /names no approved account/],
    ['no account was named', { accounts: [] }, {}, 'unknown', /no account at all/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(accountsKnown, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
