import { describe, expect, it } from 'vitest'
import { inventoried } from '../../electron/checks/inventoried.ts'
import { noIdentity } from '../../electron/model/device.ts'
import { judge, plainPlace } from './judge.ts'

const known = { ...noIdentity, manufacturer: 'ACME', serial: 'S1', macs: ['aa:bb:cc:00:00:01'] }

const params = { known: ['manufacturer', 'serial', 'mac'], withoutJobList: true }

describe('the check inventoried', () => {
  it.each<[string, Partial<Parameters<typeof inventoried.evaluate>[0]>, object, string, RegExp]>([
    ['everything is known', { identity: known }, {}, 'pass', /serial S1, mac aa/],
    [
      'the job list names it',
      { identity: known, 'site.place': { ...plainPlace, onJobList: true } },
      {},
      'pass',
      /on the job list/,
    ],
    [
      'the job list does not name it',
      { identity: known, 'site.place': { ...plainPlace, onJobList: false } },
      {},
      'fail',
      /not on the job list/,
    ],
    [
      'another one claims its serial',
      { identity: known, 'site.place': { ...plainPlace, sharedWith: ['serial S1 also at 10.0.0.8'] } },
      {},
      'fail',
      /also at/,
    ],
    ['it does not say its serial', { identity: { ...known, serial: null } }, {}, 'unknown', /serial/],
    ['the list asks for a job list', { identity: known }, { withoutJobList: false }, 'unknown', /no job list/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(inventoried, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
