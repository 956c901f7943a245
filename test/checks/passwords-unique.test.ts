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
    [
      'it was entered for the whole site',
      { 'logins.passwords': { kept: [{ ...own, origin: 'entered', atLeast: 16, forSite: true }] } },
      {},
      'fail',
      /entered for the whole site/,
    ],
    [
      'the device kept only the beginning of it',
      { 'logins.passwords': { kept: [{ ...own, cutOff: true }] } },
      {},
      'fail',
      /cuts passwords off/,
    ],
    ['the vault holds none', { 'logins.passwords': { kept: [] } }, {}, 'unknown', /holds no password/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(passwordsUnique, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
