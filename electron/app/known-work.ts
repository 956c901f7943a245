import { setTimeout as sleep } from 'node:timers/promises'
import type { Event, EventName } from '../contract/channels.ts'

/**
 * Whether long work runs in the engine process, as main knows it from what passed by: for when the process is too busy to say so
 * itself. Of work behind a lock nothing more is heard, so that it counts as running until the process is asked.
 */
export class KnownWork {
  #runs = false

  heard(event: EventName, payload: unknown): void {
    if (event === 'progress') this.#runs = (payload as Event<'progress'>).state === 'running'
  }

  /** The process is gone, and its work with it. */
  gone(): void {
    this.#runs = false
  }

  /** What the process says where it says something in time (null: it could not say), else what was heard last. */
  async runs(answer: Promise<boolean | null>, patienceMs: number): Promise<boolean> {
    const said = await Promise.race([answer, sleep(patienceMs, null, { ref: false })])
    if (said !== null) this.#runs = said
    return this.#runs
  }
}
