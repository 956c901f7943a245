/** What became of one checklist item on one device. @see XCCDF 1.2 (NISTIR 7275r4) 6.6.4.2; attested and waived are ours. */
export const outcomes = [
  'pass',
  'fixed',
  'fail',
  'error',
  'unknown',
  'notchecked',
  'notapplicable',
  'attested',
  'waived',
] as const
export type Outcome = (typeof outcomes)[number]

/** In the order in which somebody should look at them: wherever outcomes are drawn or sorted. */
export const outcomesWorstFirst = [
  'fail',
  'error',
  'unknown',
  'notchecked',
  'waived',
  'attested',
  'fixed',
  'pass',
  'notapplicable',
] as const satisfies readonly Outcome[]

/** Worst first. */
export const severities = ['critical', 'high', 'medium', 'low'] as const
export type Severity = (typeof severities)[number]

/** How many findings ended how. Every outcome has its key, so that a zero is said and not left out. */
export type OutcomeCounts = Readonly<Record<Outcome, number>>

export function countOutcomes(findings: Iterable<{ readonly outcome: Outcome }>): OutcomeCounts {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  for (const { outcome } of findings) counts[outcome] += 1
  return counts
}
