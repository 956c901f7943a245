import { describe, expect, it } from 'vitest'
import { diedTooOften } from '../../electron/app/page-deaths.ts'

describe('a page that died', () => {
  it('comes back by itself the first two times, however soon after its start it died', () => {
    expect(diedTooOften([5])).toBe(false)
    expect(diedTooOften([5, 900])).toBe(false)
  })

  it('waits for a person when it died three times within a minute', () => {
    expect(diedTooOften([5, 900, 60_004])).toBe(true)
  })

  it('comes back by itself when the deaths lie far apart', () => {
    expect(diedTooOften([5, 900, 60_005])).toBe(false)
    expect(diedTooOften([0, 60_000, 120_000, 180_000])).toBe(false)
  })
})
