import { describe, expect, it } from 'vitest'
import { readersSecured } from '../../electron/checks/readers-secured.ts'
import { judge } from './judge.ts'

const params = {}

describe('the check readers-secured', () => {
  it.each<[string, Partial<Parameters<typeof readersSecured.evaluate>[0]>, object, string, RegExp]>([
    ['all use the secure channel', { 'access.readers': [{ name: 'in', protocol: 'osdp-secure' }] }, {}, 'pass', /^in$/],
    [
      'one is on Wiegand',
      {
        'access.readers': [
          { name: 'in', protocol: 'osdp-secure' },
          { name: 'out', protocol: 'wiegand' },
        ],
      },
      {},
      'fail',
      /out: wiegand/,
    ],
    ['one does not tell', { 'access.readers': [{ name: 'in', protocol: 'unknown' }] }, {}, 'unknown', /not told of in/],
    ['no reader was named', { 'access.readers': [] }, {}, 'unknown', /no reader/],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(readersSecured, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
