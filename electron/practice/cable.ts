/**
 * The network between a simulated device and the laptop. While it is out, datagrams are gone and what was asked over TCP waits: it
 * is there when the cable is back, as TCP sends again what nobody took. What waited too long for one side is hung up on by it.
 */
export class Cable {
  #back: { readonly promise: Promise<void>; readonly plug: () => void } | null = null

  get out(): boolean {
    return this.#back !== null
  }

  pull(): void {
    if (this.#back !== null) return
    let plug = () => {}
    const promise = new Promise<void>((resolve) => {
      plug = resolve
    })
    this.#back = { promise, plug }
  }

  plugIn(): void {
    this.#back?.plug()
    this.#back = null
  }

  /** Returns at once where nothing is out. */
  async connected(): Promise<void> {
    while (this.#back !== null) await this.#back.promise
  }
}
