import { countOutcomes, type OutcomeCounts, outcomes } from '../../model/outcome.ts'
import type { AnyResults } from './results-shape.ts'

type Observed = Pick<AnyResults['findings'][number], 'asFound' | 'asLeft'>

/** Counts over all findings. One that nobody looked at is `notchecked`, never missing from the sum. */
export function countObservations(findings: readonly Observed[], phase: 'asFound' | 'asLeft'): OutcomeCounts {
  return countOutcomes(
    findings.map((finding) => ({
      outcome: finding[phase]?.outcome ?? 'notchecked',
    })),
  )
}

/**
 * The lines that `report.pdf` prints in plain letters, so that `pdftotext` and a person find the same numbers as in
 * `results.json`.
 */
export function totalsLines(
  results: Pick<AnyResults, 'summary'>,
  resultsSha256: string,
): readonly [string, string, string] {
  const { devices, before, after } = results.summary
  const counts = (of: OutcomeCounts) => outcomes.map((outcome) => `${outcome}=${of[outcome]}`).join(' ')
  return [
    `TOTALS AS-FOUND devices=${devices} ${counts(before)}`,
    `TOTALS AS-LEFT devices=${devices} ${counts(after)}`,
    `RESULTS-SHA256 ${resultsSha256}`,
  ]
}
