import { setTimeout as sleep } from 'node:timers/promises'
import type { Pace } from '../model/site.ts'

/** How hard a discovery presses on the network. All probes of a run share one budget of packets. */
export interface PaceLimits {
  /** New questions per second over all devices: one UDP datagram or one TCP connection each. */
  readonly packetsPerSecond: number
  /** TCP connections open at the same time over all probes, never more than one per address. */
  readonly connectionsInFlight: number
  /** How long a silent TCP port is waited for. */
  readonly connectTimeoutMs: number
  /** How long late UDP answers are taken in after the last question. */
  readonly listenMs: number
  /** Ports that are tried at an address before it counts as empty, and all ports where this is null. */
  readonly portsOfSilent: number | null
  /** Datagrams to an SNMP agent that gave no sign yet. */
  readonly snmpAttempts: number
}

export const paceLimits: Readonly<Record<Pace, PaceLimits>> = {
  gentle: {
    packetsPerSecond: 50,
    connectionsInFlight: 40,
    connectTimeoutMs: 2_000,
    listenMs: 3_000,
    portsOfSilent: null,
    snmpAttempts: 2,
  },
  normal: {
    packetsPerSecond: 500,
    connectionsInFlight: 160,
    connectTimeoutMs: 1_000,
    listenMs: 1_200,
    portsOfSilent: 4,
    snmpAttempts: 2,
  },
  // Three short looks at three ports instead of one long look: a lost packet is made up for by the next port.
  fast: {
    packetsPerSecond: 5_000,
    connectionsInFlight: 320,
    connectTimeoutMs: 300,
    listenMs: 700,
    portsOfSilent: 3,
    snmpAttempts: 1,
  },
}

const tickMs = 20

interface Waiting {
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

/**
 * Hands out turns at an even rate, to each lane in its turn: a probe that wants a thousand at once holds up no other. Turns
 * that nobody took are not saved up: silence is never followed by a burst.
 */
export class Pacer {
  readonly #turnsPerTick: number
  readonly #lanes = new Map<string, Waiting[]>()
  readonly #signals = new WeakSet<AbortSignal>()
  #left: number
  #ticking = false

  constructor(packetsPerSecond: number) {
    this.#turnsPerTick = Math.max(1, Math.floor((packetsPerSecond * tickMs) / 1_000))
    this.#left = this.#turnsPerTick
  }

  /** Resolves when it is the caller's turn. Rejects when `signal` is aborted. */
  turn(signal: AbortSignal, lane = ''): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason)
    this.#tick()
    if (this.#left > 0 && this.#lanes.size === 0) {
      this.#left -= 1
      return Promise.resolve()
    }
    this.#endWith(signal)
    return new Promise((resolve, reject) => {
      const waiting = this.#lanes.get(lane)
      if (waiting === undefined) this.#lanes.set(lane, [{ resolve, reject }])
      else waiting.push({ resolve, reject })
    })
  }

  /** Runs while somebody takes turns, and stops by itself. */
  #tick(): void {
    if (this.#ticking) return
    this.#ticking = true
    this.#left = this.#turnsPerTick
    void this.#keepTime()
  }

  async #keepTime(): Promise<void> {
    let next = performance.now() + tickMs
    do {
      await sleep(Math.max(1, next - performance.now()))
      // A tick that came late is not made up for.
      next = Math.max(next, performance.now() - tickMs) + tickMs
      this.#left = this.#turnsPerTick
      this.#serve()
    } while (this.#left < this.#turnsPerTick || this.#lanes.size > 0)
    this.#ticking = false
  }

  #serve(): void {
    while (this.#left > 0 && this.#lanes.size > 0) {
      for (const [lane, waiting] of [...this.#lanes]) {
        if (this.#left === 0) return
        waiting.shift()?.resolve()
        this.#left -= 1
        if (waiting.length === 0) this.#lanes.delete(lane)
      }
    }
  }

  /** One listener for all that wait: a sweep has thousands. */
  #endWith(signal: AbortSignal): void {
    if (this.#signals.has(signal)) return
    this.#signals.add(signal)
    signal.addEventListener(
      'abort',
      () => {
        const waiting = [...this.#lanes.values()].flat()
        this.#lanes.clear()
        for (const { reject } of waiting) reject(signal.reason)
      },
      { once: true },
    )
  }
}
