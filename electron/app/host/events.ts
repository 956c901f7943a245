import { type Area, areas, type Event, type EventName } from '../../contract/channels.ts'

/** How often the window hears of the same thing while work runs. */
const calmMs = 200

/** The company and its technicians are of this computer, whatever site is open. */
const ofNoSite: readonly Area[] = ['identity']

/** Everything that tells of a site: asked for again where a long work ended, or the next visit began. */
export const siteAreas: readonly Area[] = areas.filter((area) => !ofNoSite.includes(area))

/** Speaks to the window. What comes often is told at most five times a second, and its last word always arrives. */
export class HostEvents {
  readonly #toWindow: (event: EventName, payload: unknown) => void
  readonly bug: (error: unknown) => void
  readonly #waiting = new Map<string, () => void>()
  readonly #gathered = new Map<string, Set<string>>()
  #isQuiet = false
  /** Trouble that nobody could be told while the site was locked. */
  #untold: unknown[] = []

  constructor(post: (event: EventName, payload: unknown) => void, bug: (error: unknown) => void) {
    this.#toWindow = post
    this.bug = bug
  }

  /** From now on nothing of the site reaches the window, but that it is locked and that its work moved. */
  quiet(): void {
    this.#waiting.clear()
    this.#untold = []
    this.#isQuiet = true
  }

  /** The window shows a site again. What went wrong meanwhile is told now where it is still about that site. */
  loud(isSameSite: boolean): void {
    this.#isQuiet = false
    const untold = isSameSite ? this.#untold : []
    this.#untold = []
    for (const problem of untold) this.#toWindow('problem', problem)
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

  #post(event: EventName, payload: unknown): void {
    if (!this.#isQuiet || event === 'locked') this.#toWindow(event, payload)
    else if (event === 'problem') this.#untold.push(payload)
    else if (event === 'progress') this.often('locked site', 'changed', { areas: ['site'] })
    else if (event === 'changed' && (payload as Event<'changed'>).areas.includes('site'))
      this.#toWindow('changed', { areas: ['site'] })
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
