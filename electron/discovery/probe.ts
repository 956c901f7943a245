import type { Sighting } from '../model/device.ts'
import type { UsmCredential } from '../model/secret.ts'
import type { Network } from '../protocols/network.ts'
import type { PaceLimits } from './pace.ts'

/** HOST:PORT of the scope. */
export interface ForwardedTarget {
  readonly address: string
  readonly port: number
}

/** What a probe has to say about one answer; the run adds the rest. Mark values may be raw: they are capped and made visible. */
export type Heard = Pick<Sighting, 'address'> & Partial<Omit<Sighting, 'probe' | 'address' | 'seenAt'>>

/** All that a probe gets. It keeps nothing between runs. */
export interface ProbeContext {
  readonly network: Network
  readonly pace: PaceLimits
  readonly signal: AbortSignal
  /** SNMPv3 user of the site, or null. */
  readonly usm: UsmCredential | null
  /** Every single address of the scope, once. */
  readonly addresses: () => Iterable<string>
  readonly forwarded: readonly ForwardedTarget[]
  /** How many targets these two are. */
  readonly total: number
  /** Waits for the next turn of the shared packet budget. Once before each datagram. */
  readonly turn: () => Promise<void>
  /**
   * Does `work`, which opens one TCP connection to `address` and closes it, when no other probe has one there, when there is room
   * among all connections, and when it is its turn.
   */
  readonly connect: <T>(address: string, work: () => Promise<T>) => Promise<T>
  /**
   * Reports one answer. An address outside the scope is only listed. False when it was dropped: said before, or over the limit
   * of this source or of the run.
   */
  readonly sight: (heard: Heard) => boolean
  /** What was heard from there so far, by any probe. */
  readonly earlier: (address: string, forwardedPort: number | null) => readonly Sighting[]
  /** What the probes named in `follows` hear, from the first on and as it comes; ends when they are through. */
  readonly follow: () => AsyncIterable<Sighting>
  readonly progress: (progress: { readonly done?: number; readonly total?: number; readonly note?: string }) => void
}

/**
 * One way of finding devices. A silent or misbehaving device never ends it; what ends it early is thrown as an
 * `ExpectedError` and shown as the problem of this probe, while the others go on.
 */
export interface Probe {
  readonly name: string
  /** Probes whose answers it builds on, while they are still asking. */
  readonly follows?: readonly string[]
  /** Probes that must be through before it starts. */
  readonly after?: readonly string[]
  /** What it gives back closes ears that stay open, without asking, until all other probes are through. */
  readonly run: (context: ProbeContext) => Promise<undefined | (() => void)>
}

export const defineProbe = (probe: Probe): Probe => probe

/** Runs `work` on all items, `limit` at a time, taking items only when there is room. The first rejection ends it. */
export async function eachOf<T>(
  items: Iterable<T> | AsyncIterable<T>,
  limit: number,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]()
  let failed = false
  const worker = async (): Promise<void> => {
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      if (failed) return
      signal.throwIfAborted()
      try {
        await work(next.value)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, worker))
}
