import { describe, expect, it } from 'vitest'
import { addressFilterOn } from '../../electron/checks/address-filter-on.ts'
import { judge, plainSite } from './judge.ts'

const filter = { enabled: true, entriesAre: 'allowed', entries: ['10.0.0.5'] } as const
const site = { ...plainSite, allowedClients: ['10.0.0.0/24'] }

const params = {}

describe('the check address-filter-on', () => {
  it.each<[string, Partial<Parameters<typeof addressFilterOn.evaluate>[0]>, object, string, RegExp]>([
    [
      'only clients of the site may connect',
      { 'network.filter': filter, 'site.settings': site },
      {},
      'pass',
      /10.0.0.5 may connect/,
    ],
    ['it is off', { 'network.filter': { ...filter, enabled: false }, 'site.settings': site }, {}, 'fail', /no filter/],
    [
      'it shuts out a few',
      { 'network.filter': { ...filter, entriesAre: 'denied' }, 'site.settings': site },
      {},
      'fail',
      /everybody but/,
    ],
    [
      'somebody else may as well',
      { 'network.filter': { ...filter, entries: ['10.0.0.5', '10.9.0.0/16'] }, 'site.settings': site },
      {},
      'fail',
      /10.9.0.0\/16 may connect as well/,
    ],
    [
      'it is wider than the site',
      { 'network.filter': { ...filter, entries: ['10.0.0.0/8'] }, 'site.settings': site },
      {},
      'fail',
      /as well/,
    ],
    [
      'it names nobody',
      { 'network.filter': { ...filter, entries: [] }, 'site.settings': site },
      {},
      'fail',
      /names nobody/,
    ],
    ['the site names no clients', { 'network.filter': filter }, {}, 'unknown', /names no allowed clients/],
    [
      'an entry cannot be read',
      { 'network.filter': { ...filter, entries: ['all'] }, 'site.settings': site },
      {},
      'unknown',
      /cannot be compared/,
    ],
    [
      'it has rules of several kinds',
      { 'network.filter': { ...filter, entriesAre: 'mixed' }, 'site.settings': site },
      {},
      'unknown',
      /rules of several kinds, naming 10.0.0.5/,
    ],
    [
      'it shuts out nobody',
      { 'network.filter': { ...filter, entriesAre: 'denied', entries: [] }, 'site.settings': site },
      {},
      'fail',
      /^everybody may connect$/,
    ],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(addressFilterOn, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
