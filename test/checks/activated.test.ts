import { describe, expect, it } from 'vitest'
import { activated } from '../../electron/checks/activated.ts'
import { judge } from './judge.ts'

const params = {}

describe('the check activated', () => {
  it.each<[string, Partial<Parameters<typeof activated.evaluate>[0]>, object, string, RegExp]>([
    [
      'it asks for a login',
      { activation: { state: 'activated', evidence: 'it asks for a login' } },
      {},
      'pass',
      /asks for a login/,
    ],
    [
      'it waits for its first password',
      { activation: { state: 'factory', evidence: 'it offers activation' } },
      {},
      'fail',
      /factory state: it offers/,
    ],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(activated, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
