import { describe, expect, it } from 'vitest'
import { ownershipRecorded } from '../../electron/checks/ownership-recorded.ts'
import { noGovernance } from '../../electron/model/site.ts'
import { judge } from './judge.ts'

const person = (name: string) => ({ name, role: 'guard', reach: '+1' })
const full = { ...noGovernance, owner: person('Ann'), escalation: [person('Bob')], mayIsolate: [person('Cid')] }

const params = { minEscalation: 1 }

describe('the check ownership-recorded', () => {
  it.each<[string, Partial<Parameters<typeof ownershipRecorded.evaluate>[0]>, object, string, RegExp]>([
    ['all of it is recorded', { 'site.governance': full }, {}, 'pass', /owner Ann; to call: Bob; may isolate: Cid/],
    [
      'nothing is recorded',
      { 'site.governance': noGovernance },
      {},
      'fail',
      /no accountable owner, 0 of 1 to call, nobody who may isolate/,
    ],
    ['too few are to be called', { 'site.governance': full }, { minEscalation: 2 }, 'fail', /1 of 2/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(ownershipRecorded, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
