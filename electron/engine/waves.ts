import PQueue from 'p-queue'
import { type Device, endpointText } from '../model/device.ts'
import type { Problem } from '../model/errors.ts'

/** How changes spread over a site. */
export interface WaveRule {
  /** Devices of each driver that go first, alone: what goes wrong there is not done to the others. */
  readonly canary: number
  /** Devices of one wave; they are worked on side by side. */
  readonly width: number
  /** Share of all devices, 0 to 1, that may fail before nothing more is begun. */
  readonly stopShare: number
}

export const usualWaves: WaveRule = { canary: 1, width: 12, stopShare: 0.5 }

/** Holds work back between two devices, and between two changes of one. What was begun is finished first. */
export class Hold {
  #held: { readonly promise: Promise<void>; readonly free: () => void } | null = null

  get held(): boolean {
    return this.#held !== null
  }

  pause(): void {
    if (this.#held !== null) return
    let free = () => {}
    const promise = new Promise<void>((resolve) => {
      free = resolve
    })
    this.#held = { promise, free }
  }

  resume(): void {
    this.#held?.free()
    this.#held = null
  }

  /** Returns when nobody holds, or at once when it was cancelled. */
  async passed(signal: AbortSignal): Promise<void> {
    while (this.#held !== null && !signal.aborted) {
      const cancelled = new Promise<void>((resolve) =>
        signal.addEventListener('abort', () => resolve(), { once: true }),
      )
      await Promise.race([this.#held.promise, cancelled])
    }
  }
}

export interface Waves {
  readonly rule: WaveRule
  readonly signal: AbortSignal
  readonly hold: Hold
  /** Whether all went well on the device; trouble that is of this device only is no exception. */
  readonly work: (device: Device, wave: number) => Promise<boolean>
  /** Told for each device that was not begun. `problem` is null when a person cancelled. */
  readonly left: (device: Device, problem: Problem | null) => void
}

/**
 * Works through devices wave by wave: a canary of each driver, then the others, `width` at a time. A canary that fails spares the
 * other devices of its driver; too many failures spare all that were not begun. Devices on which people depend go last.
 */
export async function runWaves(devices: readonly Device[], waves: Waves): Promise<void> {
  const { rule, work, left } = waves
  const spared = new Map<string | null, Problem>()
  let failed = 0
  let stopped: Problem | null = null
  const runWave = async (wave: readonly Device[], number: number) => {
    const queue = new PQueue({ concurrency: Math.max(1, rule.width) })
    const bugs: unknown[] = []
    const one = async (device: Device) => {
      await waves.hold.passed(waves.signal)
      const reason = stopped ?? spared.get(device.driver) ?? null
      if (reason !== null || waves.signal.aborted) return left(device, reason)
      if (await work(device, number)) return
      failed += 1
      if (number === 0) spared.set(device.driver, canaryFailed(device))
      else if (failed > rule.stopShare * devices.length) stopped ??= tooMany(failed, devices.length)
    }
    for (const device of wave) void queue.add(() => one(device).catch((error: unknown) => void bugs.push(error)))
    await queue.onIdle()
    if (bugs.length > 0) throw bugs[0]
  }
  for (const [number, wave] of wavesOf(devices, rule).entries()) await runWave(wave, number)
}

/** The devices of each wave, in the order in which they run. The first wave are the canaries; it can be empty. */
export function wavesOf(devices: readonly Device[], rule: Pick<WaveRule, 'canary' | 'width'>): readonly Device[][] {
  const { canaries, others } = split(devices.toSorted(byWeight), rule.canary)
  const width = Math.max(1, rule.width)
  const waves = [canaries]
  for (let start = 0; start < others.length; start += width) waves.push(others.slice(start, start + width))
  return waves
}

const weights: readonly Device['deviceClass'][] = [
  'camera',
  'encoder',
  'intercom',
  'unknown',
  'nvr',
  'switch',
  'door-controller',
]
const byWeight = (left: Device, right: Device): number =>
  weights.indexOf(left.deviceClass) - weights.indexOf(right.deviceClass)

/** A driver with one device has no others to spare: it needs no canary. */
function split(devices: readonly Device[], canary: number): { canaries: Device[]; others: Device[] } {
  const counts = new Map<string | null, number>()
  for (const { driver } of devices) counts.set(driver, (counts.get(driver) ?? 0) + 1)
  const taken = new Map<string | null, number>()
  const canaries: Device[] = []
  const others: Device[] = []
  for (const device of devices) {
    const own = taken.get(device.driver) ?? 0
    const isCanary = own < canary && (counts.get(device.driver) ?? 0) > canary
    if (isCanary) taken.set(device.driver, own + 1)
    ;(isCanary ? canaries : others).push(device)
  }
  return { canaries, others }
}

const canaryFailed = (device: Device): Problem => ({
  code: 'fix/canary-failed',
  message: `Not begun: ${endpointText(device.endpoint)} went first, and its change did not hold.`,
  remedy: 'Look at the device that went first. Then make the plan again for the others.',
})

const tooMany = (failed: number, all: number): Problem => ({
  code: 'fix/wave-stopped',
  message: `Not begun: changes did not hold on ${failed} of ${all} devices, so that nothing more was started.`,
  remedy: 'Look at the devices that failed. Then make the plan again for the others.',
})
