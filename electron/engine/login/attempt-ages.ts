import type { RecordedAttempt } from '../../model/attempt.ts'

const perStore = new WeakMap<object, AttemptAges>()

/**
 * How long ago logins were tried, by a clock that nobody can set: a device goes on counting when the clock of the laptop jumps.
 * What was tried before this program was started is only known by the time on it; a time that is still to come proves nothing but
 * that the clock was set, and such an attempt counts as made when it was seen first.
 */
export class AttemptAges {
  /** By the number of the attempt, in milliseconds of `performance.now`. */
  readonly #made = new Map<number, number>()

  /** One for each open site file. */
  static of(store: object): AttemptAges {
    const ages = perStore.get(store) ?? new AttemptAges()
    perStore.set(store, ages)
    return ages
  }

  /** An attempt that is made now. */
  begin(id: number): void {
    this.#made.set(id, performance.now())
  }

  /** Milliseconds, never below zero. */
  of({ id, at }: Pick<RecordedAttempt, 'id' | 'at'>): number {
    const age = Date.now() - Date.parse(at)
    if (!this.#made.has(id) && age >= 0) return age
    const made = this.#made.get(id) ?? performance.now()
    this.#made.set(id, made)
    return performance.now() - made
  }
}
