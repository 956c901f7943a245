import { setMaxListeners } from 'node:events'
import PQueue from 'p-queue'
import { type Device, endpointText } from '../../model/device.ts'
import type { Problem } from '../../model/errors.ts'
import { byWeight, type CanaryRule, canariesOf, type PlannedDevice, Proofs, wavesAfter } from './canaries.ts'

/** How changes spread over a site. */
export interface WaveRule extends CanaryRule {
  /** Share of the devices, 0 to 1, that may fail before nothing more is begun. */
  readonly stopShare: number
}

export const usualWaves: WaveRule = { canary: 1, width: 12, stopShare: 0.5 }

/** Fewer failures than this say nothing yet about those that are still to come. */
const telling = 3

/**
 * Whether nothing more may be begun: more than the share of all devices failed, or of those that were done so far. One lamp post
 * without power at the start of a large site is not reason enough.
 */
export const failedTooMany = (failed: number, done: number, all: number, share: number): boolean =>
  failed > share * all || (failed >= telling && failed > share * done)

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

/** How the work on one device ended. */
export interface WorkEnd {
  /** No change failed or is in doubt. One that was left alone, or found to be outdated, is no failure. */
  readonly isGood: boolean
  /** Fixes that were carried out and proven. */
  readonly held: readonly string[]
}

export interface Waves {
  readonly rule: WaveRule
  readonly signal: AbortSignal
  /** Returns when the work on this device may be begun, or at once when nothing more will be: then `until` is aborted. */
  readonly ready: (device: Device, until: AbortSignal) => Promise<void>
  /** Trouble that is of this device only is no exception. */
  readonly work: (device: Device, wave: number) => Promise<WorkEnd>
  /** Told for each device that was not begun. `problem` is null when a person cancelled. */
  readonly left: (device: Device, problem: Problem | null) => void
}

/**
 * Works through devices wave by wave: canaries, then the others, `width` at a time. A canary that fails spares the other devices
 * of its driver; one that proves nothing hands over to the next; too many failures spare all that were not begun.
 */
export async function runWaves(planned: readonly PlannedDevice[], waves: Waves): Promise<void> {
  const run = new WaveRun(planned.length, waves)
  const { canary, width } = waves.rule
  let waiting: readonly PlannedDevice[] = byWeight(planned)
  for (;;) {
    const canaries = canariesOf(waiting, canary, run.proofs)
    if (canaries.length === 0) break
    const ahead = new Set(canaries)
    waiting = waiting.filter((one) => !ahead.has(one))
    await run.wave(canaries, true)
  }
  run.endCanaries()
  for (const wave of wavesAfter(waiting, width)) await run.wave(wave, false)
  run.throwBug()
}

class WaveRun {
  readonly proofs = new Proofs()
  readonly #all: number
  readonly #waves: Waves
  readonly #spared = new Map<string | null, Problem>()
  readonly #stop = new AbortController()
  /** Cancelled, or stopped. */
  readonly #until: AbortSignal
  #stopped: Problem | null = null
  #number = 0
  #done = 0
  #failed = 0
  readonly #bugs: unknown[] = []

  constructor(all: number, waves: Waves) {
    this.#all = all
    this.#waves = waves
    this.#until = AbortSignal.any([waves.signal, this.#stop.signal])
    setMaxListeners(0, this.#until)
  }

  /** The waves after the canaries count from one, whether there were canaries or not. */
  endCanaries(): void {
    this.#number = Math.max(1, this.#number)
  }

  async wave(wave: readonly PlannedDevice[], isAhead: boolean): Promise<void> {
    const number = this.#number
    this.#number += 1
    const queue = new PQueue({ concurrency: Math.max(1, this.#waves.rule.width) })
    for (const planned of wave) {
      void queue.add(() => this.#one(planned, number, isAhead).catch((error: unknown) => this.#hitBug(error)))
    }
    await queue.onIdle()
  }

  /** After every device has its end. */
  throwBug(): void {
    if (this.#bugs.length > 0) throw this.#bugs[0]
  }

  #hitBug(error: unknown): void {
    this.#bugs.push(error)
    this.#stopBecause(bugStopped)
  }

  async #one(planned: PlannedDevice, number: number, isAhead: boolean): Promise<void> {
    const { rule, signal, ready, work, left } = this.#waves
    const { device } = planned
    await ready(device, this.#until)
    const reason = this.#stopped ?? this.#spared.get(device.driver) ?? null
    if (reason !== null || signal.aborted) return left(device, reason)
    const { isGood, held } = await work(device, number)
    this.#done += 1
    this.proofs.add(planned, held)
    if (isGood) return
    this.#failed += 1
    if (isAhead && !this.#spared.has(device.driver)) this.#spared.set(device.driver, canaryFailed(device))
    if (failedTooMany(this.#failed, this.#done, this.#all, rule.stopShare)) {
      this.#stopBecause(tooMany(this.#failed, this.#done))
    }
  }

  /** The first reason counts. */
  #stopBecause(problem: Problem): void {
    this.#stopped ??= problem
    this.#stop.abort()
  }
}

const canaryFailed = (device: Device): Problem => ({
  code: 'fix/canary-failed',
  message: `Not begun: ${endpointText(device.endpoint)} went first, and its change did not hold.`,
  remedy: 'Look at the device that went first. Then make the plan again for the others.',
})

const bugStopped: Problem = {
  code: 'fix/wave-stopped',
  message: 'Not begun: the program failed on another device, so that nothing more was started.',
  remedy: 'Look at that device. Then make the plan again for the others.',
}

const tooMany = (failed: number, done: number): Problem => ({
  code: 'fix/wave-stopped',
  message: `Not begun: changes did not hold on ${failed} of the ${done} devices so far, so that nothing more was started.`,
  remedy: 'Look at the devices that failed. Then make the plan again for the others.',
})
