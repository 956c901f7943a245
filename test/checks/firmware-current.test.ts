import { describe, expect, it } from 'vitest'
import { firmwareCurrent } from '../../electron/checks/firmware-current.ts'
import type { FirmwareAssessment } from '../../electron/model/firmware.ts'
import { assessment, hole, judge } from './judge.ts'

const current = { state: 'current', latest: 'V5.4.0', basis: 'newest file seen' } as const

describe('the check firmware-current', () => {
  it.each<[string, Partial<FirmwareAssessment>, string, RegExp]>([
    ['the newest that is known', { currency: current }, 'pass', /same as V5\.4\.0 \(newest file seen\)/],
    ['newer than that', { currency: { ...current, state: 'newer' } }, 'pass', /newer than/],
    ['behind', { currency: { ...current, state: 'behind', latest: 'V5.5.0' } }, 'fail', /behind V5\.5\.0/],
    ['not comparable', {}, 'unknown', /nobody knows/],
    ['holed, with a repair', { vulnerabilities: [hole] }, 'fail', /CVE-2021-0001, repaired in V5\.5\.0/],
    ['holed, without a repair', { vulnerabilities: [{ ...hole, fixedIn: null }] }, 'unknown', /nobody knows/],
    ['perhaps holed', { vulnerabilities: [{ ...hole, applies: 'check' }] }, 'unknown', /nobody knows/],
    [
      'holed after a weak reading',
      { vulnerabilities: [{ ...hole, confidence: 'text-parsed' }] },
      'unknown',
      /nobody knows/,
    ],
  ])('%s', (_, parts, outcome, observed) => {
    const verdict = judge(firmwareCurrent, { 'firmware.assessment': { ...assessment, ...parts } })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
    expect(`${verdict.observed} ${verdict.expected}`).not.toMatch(/up[ -]to[ -]date/i)
    expect(verdict.expected).toContain('catalog 7 of 2026-11-01')
  })
})
