import { EventEmitter, once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { Chaos, devicesOf, type Mishap } from '../../electron/practice/chaos.ts'
import { startPracticeSite } from '../../electron/practice/practice-site.ts'
import { trueTime } from '../../electron/practice/true-time.ts'

describe('trouble on purpose', () => {
  it('counts a restart as long as it goes on: what waited for it is done at its end', async () => {
    const site = await startPracticeSite({ devices: 2, seed: 'mishaps', ports: 'high' })
    try {
      const restarts = new EventEmitter()
      const chaos = new Chaos(site, {
        seed: 'mishaps',
        everyMs: 10,
        longestMs: 400,
        on: (mishap) => restarts.emit(mishap.kind, mishap),
      })
      const [mishap] = (await once(restarts, 'restart')) as [Mishap]
      const [device] = devicesOf(site).filter((each) => each === mishap.device)
      if (device === undefined) throw new Error('a restart of no device')
      const during = mishap.at + 1
      expect(mishap.endedAt).toBe(null)
      expect(chaos.since(device, during)).toContain(mishap)
      await chaos.end()
      expect(mishap.endedAt).toBeGreaterThan(mishap.at)
      expect(chaos.since(device, during)).toContain(mishap)
      expect(chaos.mishaps.every(({ endedAt }) => endedAt !== null)).toBe(true)
      expect(chaos.since(device, trueTime() + 1)).toEqual([])
    } finally {
      await site.close()
    }
  })
})
