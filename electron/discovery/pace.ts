import { setTimeout as sleep } from 'node:timers/promises'
import type { Pace } from '../model/site.ts'

/** How hard a discovery presses on the network. All probes of a run share one budget of packets. */
export interface PaceProfile {
  /** New questions per second over all devices: one UDP datagram or one TCP connection each. */
  readonly packetsPerSecond: number
  /** TCP connections open at the same time, never more than one per device. */
  readonly connectionsInFlight: number
  /** How long a silent TCP port is waited for. */
  readonly connectTimeoutMs: number
  /** How long late UDP answers are taken in after the last question. */
  readonly listenMs: number
  /** Whether addresses that are silent on the first ports are asked on all others too. */
  readonly everyPortOfSilent: boolean
}

export const paceProfiles: Readonly<Record<Pace, PaceProfile>> = {
  gentle: {
    packetsPerSecond: 60,
    connectionsInFlight: 32,
    connectTimeoutMs: 2_000,
    listenMs: 3_000,
    everyPortOfSilent: true,
  },
  normal: {
    packetsPerSecond: 500,
    connectionsInFlight: 128,
    connectTimeoutMs: 1_000,
    listenMs: 1_200,
    everyPortOfSilent: false,
  },
  fast: {
    packetsPerSecond: 2_500,
    connectionsInFlight: 256,
    connectTimeoutMs: 700,
    listenMs: 700,
    everyPortOfSilent: false,
  },
}

const tickMs = 20

/** Hands out turns at an even rate. Turns that nobody took are not saved up: silence is never followed by a burst. */
export class Pacer {
  readonly #turnsPerTick: number
  #tick = 0
  #taken = 0

  constructor(packetsPerSecond: number) {
    this.#turnsPerTick = Math.max(1, Math.floor((packetsPerSecond * tickMs) / 1_000))
  }

  /** Resolves when it is the caller's turn. Rejects when `signal` is aborted. */
  async turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const now = Math.floor(performance.now() / tickMs)
    if (now > this.#tick) {
      this.#tick = now
      this.#taken = 0
    }
    const place = this.#taken
    this.#taken += 1
    if (place >= this.#turnsPerTick) {
      this.#tick += 1
      this.#taken = 1
    }
    const waitMs = this.#tick * tickMs - performance.now()
    if (waitMs > 0) await sleep(waitMs, undefined, { signal })
  }
}
