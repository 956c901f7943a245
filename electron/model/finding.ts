import type { AttestationNote, ManualKind } from './attestation.ts'
import type { Problem } from './errors.ts'
import type { FactKey } from './facts.ts'
import type { Outcome, Severity } from './outcome.ts'
import type { WaiverNote } from './waiver.ts'

/** Stands in place of a device id in findings about the site itself. */
export const siteSubject = 'site'

/** One outcome of one item on one device, or of the site itself, in one visit. */
export interface Finding {
  /** `siteSubject` for an item of the site itself. */
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
  /** What a person may bring for this item, where the app could not decide it. */
  readonly manual?: ManualKind
  /** The attestation that it rests on, or that went stale. */
  readonly attestation?: AttestationNote
  /** The waiver that covers it, or that ended. */
  readonly waiver?: WaiverNote
  /** In which way the checklist asks less here than the baseline, in words: shown beside the outcome. */
  readonly loosened?: readonly string[]
}
