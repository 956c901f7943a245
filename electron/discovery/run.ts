import { endpointText, type Sighting } from '../model/device.ts'
import { ExpectedError, type Problem, toProblem } from '../model/errors.ts'
import type { UsmCredential } from '../model/secret.ts'
import type { Pace } from '../model/site.ts'
import { visibleText } from '../model/visible-text.ts'
import { CardGate } from '../protocols/card-gate.ts'
import type { Network } from '../protocols/network.ts'
import { Connections } from './connections.ts'
import { type PaceLimits, Pacer, paceLimits } from './pace.ts'
import type { ForwardedTarget, Heard, Probe, ProbeContext } from './probe.ts'
import { sightingOf } from './sighting.ts'

export interface DiscoveryProgress {
  readonly probe: string
  readonly state: 'waiting' | 'running' | 'done' | 'cancelled' | 'problem'
  readonly done: number
  readonly total: number
  /** Answers from inside the scope so far. */
  readonly heard: number
  /** Short text for a person: what is left out, what went wrong. */
  readonly note: string
  /** The answer that this event tells of, else null. */
  readonly sighting: Sighting | null
  /** Why nobody new is asked for now: it goes on by itself. */
  readonly waiting?: Problem
}

export interface DiscoveryOptions {
  readonly network: Network
  readonly pace: Pace
  readonly signal: AbortSignal
  readonly usm: UsmCredential | null
  readonly on: (progress: DiscoveryProgress) => void
}

export interface Discovered {
  readonly sightings: readonly Sighting[]
  /** Heard from outside the scope. Listed, never contacted. */
  readonly outside: readonly { readonly address: string; readonly probe: string }[]
  /** Addresses and HOST:PORT of the scope that gave no sign at all. */
  readonly unanswered: readonly string[]
}

/** Different answers of one probe from one address. A recorder with many services gives a dozen. */
const mostPerSource = 32
/** More than any site has; what comes on top is a flood. */
const mostSightings = 20_000
const mostOutside = 1_000
/** Between two looks whether this computer has a network. */
const lookMs = 250
export const cutOffNote =
  'This computer had no network for a while: who was asked just then may be missing. Discover again.'

/**
 * Runs the probes and gathers what they hear. Never rejects for a device or for one probe; a cancelled run ends early with what
 * was heard so far. Nothing outside the scope gets a packet.
 */
export async function runProbes(
  probes: readonly Probe[],
  options: DiscoveryOptions,
  pace: PaceLimits = paceLimits[options.pace],
): Promise<Discovered> {
  const run = new Run(options, pace)
  const finished = new Map<string, Promise<void>>()
  for (const probe of probes) {
    const earlier = (probe.after ?? []).map((name) => finished.get(name))
    const followed = (probe.follows ?? []).map((name) => finished.get(name))
    if ([...earlier, ...followed].includes(undefined)) {
      throw new Error(`probe ${probe.name} stands before one that it comes after`)
    }
    finished.set(
      probe.name,
      Promise.all(earlier).then(() => run.probe(probe)),
    )
    run.waiting(probe)
  }
  try {
    await Promise.all(finished.values())
  } finally {
    run.closeEars()
  }
  return run.result()
}

interface Progress {
  state: DiscoveryProgress['state']
  done: number
  total: number
  heard: number
  notes: readonly string[]
}

class Run {
  readonly #options: DiscoveryOptions
  readonly #pacer: Pacer
  readonly #connections: Connections
  readonly #pace: PaceLimits
  readonly #forwarded: readonly ForwardedTarget[]
  readonly #total: number
  readonly #sightings: Sighting[] = []
  readonly #byEndpoint = new Map<string, Sighting[]>()
  readonly #known = new Set<string>()
  readonly #perSource = new Map<string, number>()
  readonly #outside = new Map<string, { readonly address: string; readonly probe: string }>()
  readonly #progress = new Map<string, Progress>()
  readonly #ears: (() => void)[] = []
  /** Probes that ask no more. */
  readonly #through = new Set<string>()
  #asleep: (() => void)[] = []
  readonly #ranges: readonly string[]
  readonly #gate: CardGate
  #waiting: Problem | null = null
  /** Settles when this computer has its network again; null while it has one. */
  #cutOff: Promise<void> | null = null
  #lookedAt = Number.NEGATIVE_INFINITY

  constructor(options: DiscoveryOptions, pace: PaceLimits) {
    const { scope } = options.network
    this.#options = options
    this.#forwarded = scope.forwarded().filter(({ address, port }) => scope.contains(address, port))
    this.#total = [...scope.addresses()].length + this.#forwarded.length
    this.#pacer = new Pacer(pace.packetsPerSecond)
    this.#connections = new Connections(pace.connectionsInFlight)
    this.#pace = pace
    this.#ranges = scope.ranges()
    this.#gate = new CardGate(options.network.cards, (waiting) => this.#wait(waiting))
  }

  waiting(probe: Probe): void {
    this.#progress.set(probe.name, { state: 'waiting', done: 0, total: 0, heard: 0, notes: [] })
    this.#tell(probe.name, null)
  }

  async probe(probe: Probe): Promise<void> {
    const { signal } = this.#options
    if (signal.aborted) return this.#end(probe.name, 'cancelled')
    this.#progressOf(probe.name).state = 'running'
    this.#tell(probe.name, null)
    try {
      const closeEars = await probe.run(this.#context(probe))
      if (closeEars !== undefined) this.#ears.push(closeEars)
      this.#end(probe.name, signal.aborted ? 'cancelled' : 'done')
    } catch (error) {
      if (signal.aborted) return this.#end(probe.name, 'cancelled')
      if (!(error instanceof ExpectedError)) throw error
      this.#note(probe.name, toProblem(error).message)
      this.#end(probe.name, 'problem')
    }
  }

  closeEars(): void {
    for (const close of this.#ears.splice(0)) close()
  }

  result(): Discovered {
    const { scope } = this.#options.network
    const silent = [...scope.addresses()].filter((address) => !this.#byEndpoint.has(keyOf(address, null)))
    const silentForwarded = this.#forwarded
      .filter(({ address, port }) => !this.#byEndpoint.has(keyOf(address, port)))
      .map(({ address, port }) => endpointText({ address, forwarded: true, ports: { http: port } }))
    return {
      sightings: this.#sightings,
      outside: [...this.#outside.values()],
      unanswered: [...silent, ...silentForwarded],
    }
  }

  #context(probe: Probe): ProbeContext {
    const { network, signal, usm } = this.#options
    return {
      network,
      pace: this.#pace,
      signal,
      usm,
      addresses: () => network.scope.addresses(),
      forwarded: this.#forwarded,
      total: this.#total,
      turn: () => this.#turn(probe.name),
      connect: (address, work) =>
        this.#connections.one(address, signal, async () => {
          await this.#turn(probe.name)
          return await work()
        }),
      follow: () => this.#follow(probe.follows ?? []),
      sight: (heard) => this.#sight(probe.name, heard),
      earlier: (address, port) => this.#byEndpoint.get(keyOf(address, port)) ?? [],
      progress: ({ done, total, note }) => {
        const progress = this.#progressOf(probe.name)
        const before = { ...progress }
        progress.done = done ?? progress.done
        progress.total = total ?? progress.total
        if (note !== undefined) this.#note(probe.name, note)
        // A flood of datagrams must not become a flood of events.
        const { done: wasDone, total: wasTotal, notes } = before
        if (wasDone !== progress.done || wasTotal !== progress.total || notes !== progress.notes)
          this.#tell(probe.name, null)
      },
    }
  }

  /** The next turn of a probe: none comes while this computer has no network to any part of the scope. */
  async #turn(probe: string): Promise<void> {
    await this.#connected()
    await this.#pacer.turn(this.#options.signal, probe)
  }

  /** Looks now and then only: a sweep has thousands of turns a second. */
  async #connected(): Promise<void> {
    if (this.#cutOff === null) {
      const now = performance.now()
      if (now - this.#lookedAt < lookMs) return
      this.#lookedAt = now
      this.#cutOff = this.#gate.passed(this.#ranges, this.#options.signal).finally(() => {
        this.#cutOff = null
      })
    }
    await this.#cutOff
  }

  #wait(waiting: Problem | null): void {
    this.#waiting = waiting
    for (const [probe, { state }] of this.#progress) {
      if (state !== 'running') continue
      if (waiting !== null) this.#note(probe, cutOffNote)
      this.#tell(probe, null)
    }
  }

  #sight(probe: string, heard: Heard): boolean {
    const { address, forwardedPort = null } = heard
    const { scope } = this.#options.network
    if (forwardedPort === null ? !scope.containsWhole(address) : !scope.contains(address, forwardedPort)) {
      this.#hearOutside(probe, address)
      return false
    }
    const sighting = sightingOf(probe, heard)
    const { seenAt: _, ...content } = sighting
    const fingerprint = JSON.stringify(content)
    if (this.#known.has(fingerprint)) return false
    const source = `${probe} ${keyOf(address, forwardedPort)}`
    const count = this.#perSource.get(source) ?? 0
    if (count >= mostPerSource) {
      this.#note(probe, `Truncated: more than ${mostPerSource} different answers from ${address}.`)
      return false
    }
    if (this.#sightings.length >= mostSightings) {
      this.#note(probe, `Truncated: more than ${mostSightings} answers; somebody may be flooding this network.`)
      return false
    }
    this.#known.add(fingerprint)
    this.#perSource.set(source, count + 1)
    this.#sightings.push(sighting)
    const key = keyOf(address, forwardedPort)
    this.#byEndpoint.set(key, [...(this.#byEndpoint.get(key) ?? []), sighting])
    this.#progressOf(probe).heard += 1
    this.#tell(probe, sighting)
    this.#wake()
    return true
  }

  async *#follow(probes: readonly string[]): AsyncGenerator<Sighting> {
    let at = 0
    for (;;) {
      for (; at < this.#sightings.length; at += 1) {
        const sighting = this.#sightings[at]
        if (sighting !== undefined && probes.includes(sighting.probe)) yield sighting
      }
      // Nothing can come between the look above and the sleep below.
      if (probes.every((name) => this.#through.has(name))) return
      await new Promise<void>((resolve) => this.#asleep.push(resolve))
    }
  }

  #wake(): void {
    for (const wake of this.#asleep.splice(0)) wake()
  }

  #hearOutside(probe: string, address: string): void {
    const key = `${probe} ${address}`
    if (this.#outside.has(key)) return
    if (this.#outside.size >= mostOutside) {
      this.#note(probe, `Truncated: more than ${mostOutside} addresses outside the scope.`)
      return
    }
    this.#outside.set(key, { address: visibleText(address, 64), probe })
  }

  #end(probe: string, state: DiscoveryProgress['state']): void {
    this.#progressOf(probe).state = state
    this.#through.add(probe)
    this.#tell(probe, null)
    this.#wake()
  }

  #note(probe: string, note: string): void {
    const progress = this.#progressOf(probe)
    if (progress.notes.includes(note) || progress.notes.length >= 8) return
    progress.notes = [...progress.notes, note]
  }

  #progressOf(probe: string): Progress {
    const progress = this.#progress.get(probe)
    if (progress === undefined) throw new Error(`probe ${probe} was never announced`)
    return progress
  }

  #tell(probe: string, sighting: Sighting | null): void {
    const { state, done, total, heard, notes } = this.#progressOf(probe)
    const waiting = this.#waiting === null ? {} : { waiting: this.#waiting }
    this.#options.on({ probe, state, done, total, heard, note: notes.join(' '), sighting, ...waiting })
  }
}

const keyOf = (address: string, port: number | null): string => (port === null ? address : `${address}#${port}`)
