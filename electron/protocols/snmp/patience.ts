interface Wait {
  readonly since: number
  readonly end: () => void
  timer: NodeJS.Timeout
}

/**
 * How long questions to one agent wait for their answers, decided for all of them together: what comes back for one of them says how
 * long the others need. Waits only become shorter.
 */
export class SharedPatience {
  #ms: number
  #isOver = false
  readonly #waits = new Set<Wait>()

  /** @param ms for each datagram, as long as nothing is known */
  constructor(ms: number) {
    this.#ms = ms
  }

  /** Nobody will answer: no datagram is repeated any more. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** From now on, waits that are under way among them. */
  shorten(ms: number): void {
    if (ms >= this.#ms) return
    this.#ms = ms
    for (const wait of this.#waits) this.#arm(wait)
  }

  giveUp(): void {
    this.#isOver = true
    for (const wait of [...this.#waits]) this.#finish(wait)
  }

  /** @returns what takes the wait back */
  wait(end: () => void): () => void {
    const wait: Wait = { since: performance.now(), end, timer: setTimeout(() => this.#finish(wait), this.#ms) }
    this.#waits.add(wait)
    return () => this.#leave(wait)
  }

  #arm(wait: Wait): void {
    clearTimeout(wait.timer)
    const leftMs = Math.max(0, wait.since + this.#ms - performance.now())
    wait.timer = setTimeout(() => this.#finish(wait), leftMs)
  }

  #leave(wait: Wait): void {
    clearTimeout(wait.timer)
    this.#waits.delete(wait)
  }

  #finish(wait: Wait): void {
    this.#leave(wait)
    wait.end()
  }
}
