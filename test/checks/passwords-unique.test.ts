import { describe, expect, it } from 'vitest'
import { passwordsUnique } from '../../electron/checks/passwords-unique.ts'
import { judge } from './judge.ts'

const own = { interface: 'onvif', username: 'admin', origin: 'generated', sharedWith: 0, atLeast: 0 } as const

const params = { minLength: 12 }

describe('the check passwords-unique', () => {
  it.each<[string, Partial<Parameters<typeof passwordsUnique.evaluate>[0]>, object, string, RegExp]>([
    ['it was generated', { 'logins.passwords': { kept: [own] } }, {}, 'pass', /own password, generated/],
    [
      'another device has it',
      { 'logins.passwords': { kept: [{ ...own, sharedWith: 3 }] } },
      {},
      'fail',
      /same on 3 other devices/,
    ],
    [
      'a person chose a short one',
      { 'logins.passwords': { kept: [{ ...own, origin: 'entered', atLeast: 8 }] } },
      {},
      'fail',
      /shorter than 12/,
    ],
    [
      'a person chose a long one',
      { 'logins.passwords': { kept: [{ ...own, origin: 'entered', atLeast: 12 }] } },
      {},
      'pass',
      /own password, entered/,
    ],
    ['the vault holds none', { 'logins.passwords': { kept: [] } }, {}, 'unknown', /holds no password/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(passwordsUnique, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
