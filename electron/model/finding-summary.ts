import type { Problem } from './errors.ts'
import type { Finding } from './finding.ts'
import {
  countOutcomes,
  type Outcome,
  type OutcomeCounts,
  outcomes,
  outcomesWorstFirst,
  type Severity,
  severities,
} from './outcome.ts'

/**
 * What a list or a chart needs of the findings of one device, or of the site itself. A site of 5,000 devices has a quarter of a
 * million findings: nobody reads them all to draw one row of each.
 */
export interface FindingSummary {
  /** `siteSubject` for the items of the site itself. */
  readonly deviceId: string
  /** How many items of each severity ended how; what is zero is left out. */
  readonly tally: Readonly<Partial<Record<Severity, Readonly<Partial<Record<Outcome, number>>>>>>
  /** Items that are not a pass and were not settled by a person: worst first. */
  readonly open: readonly string[]
  /** Those of `open` that are critical. */
  readonly openCritical: readonly string[]
  /** The first of `open`. */
  readonly worst: (Pick<Finding, 'item' | 'outcome' | 'severity'> & { readonly title: string }) | null
  /** Open items that the app may offer to fix. */
  readonly fixable: number
  /** Items that only a person can say something of: nobody said it yet, and somebody did. */
  readonly byHand: { readonly waiting: number; readonly said: number }
  /** Why the device could not be looked at at all; null when it answered. */
  readonly trouble: Problem | null
  /** Time of the newest finding. */
  readonly at: string
}

/** Not a pass, and not settled by a person: somebody has to look. */
const isOpen = ({ outcome }: Pick<Finding, 'outcome'>): boolean =>
  outcome === 'fail' || outcome === 'error' || outcome === 'unknown'

const isUndecided = (outcome: Outcome): boolean => outcome === 'notchecked' || outcome === 'unknown'

/** For sorting: by outcome, then by severity, then by item. */
export const worstFirst = (
  a: Pick<Finding, 'outcome' | 'severity' | 'item'>,
  b: Pick<Finding, 'outcome' | 'severity' | 'item'>,
): number =>
  outcomesWorstFirst.indexOf(a.outcome) - outcomesWorstFirst.indexOf(b.outcome) ||
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  a.item.localeCompare(b.item)

/** Trouble of the way to a device, not of one item. */
const waysEnded: readonly string[] = [
  'device/unreachable',
  'computer/no-network',
  'device/credentials-refused',
  'device/locked-out',
  'device/password-not-judged',
  'device/identity-changed',
  'device/credential-withheld',
]

/** `findings` are all of one device, or of the site itself. */
export function summaryOf(deviceId: string, findings: readonly Finding[]): FindingSummary {
  const tally: Partial<Record<Severity, Partial<Record<Outcome, number>>>> = {}
  for (const { severity, outcome } of findings) {
    const counts = tally[severity] ?? {}
    counts[outcome] = (counts[outcome] ?? 0) + 1
    tally[severity] = counts
  }
  const open = findings.filter(isOpen).sort(worstFirst)
  return {
    deviceId,
    tally,
    open: open.map(({ item }) => item),
    openCritical: open.filter(({ severity }) => severity === 'critical').map(({ item }) => item),
    worst: worstOf(open),
    fixable: open.filter(({ outcome, fix }) => outcome === 'fail' && fix === 'offered').length,
    byHand: {
      waiting: findings.filter(({ manual, outcome }) => manual !== undefined && isUndecided(outcome)).length,
      said: findings.filter(({ attestation, outcome }) => attestation !== undefined && !isUndecided(outcome)).length,
    },
    trouble: troubleOf(findings),
    at: findings.reduce((newest, { at }) => (at > newest ? at : newest), ''),
  }
}

function worstOf([worst]: readonly Finding[]): FindingSummary['worst'] {
  if (worst === undefined) return null
  const { item, outcome, severity, title } = worst
  return { item, outcome, severity, title }
}

/** Severities of what is open. */
export const openSeverities = ({ tally }: Pick<FindingSummary, 'tally'>): Severity[] =>
  severities.filter((severity) => outcomes.some((outcome) => isOpen({ outcome }) && tally[severity]?.[outcome]))

/** One and the same trouble in the place of every look that a check wanted to take. */
function troubleOf(findings: readonly Finding[]): Problem | null {
  const looked = findings.filter(({ check, outcome }) => check !== null && outcome !== 'notapplicable')
  const problem = looked[0]?.problem ?? null
  if (problem === null || !waysEnded.includes(problem.code)) return null
  const isSame = looked.every((finding) => finding.outcome === 'error' && finding.problem?.code === problem.code)
  return isSame ? problem : null
}

/** All severities together, over one or many summaries. */
export function countsOf(summaries: Iterable<Pick<FindingSummary, 'tally'>>): OutcomeCounts {
  const counts: Record<Outcome, number> = { ...countOutcomes([]) }
  for (const { tally } of summaries) {
    for (const severity of severities) {
      for (const outcome of outcomes) counts[outcome] += tally[severity]?.[outcome] ?? 0
    }
  }
  return counts
}
