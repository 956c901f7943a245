import { describe, expect, it } from 'vitest'
import { clockAccurate } from '../../electron/checks/clock-accurate.ts'
import { judge, plainSite } from './judge.ts'

const clock = (offsetSeconds: number, uncertaintySeconds: number) => ({
  'time.clock': { offsetSeconds, uncertaintySeconds, timeZone: 'UTC0', daylightSaving: false },
})

describe('the check clock-accurate, at most 2 s off', () => {
  it.each([
    [0, 0.6, 'pass'],
    [-1.4, 0.6, 'pass'],
    [1.4, 0.6, 'pass'],
    [1.5, 0.6, 'unknown'],
    [-2.5, 0.6, 'unknown'],
    [2.7, 0.6, 'fail'],
    [-3600, 0.6, 'fail'],
    [0, 5, 'unknown'],
    [Number.NaN, 0.6, 'unknown'],
    [0, Number.POSITIVE_INFINITY, 'unknown'],
  ])('%f s off, unsure by %f s: %s', (offset, uncertainty, outcome) => {
    expect(judge(clockAccurate, clock(offset, uncertainty), { maxOffsetSeconds: 2 }).outcome).toBe(outcome)
  })

  it('says which way the clock is off', () => {
    expect(judge(clockAccurate, clock(-3600, 0.6), { maxOffsetSeconds: 2 }).observed).toBe(
      '3600 s behind, measured to ± 0.6 s',
    )
  })

  it.each([
    ['UTC0', 'pass'],
    ['CET-1CEST,M3.5.0,M10.5.0/3', 'fail'],
  ])('with time zone UTC0 and %s in the site record: %s', (timeZone, outcome) => {
    const facts = { ...clock(0, 0.6), 'site.settings': { ...plainSite, timeZone } }
    expect(judge(clockAccurate, facts, { maxOffsetSeconds: 2 }).outcome).toBe(outcome)
  })
})
