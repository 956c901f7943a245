import { describe, expect, it } from 'vitest'
import { changeWindowRecorded } from '../../electron/checks/change-window-recorded.ts'
import { noGovernance } from '../../electron/model/site.ts'
import { judge } from './judge.ts'

const params = {}

describe('the check change-window-recorded', () => {
  it.each<[string, Partial<Parameters<typeof changeWindowRecorded.evaluate>[0]>, object, string, RegExp]>([
    [
      'it is recorded',
      { 'site.governance': { ...noGovernance, maintenanceWindow: { when: 'Sunday night', approver: 'Ann' } } },
      {},
      'pass',
      /Sunday night, approved by Ann/,
    ],
    ['it is not', { 'site.governance': noGovernance }, {}, 'fail', /no maintenance window/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(changeWindowRecorded, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
