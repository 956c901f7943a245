import { describe, expect, it } from 'vitest'
import { chaosVisit } from './chaos-visit.ts'

/** `npm run bench -- chaos` runs twenty, over sixty devices. */
const seeds = ['first', 'second']

describe('a visit while everything goes wrong, at the devices and at the laptop', () => {
  it.each(seeds)(
    'loses no password, locks nothing, says nothing untrue and can go on: seed "%s"',
    async (seed) => {
      const report = await chaosVisit({ seed, devices: 10, steps: 3, longestMs: 600 })
      const { lost, lockouts, untrue, unexplained, open, bugs } = report
      expect({ lost, lockouts, untrue, unexplained, open, bugs }).toEqual({
        lost: [],
        lockouts: [],
        untrue: [],
        unexplained: [],
        open: [],
        bugs: [],
      })
      expect(Object.keys(report.mishaps).length).toBeGreaterThan(1)
    },
    180_000,
  )
})
