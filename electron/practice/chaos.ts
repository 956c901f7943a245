import { setTimeout as wait } from 'node:timers/promises'
import { type Faults, noFaults, type WriteFate } from './faults.ts'
import type { PracticeDevice } from './practice-device.ts'
import type { PracticeSite } from './practice-site.ts'
import { SeededRandom } from './random.ts'
import { trueTime } from './true-time.ts'

/** One thing that went wrong on purpose. */
export interface Mishap {
  /** Milliseconds since 1970, by the clock that the simulated devices live by. */
  readonly at: number
  /** Null: all devices at once, as when the cable of the laptop is pulled. */
  readonly device: PracticeDevice | null
  readonly kind: MishapKind
  /** Null while it goes on. What a device was told to do at its next start is done at the end of a restart. */
  endedAt: number | null
}

export type MishapKind = 'restart' | 'silence' | 'slow' | 'cut-answers' | 'clock-jump' | 'cable-out'

export interface ChaosOptions {
  /** The same seed plans the same mishaps in the same order; what they meet depends on the clock. */
  readonly seed: string
  /** Milliseconds between two mishaps, about. */
  readonly everyMs?: number
  /** Longest silence, slowness or absence, in milliseconds. */
  readonly longestMs?: number
  /** Called as each happens. */
  readonly on?: (mishap: Mishap) => void
}

const sorts: readonly [MishapKind, number][] = [
  ['restart', 5],
  ['silence', 4],
  ['slow', 4],
  ['cut-answers', 4],
  ['clock-jump', 2],
  ['cable-out', 1],
]

const fates: readonly [WriteFate, number][] = [
  ['applied', 10],
  ['ignored', 1],
  ['answer-lost', 2],
  ['restart-after', 2],
  ['restart-before', 1],
  ['at-restart', 1],
]

/** How many writes of a device have a fate of their own. Enough for the changes of one visit. */
const fatedWrites = 24
const hours = 3_600_000
const jumpsMs = [-26 * hours, -2 * hours, -90_000, -5_000, 5_000, 90_000, 2 * hours, 26 * hours]

/**
 * Trouble for a practice site, planned by a seed: writes that are lost, not kept or cut off, and devices that restart, fall silent,
 * slow down, break off in their answers, or jump in time.
 */
export class Chaos {
  readonly mishaps: Mishap[] = []
  readonly #devices: readonly PracticeDevice[]
  readonly #random: SeededRandom
  readonly #everyMs: number
  readonly #longestMs: number
  readonly #on: (mishap: Mishap) => void
  readonly #ending = new AbortController()
  readonly #own: ReadonlyMap<PracticeDevice, Faults>
  readonly #running = new Set<Promise<void>>()
  readonly #rhythm: Promise<void>

  constructor(site: PracticeSite, { seed, everyMs = 300, longestMs = 2_000, on = () => undefined }: ChaosOptions) {
    this.#devices = devicesOf(site)
    this.#random = new SeededRandom(`${seed} chaos`)
    this.#everyMs = everyMs
    this.#longestMs = longestMs
    this.#on = on
    // What a device is like stays when the trouble ends: one that cuts passwords off goes on doing so.
    for (const device of this.#devices) this.#cutOff(device)
    this.#own = new Map(this.#devices.map((device) => [device, { ...device.faults }]))
    for (const device of this.#devices) this.#plan(device)
    this.#rhythm = this.#run()
  }

  /** What happened to this device, or to all, from that time on, with what was under way then. */
  since(device: PracticeDevice, at: number): readonly Mishap[] {
    return this.mishaps.filter(
      (mishap) => (mishap.endedAt ?? at) >= at && (mishap.device === device || mishap.device === null),
    )
  }

  /**
   * Ends all trouble. Every device is back when it resolves, with the faults that it had before; what it was told to do at a
   * restart is done.
   */
  async end(): Promise<void> {
    this.#ending.abort()
    await this.#rhythm
    await Promise.all(this.#running)
    for (const { cable } of this.#devices) cable.plugIn()
    for (const device of this.#devices) Object.assign(device.faults, this.#own.get(device) ?? noFaults())
    await Promise.all(this.#devices.map((device) => device.reboot()))
  }

  #plan({ faults }: PracticeDevice): void {
    const random = this.#random
    faults.nextWrites = Array.from({ length: fatedWrites }, () => pickWeighted(random, fates))
  }

  #cutOff({ faults }: PracticeDevice): void {
    if (this.#random.chance(0.05)) faults.passwordTruncatedTo = this.#random.pick([8, 12, 16])
  }

  async #run(): Promise<void> {
    while (!this.#ending.signal.aborted) {
      await this.#passed(this.#random.integer(this.#everyMs / 2, this.#everyMs * 1.5))
      if (this.#ending.signal.aborted) return
      const kind = pickWeighted(this.#random, sorts)
      const device = this.#random.pick(this.#devices)
      const forMs = this.#random.integer(Math.min(100, this.#longestMs), this.#longestMs)
      const mishap: Mishap = { at: trueTime(), device: kind === 'cable-out' ? null : device, kind, endedAt: null }
      this.mishaps.push(mishap)
      this.#on(mishap)
      const work = this.#strike(mishap, device, forMs).finally(() => {
        mishap.endedAt = trueTime()
        this.#running.delete(work)
      })
      this.#running.add(work)
    }
  }

  async #strike({ kind }: Mishap, device: PracticeDevice, forMs: number): Promise<void> {
    switch (kind) {
      case 'restart':
        device.rebootMs = forMs
        return await device.reboot()
      case 'silence':
        return await this.#during([device], { silence: true }, forMs)
      case 'slow':
        return await this.#during([device], { delayMs: Math.ceil(forMs / 4) }, forMs)
      case 'cut-answers':
        return await this.#during([device], { truncatedBody: ['*'] }, forMs)
      case 'cable-out':
        for (const { cable } of this.#devices) cable.pull()
        await this.#passed(forMs)
        for (const { cable } of this.#devices) cable.plugIn()
        return
      case 'clock-jump':
        device.state.clock.offsetMs += this.#random.pick(jumpsMs)
    }
  }

  async #during(devices: readonly PracticeDevice[], faults: Partial<Faults>, forMs: number): Promise<void> {
    const before = devices.map((device) =>
      Object.fromEntries(Object.keys(faults).map((key) => [key, this.#own.get(device)?.[key as keyof Faults]])),
    )
    for (const device of devices) Object.assign(device.faults, faults)
    await this.#passed(forMs)
    devices.forEach((device, index) => void Object.assign(device.faults, before[index]))
  }

  async #passed(ms: number): Promise<void> {
    const { signal } = this.#ending
    await wait(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
  }
}

/** The simulated devices themselves, in the order of the site. */
export const devicesOf = (site: PracticeSite): PracticeDevice[] =>
  site.devices.map(({ address, port }) => site.device(port === undefined ? address : `${address}:${port}`))

function pickWeighted<T>(random: SeededRandom, entries: readonly (readonly [T, number])[]): T {
  let left = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of entries) {
    left -= weight
    if (left < 0) return value
  }
  throw new Error('weights above 0')
}
