import { afterEach, describe, expect, it, vi } from 'vitest'
import { deviceHandlers } from '../../electron/app/handlers/devices.ts'
import { SinceUnlock } from '../../electron/app/host/since-unlock.ts'
import { Secret } from '../../electron/model/secret.ts'

const minute = 60_000
const now = { wall: Date.UTC(2026, 10, 22), steady: 1_000 }
afterEach(() => {
  vi.restoreAllMocks()
})

/** A site that was unlocked just now, as the handler sees it, by two clocks that the test turns. */
function unlocked(isPractice = false) {
  const clocks = { ...now }
  vi.spyOn(Date, 'now').mockImplementation(() => clocks.wall)
  vi.spyOn(performance, 'now').mockImplementation(() => clocks.steady)
  const logins = { reveal: () => Secret.of('a word for tests') }
  const open = { isPractice, sinceUnlock: new SinceUnlock(), session: { logins } }
  const reveal = () =>
    deviceHandlers['devices.reveal']({ site: () => open } as never, { id: crypto.randomUUID(), username: 'keeper' })
  return { clocks, reveal }
}

describe('a password is shown for five minutes after an unlock', () => {
  it.each([
    ['both clocks say so', 5, 5, true],
    ['both clocks say that it is over', 6, 6, false],
    ['the clock on the wall was set back', -60, 4, false],
    ['the clock on the wall was set back after the time was over', 0, 6, false],
    ['the computer slept, and the steady clock stood still', 600, 1, false],
  ])('when %s', (_, wall, steady, isShown) => {
    const { clocks, reveal } = unlocked()
    clocks.wall += wall * minute
    clocks.steady += steady * minute
    if (isShown) expect(reveal()).toEqual({ text: 'a word for tests' })
    else expect(reveal).toThrow(expect.objectContaining({ code: 'vault/unlock-too-old' }))
  })

  it('and at any time on a practice site', () => {
    const { clocks, reveal } = unlocked(true)
    clocks.wall += 600 * minute
    expect(reveal()).toEqual({ text: 'a word for tests' })
  })
})
