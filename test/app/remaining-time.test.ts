import { describe, expect, it } from 'vitest'
import { RemainingTime } from '../../electron/app/host/remaining-time.ts'

describe('the time that is left', () => {
  it('is told by the pace so far, and not before that says anything', () => {
    let now = 0
    const time = new RemainingTime(() => now)
    now = 10_000
    expect([time.seconds(1, 10), time.seconds(2, null)]).toEqual([null, null])
    expect(time.seconds(2, 10)).toBe(40)
    now = 2_000
    expect(time.seconds(2, 10)).toBeNull()
  })

  it('does not count time in which the work was held back', () => {
    let now = 0
    const time = new RemainingTime(() => now)
    now = 10_000
    time.hold()
    expect(time.seconds(5, 10)).toBeNull()
    now = 500_000
    time.release()
    expect(time.seconds(5, 10)).toBe(10)
  })
})
