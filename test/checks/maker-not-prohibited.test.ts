import { describe, expect, it } from 'vitest'
import { makerNotProhibited } from '../../electron/checks/maker-not-prohibited.ts'
import { noIdentity } from '../../electron/model/device.ts'
import { assessment, judge } from './judge.ts'

const identity = { ...noIdentity, manufacturer: 'Maker', model: 'M1' }

const params = { makers: ['Badmaker'] }

describe('the check maker-not-prohibited', () => {
  it.each<[string, Partial<Parameters<typeof makerNotProhibited.evaluate>[0]>, object, string, RegExp]>([
    ['the catalog knows another maker', { identity, 'firmware.assessment': assessment }, {}, 'pass', /some-record/],
    [
      'the label says so',
      { identity: { ...identity, manufacturer: 'BADMAKER Inc' }, 'firmware.assessment': assessment },
      {},
      'fail',
      /made by BADMAKER/,
    ],
    [
      'the maker behind the label is one',
      { identity, 'firmware.assessment': { ...assessment, oem: { builtBy: 'Badmaker', note: '' } } },
      {},
      'fail',
      /the maker behind Maker/,
    ],
    [
      'the catalog does not know the model',
      { identity, 'firmware.assessment': { ...assessment, product: null } },
      {},
      'unknown',
      /does not know who builds/,
    ],
    [
      'no maker is named',
      { identity: { ...identity, manufacturer: null }, 'firmware.assessment': { ...assessment, vendor: null } },
      {},
      'unknown',
      /does not name/,
    ],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(makerNotProhibited, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
