/** Fewer finished parts, or less time, say nothing about the rest. */
const fewest = 2
const shortestMs = 3_000

/** How long work will go on at the pace so far. Time in which it was held back does not count. */
export class RemainingTime {
  readonly #now: () => number
  readonly #startedAt: number
  #heldSince: number | null = null
  #heldMs = 0

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#startedAt = now()
  }

  hold(): void {
    this.#heldSince ??= this.#now()
  }

  release(): void {
    if (this.#heldSince !== null) this.#heldMs += this.#now() - this.#heldSince
    this.#heldSince = null
  }

  /** Whole seconds; null while nobody can say. */
  seconds(done: number, total: number | null): number | null {
    if (total === null || done < fewest || this.#heldSince !== null) return null
    const worked = this.#now() - this.#startedAt - this.#heldMs
    if (worked < shortestMs) return null
    return Math.max(0, Math.round(((worked / done) * (total - done)) / 1_000))
  }
}
