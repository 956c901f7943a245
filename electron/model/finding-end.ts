import type { Finding } from './finding.ts'
import { outcomes, severities } from './outcome.ts'

/**
 * How one item ended at one subject, without its texts. A site of 5,000 devices has a quarter of a million of them: what counts or
 * groups findings reads these, and only what shows a finding reads all of it.
 */
export type FindingEnd = Pick<
  Finding,
  'deviceId' | 'item' | 'severity' | 'outcome' | 'problem' | 'manual' | 'attestation' | 'waiver' | 'loosened'
>

type Rest = Partial<Omit<FindingEnd, 'deviceId' | 'item' | 'severity' | 'outcome'>>
type Packed = readonly [item: string, outcome: number, severity: number, rest?: Rest]

/** All findings of one subject as one text. */
export function packEnds(findings: readonly Finding[]): string {
  const packed = findings.map(({ item, outcome, severity, problem, manual, attestation, waiver, loosened }): Packed => {
    const rest: Rest = {
      ...(problem === null ? {} : { problem }),
      ...(manual === undefined ? {} : { manual }),
      ...(attestation === undefined ? {} : { attestation }),
      ...(waiver === undefined ? {} : { waiver }),
      ...(loosened === undefined ? {} : { loosened }),
    }
    const place = [outcomes.indexOf(outcome), severities.indexOf(severity)] as const
    return Object.keys(rest).length === 0 ? [item, ...place] : [item, ...place, rest]
  })
  return JSON.stringify(packed)
}

/** What `packEnds` wrote for this device. */
export function unpackEnds(deviceId: string, text: string): FindingEnd[] {
  return (JSON.parse(text) as Packed[]).map(([item, outcome, severity, rest]) => ({
    deviceId,
    item,
    outcome: wordAt(outcomes, outcome),
    severity: wordAt(severities, severity),
    problem: null,
    ...rest,
  }))
}

function wordAt<T>(words: readonly T[], place: number): T {
  const word = words[place]
  if (word === undefined) throw new Error(`no word at ${place}`)
  return word
}
