/**
 * How long ago a person proved that the passphrase is theirs, in milliseconds. Each of two clocks may be wrong: the one on the wall can
 * be set, the steady one stands still on some systems while the computer sleeps. The one that says longer counts, and where the one
 * on the wall went back nobody can say how long it was: for ever.
 */
export class SinceUnlock {
  readonly #wall = Date.now()
  readonly #steady = performance.now()

  get ms(): number {
    const byTheWall = Date.now() - this.#wall
    return byTheWall < 0 ? Number.POSITIVE_INFINITY : Math.max(byTheWall, performance.now() - this.#steady)
  }
}
