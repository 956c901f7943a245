import type { SeededRandom } from '../../practice/random.ts'
import type { Interruption } from './chaos-report.ts'
import { type JournalStep, journalSteps, type Laptop } from './laptop.ts'

/** What the work outlives. */
export type Passing = Extract<Interruption, 'hold' | 'sleep' | 'second-technician' | 'clock' | 'card-out'>
/** What cuts the work short. */
export type Ending = Exclude<Interruption, Passing>

/** The trouble of a technician and a laptop, in the order of a seed. What met no work is tried again at a later step. */
export class Interruptions {
  readonly done: Interruption[] = []
  readonly #passing: Passing[]
  readonly #endings: Ending[]
  readonly #laptop: Laptop
  readonly #random: SeededRandom

  constructor(laptop: Laptop, random: SeededRandom) {
    this.#laptop = laptop
    this.#random = random
    const { clock, card, disk, killer } = laptop
    this.#passing = random.shuffled<Passing>([
      'hold',
      'sleep',
      'second-technician',
      ...(clock === null ? [] : (['clock'] as const)),
      ...(card === null ? [] : (['card-out'] as const)),
    ])
    this.#endings = random.shuffled<Ending>([
      'cancel',
      ...(disk === null ? [] : (['disk-full', 'disk-read-only'] as const)),
      ...(killer === null ? [] : journalSteps.map((step) => `kill-${step}` as const)),
    ])
  }

  /** Enough for each, and for some that have to be tried again. */
  get mostSteps(): number {
    return this.#laptop.killer === null ? 8 : 16
  }

  get isDone(): boolean {
    return this.left.length === 0
  }

  get left(): readonly Interruption[] {
    return [...this.#passing, ...this.#endings]
  }

  /** The first step looks and changes nothing: nothing that needs a change belongs there. */
  next(step: number): { readonly passing: Passing | null; readonly ending: Ending | null } {
    if (step === 0) return { passing: this.#passing.find((kind) => kind !== 'hold') ?? null, ending: null }
    return { passing: this.#passing[0] ?? null, ending: this.#endings[0] ?? null }
  }

  struck(kind: Interruption): void {
    this.done.push(kind)
    for (const list of [this.#passing, this.#endings] as Interruption[][]) {
      const at = list.indexOf(kind)
      if (at >= 0) list.splice(at, 1)
    }
  }

  hasStruck(kind: Interruption): boolean {
    return this.done.includes(kind)
  }

  /** Lets the process end at a step of the next password change. What is returned says whether it did. */
  armed(kind: Ending, onKill: () => void): () => boolean {
    const { killer } = this.#laptop
    const step = kind.slice('kill-'.length) as JournalStep
    killer?.arm(step, this.#random.chance(0.5) ? 'before' : 'after', onKill)
    return () => {
      const struck = killer?.disarm() === true
      // Not the first of them for ever, where none of this kind comes.
      const first = this.#endings.shift()
      if (!struck && first !== undefined) this.#endings.push(first)
      else if (first !== undefined) this.#endings.unshift(first)
      return struck
    }
  }
}
