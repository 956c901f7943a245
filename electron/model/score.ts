import type { Finding } from './finding.ts'
import { concernsNobody, goodOutcomes } from './gap.ts'
import type { Outcome, Severity } from './outcome.ts'

/** How much an item weighs in a score. */
const weights: Readonly<Record<Severity, number>> = { critical: 10, high: 5, medium: 2, low: 1 }

/** Outcomes that say that somebody or something looked and could judge. Anything else was not looked at. */
const looked: readonly Outcome[] = ['pass', 'fixed', 'fail', 'attested', 'waived']

/** A score with what it rests on. Never show one without the other. */
export interface Score {
  /** Weight of what is good in the weight of all that should be looked at, 0 to 1; null where there is nothing to look at. */
  readonly score: number | null
  /** What was looked at, in all that should be: findings, not weights; 0 to 1. */
  readonly coverage: number | null
  readonly good: number
  readonly failing: number
  readonly waived: number
  /** Unreachable, refused, undecided, not offered, or nobody looked yet. */
  readonly notLooked: number
  readonly shouldLook: number
}

/** Devices that were seen and have no finding at all, and what a checklist would have asked of each. */
export interface Unassessed {
  readonly devices: number
  readonly itemsPerDevice: number
}

/**
 * The score of these findings. What could not be looked at stands in the lower half of both fractions and never in the upper:
 * a site gets no better by being out of reach, and no better by waivers. An item that the device does not offer to look at counts
 * as not looked at; only an item that cannot concern the device is left out.
 */
export function scoreOf(
  findings: readonly Pick<Finding, 'outcome' | 'severity' | 'problem'>[],
  unassessed: Unassessed = { devices: 0, itemsPerDevice: 0 },
): Score {
  const due = findings.filter((finding) => !concernsNobody(finding))
  const unseen = unassessed.devices * unassessed.itemsPerDevice
  const shouldLook = due.length + unseen
  const weigh = (some: typeof due): number => some.reduce((sum, { severity }) => sum + weights[severity], 0)
  const good = due.filter(({ outcome }) => goodOutcomes.includes(outcome))
  const lookedAt = due.filter(({ outcome }) => looked.includes(outcome))
  const of = (outcome: Outcome): number => due.filter((finding) => finding.outcome === outcome).length
  // A device that nobody assessed weighs as an average one.
  const average = due.length === 0 ? 1 : weigh(due) / due.length
  const weight = weigh(due) + unseen * average
  return {
    score: weight === 0 ? null : weigh(good) / weight,
    coverage: shouldLook === 0 ? null : lookedAt.length / shouldLook,
    good: good.length,
    failing: of('fail'),
    waived: of('waived'),
    notLooked: shouldLook - lookedAt.length,
    shouldLook,
  }
}
