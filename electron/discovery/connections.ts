/** Sees to it that no address has two connections at once, and all together no more than `most`. */
export class Connections {
  readonly #most: number
  readonly #queues = new Map<string, (() => void)[]>()
  readonly #waiting: (() => void)[] = []
  #open = 0

  constructor(most: number) {
    this.#most = most
  }

  /** Rejects when `signal` was aborted before there was room; `work` heeds it itself. */
  async one<T>(address: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#alone(address)
    try {
      await this.#room()
      try {
        signal.throwIfAborted()
        return await work()
      } finally {
        const next = this.#waiting.shift()
        // The place goes from hand to hand, so that nobody slips in between.
        if (next === undefined) this.#open -= 1
        else next()
      }
    } finally {
      const queue = this.#queues.get(address)
      const next = queue?.shift()
      if (next === undefined) this.#queues.delete(address)
      else next()
    }
  }

  #alone(address: string): Promise<void> | undefined {
    const queue = this.#queues.get(address)
    if (queue !== undefined) return new Promise((resolve) => queue.push(resolve))
    this.#queues.set(address, [])
    return undefined
  }

  async #room(): Promise<void> {
    if (this.#open >= this.#most) return await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#open += 1
  }
}
