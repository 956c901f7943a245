import { describe, expect, it } from 'vitest'
import { firmwareSupported } from '../../electron/checks/firmware-supported.ts'
import type { FirmwareAssessment } from '../../electron/model/firmware.ts'
import { assessment, judge } from './judge.ts'

type Support = FirmwareAssessment['support']
const support: Support = {
  state: 'supported',
  endOfSupport: '2031-12-31',
  precision: 'year',
  note: 'The maker says so.',
}

describe('the check firmware-supported', () => {
  it.each<[string, Partial<Support>, string, RegExp]>([
    ['supported to the end of a year', {}, 'pass', /until the end of 2031 \(record some-record\): The maker says so/],
    ['supported without a date', { endOfSupport: null, precision: null }, 'pass', /^supported \(record/],
    ['ended', { state: 'ended', endOfSupport: '2024-03-31', precision: 'month' }, 'fail', /has ended, until 2024-03:/],
    ['perhaps ended', { state: 'possibly-ended', endOfSupport: null }, 'unknown', /may have ended/],
    ['not known', { state: 'unknown', endOfSupport: null, note: null }, 'unknown', /no date of support is known/],
  ])('%s', (_, parts, outcome, observed) => {
    const facts = { 'firmware.assessment': { ...assessment, support: { ...support, ...parts } } }
    const verdict = judge(firmwareSupported, facts)
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })

  it('says that it does not know the model', () => {
    const facts = { 'firmware.assessment': { ...assessment, product: null } }
    expect(judge(firmwareSupported, facts)).toMatchObject({
      outcome: 'unknown',
      observed: 'the model is not in the catalog',
    })
  })
})
