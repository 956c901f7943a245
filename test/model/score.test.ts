import { describe, expect, it } from 'vitest'
import { type Outcome, outcomes, type Severity, severities } from '../../electron/model/outcome.ts'
import { scoreOf } from '../../electron/model/score.ts'

const finding = (outcome: Outcome, severity: Severity = 'high', offered = true) => ({
  outcome,
  severity,
  problem: offered ? null : { code: 'device/unsupported', message: '', remedy: '' },
})
const good: readonly Outcome[] = ['pass', 'fixed', 'attested']
const value = (of: number | null): number => of ?? 0

describe('a score', () => {
  it('is full where everything was looked at and is good', () => {
    expect(scoreOf([finding('pass'), finding('fixed'), finding('attested')])).toMatchObject({ score: 1, coverage: 1 })
  })

  it('weighs what is critical more', () => {
    const critical = value(scoreOf([finding('fail', 'critical'), finding('pass', 'low')]).score)
    expect(critical).toBeLessThan(value(scoreOf([finding('pass', 'critical'), finding('fail', 'low')]).score))
  })

  it.each<[Outcome, number]>([
    ['error', 0.5],
    ['unknown', 0.5],
    ['notchecked', 0.5],
    ['fail', 1],
    ['waived', 1],
  ])('never counts %s as good; coverage is then %f', (outcome, coverage) => {
    expect(scoreOf([finding('pass'), finding(outcome)])).toMatchObject({ score: 0.5, coverage })
  })

  it('leaves out what cannot concern a device, and not what it does not offer to look at', () => {
    expect(scoreOf([finding('pass'), finding('notapplicable')])).toMatchObject({ score: 1, coverage: 1, shouldLook: 1 })
    expect(scoreOf([finding('pass'), finding('notapplicable', 'high', false)])).toMatchObject({
      score: 0.5,
      coverage: 0.5,
    })
  })

  it('counts devices that nobody assessed', () => {
    expect(scoreOf([finding('pass')], { devices: 1, itemsPerDevice: 3 })).toMatchObject({ score: 0.25, coverage: 0.25 })
  })

  it('says nothing where there was nothing to look at', () => {
    expect(scoreOf([])).toMatchObject({ score: null, coverage: null })
    expect(scoreOf([], { devices: 2, itemsPerDevice: 10 })).toMatchObject({ score: 0, coverage: 0 })
  })

  it('never rises when something good goes out of reach, for every mixture of three', () => {
    for (const first of outcomes) {
      for (const second of outcomes) {
        for (const severity of severities) {
          const rest = [finding(first), finding(second, severity)]
          for (const was of [...good, 'fail', 'waived'] as const) {
            for (const lost of ['error', 'unknown', 'notchecked'] as const) {
              const before = scoreOf([finding(was), ...rest])
              const after = scoreOf([finding(lost), ...rest])
              expect(value(after.score)).toBeLessThanOrEqual(value(before.score))
              expect(value(after.coverage)).toBeLessThan(value(before.coverage))
            }
          }
        }
      }
    }
  })
})
