import { describe, expect, it } from 'vitest'
import { upgradesProven } from '../../electron/checks/upgrades-proven.ts'
import { judge } from './judge.ts'

const upgrade = {
  from: '1.0',
  to: '2.0',
  sha256: 'abcdef0123456789',
  origin: 'maker-hash',
  at: '2026-11-22T08:00:00Z',
  judgedAgainAt: '2026-11-22T09:00:00Z',
} as const

const params = {}

describe('the check upgrades-proven', () => {
  it.each<[string, Partial<Parameters<typeof upgradesProven.evaluate>[0]>, object, string, RegExp]>([
    [
      'everything is recorded',
      { 'firmware.upgrades': { upgrades: [upgrade] } },
      {},
      'pass',
      /1.0 to 2.0 on 2026-11-22, SHA-256 abcdef/,
    ],
    [
      'nothing showed where the file is from',
      { 'firmware.upgrades': { upgrades: [{ ...upgrade, origin: 'nothing' }] } },
      {},
      'fail',
      /nothing showed/,
    ],
    [
      'nobody judged again',
      { 'firmware.upgrades': { upgrades: [{ ...upgrade, judgedAgainAt: null }] } },
      {},
      'fail',
      /not judged again/,
    ],
    ['nothing was installed', { 'firmware.upgrades': { upgrades: [] } }, {}, 'notapplicable', /no firmware/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(upgradesProven, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
