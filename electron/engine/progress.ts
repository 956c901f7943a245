import type { Change } from '../model/site.ts'

/** How far long work is. `total` is null while nobody can know. */
export interface Progress {
  readonly work: 'discover' | 'assess' | 'fix' | 'seal'
  readonly done: number
  readonly total: number | null
  /** What is being done, in words: an address, a step. */
  readonly text: string
}

export interface WorkOptions {
  readonly signal: AbortSignal
  readonly on: (progress: Progress) => void
}

export interface ChangeOptions extends WorkOptions {
  /** Called for each change as it moves. */
  readonly onChange: (change: Change) => void
}
