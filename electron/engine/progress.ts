import type { Problem } from '../model/errors.ts'
import type { Change } from '../model/site.ts'
import type { Hold, WaveRule } from './change/waves.ts'

/** How far long work is. `total` is null while nobody can know. */
export interface Progress {
  readonly work: 'discover' | 'assess' | 'fix' | 'seal'
  readonly done: number
  readonly total: number | null
  /** What is being done, in words: an address, a step. */
  readonly text: string
  /** The device that was just done with. */
  readonly deviceId?: string
  /** Why nothing new is begun for now: it goes on by itself. */
  readonly waiting?: Problem
}

export interface WorkOptions {
  readonly signal: AbortSignal
  readonly on: (progress: Progress) => void
}

export interface ChangeOptions extends WorkOptions {
  /** Called for each change as it moves. */
  readonly onChange: (change: Change) => void
  readonly waves?: Partial<WaveRule>
  /** Ids of changes that a person said yes to one by one, where the plan asks for that. */
  readonly confirmed?: ReadonlySet<string>
  /** The second person who agreed, proven by their own passphrase; null where nobody did. */
  readonly approvedBy?: string | null
  readonly hold?: Hold
  /** How long a device may stay silent after a change that can cut us off; a minute unless told, less on a practice site. */
  readonly patienceMs?: number
}
