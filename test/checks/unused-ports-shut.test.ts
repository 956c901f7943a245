import { describe, expect, it } from 'vitest'
import { unusedPortsShut } from '../../electron/checks/unused-ports-shut.ts'
import { judge } from './judge.ts'

const used = { index: 1, name: 'p1', enabled: true, linked: true, speed: null, macs: ['a'], neighbour: null } as const

const params = { maxAddresses: 1 }

describe('the check unused-ports-shut', () => {
  it.each<[string, Partial<Parameters<typeof unusedPortsShut.evaluate>[0]>, object, string, RegExp]>([
    [
      'free ports are shut',
      { 'switch.ports': [used, { ...used, index: 2, enabled: false, linked: false, macs: [] }] },
      {},
      'pass',
      /2 ports, 1 in use/,
    ],
    [
      'a free port is enabled',
      { 'switch.ports': [used, { ...used, name: 'p2', linked: false, macs: [] }] },
      {},
      'fail',
      /enabled without a link: p2/,
    ],
    [
      'two devices hang on one port',
      { 'switch.ports': [{ ...used, macs: ['a', 'b'] }] },
      {},
      'fail',
      /2 addresses behind p1/,
    ],
    [
      'another switch hangs on it',
      { 'switch.ports': [{ ...used, macs: ['a', 'b'], neighbour: 'sw2' }] },
      {},
      'pass',
      /in use/,
    ],
    [
      'nobody told whether a free port is shut',
      { 'switch.ports': [used, { ...used, name: 'p2', enabled: null, linked: false, macs: [] }] },
      {},
      'unknown',
      /^not told whether shut: p2$/,
    ],
    [
      'nobody told whether an enabled port has a link',
      { 'switch.ports': [used, { ...used, name: 'p2', linked: null, macs: [] }] },
      {},
      'unknown',
      /^not told whether shut: p2$/,
    ],
    ['no address was told', { 'switch.ports': [{ ...used, macs: [] }] }, {}, 'unknown', /no address was told/],
    ['no port was named', { 'switch.ports': [] }, {}, 'unknown', /no port/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(unusedPortsShut, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
