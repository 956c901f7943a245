import { describe, expect, it } from 'vitest'
import { streamAccountSeparate } from '../../electron/checks/stream-account-separate.ts'
import { judge, plainSite } from './judge.ts'

const admin = { username: 'admin', level: 'administrator' } as const
const vms = { username: 'vms', level: 'operator' } as const
const site = { ...plainSite, accounts: [{ username: 'VMS', use: 'vms', holder: 'Recorder', endsOn: null }] } as const

const params = {}

describe('the check stream-account-separate', () => {
  it.each<[string, Partial<Parameters<typeof streamAccountSeparate.evaluate>[0]>, object, string, RegExp]>([
    [
      'the recorder has an operator',
      { accounts: [admin, vms], 'site.settings': site },
      {},
      'pass',
      /"vms" \(operator\)/,
    ],
    [
      'the recorder is an administrator',
      { accounts: [admin, { ...vms, level: 'administrator' }], 'site.settings': site },
      {},
      'fail',
      /administers/,
    ],
    ['there are administrators alone', { accounts: [admin] }, {}, 'fail', /administrators only/],
    [
      'the named account is not there',
      { accounts: [admin, { username: 'x', level: 'user' }], 'site.settings': site },
      {},
      'fail',
      /none of vms/,
    ],
    ['nobody said which account it is', { accounts: [admin, vms] }, {}, 'unknown', /names no account/],
    ['no account was named', { accounts: [] }, {}, 'unknown', /no account at all/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(streamAccountSeparate, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
