import type { Problem } from './errors.ts'
import type { FactKey } from './facts.ts'
import type { Outcome, Severity } from './outcome.ts'

/** One outcome of one item on one device in one visit. */
export interface Finding {
  readonly deviceId: string
  /** Checklist item id, for example `ACC-01`. */
  readonly item: string
  readonly check: string | null
  readonly title: string
  readonly severity: Severity
  readonly outcome: Outcome
  /** As found or as left, in words. */
  readonly observed: string
  readonly expected: string
  readonly references: readonly string[]
  /** Whether the app may offer to fix it, and with which fix (its id is the id of the check). */
  readonly fix: 'offered' | 'withheld' | 'none'
  /** What a person does where no fix exists. */
  readonly instruction: string | null
  /** Why it ended as error or notapplicable. */
  readonly problem: Problem | null
  readonly facts: readonly FactKey[]
  readonly at: string
}
