import type { Event, EventName } from '../../contract/channels.ts'

type Area = Event<'changed'>['areas'][number]

/** How often the window hears of the same thing while work runs. */
const calmMs = 200

/** Speaks to the window. What comes often is told at most five times a second, and its last word always arrives. */
export class HostEvents {
  readonly #post: (event: EventName, payload: unknown) => void
  readonly bug: (error: unknown) => void
  readonly #waiting = new Map<string, () => void>()
  readonly #gathered = new Map<string, Set<string>>()

  constructor(post: (event: EventName, payload: unknown) => void, bug: (error: unknown) => void) {
    this.#post = post
    this.bug = bug
  }

  send<E extends EventName>(event: E, payload: Event<E>): void {
    // What waited is older: it must not arrive after this.
    if (event === 'progress') this.#flush()
    this.#post(event, payload)
  }

  /** `key` names the thing: a newer word about it takes the place of one that still waits. */
  often<E extends EventName>(key: string, event: E, payload: Event<E>): void {
    const known = this.#waiting.has(key)
    this.#waiting.set(key, () => this.#post(event, payload))
    if (known) return
    setTimeout(() => this.#tell(key), calmMs)
  }

  /** Collects what moved and hands all of it over together, at most five times a second. */
  gather(kind: string, id: string, handOver: (ids: readonly string[]) => void): void {
    const known = this.#gathered.get(kind)
    if (known !== undefined) {
      known.add(id)
      return
    }
    this.#gathered.set(kind, new Set([id]))
    setTimeout(() => {
      const ids = this.#gathered.get(kind) ?? new Set()
      this.#gathered.delete(kind)
      handOver([...ids])
    }, calmMs)
  }

  /** Says what to ask for again. */
  changed(...areas: Area[]): void {
    this.send('changed', { areas })
  }

  changedOften(...areas: Area[]): void {
    this.often(`changed ${areas.join(' ')}`, 'changed', { areas })
  }

  #tell(key: string): void {
    const post = this.#waiting.get(key)
    this.#waiting.delete(key)
    post?.()
  }

  #flush(): void {
    for (const key of [...this.#waiting.keys()]) this.#tell(key)
  }
}
