import type { Excerpt } from '../../model/excerpt.ts'
import type { Readings } from '../../model/facts.ts'
import type { Finding } from '../../model/finding.ts'
import type { VisitParts } from '../device/open-device.ts'

/**
 * As left is what was seen last. As found is what was seen first: an item keeps its first finding, unless that first look
 * failed to see anything. Without excerpts those that are kept stay: nothing was read anew. Inside one transaction: findings without their lines in the log could never be sealed.
 */
export function recordFindings(
  subject: string,
  { store, visitId, log }: Pick<VisitParts, 'store' | 'visitId' | 'log'>,
  readings: Readings,
  findings: readonly Finding[],
  excerpts: readonly Excerpt[] | null = null,
): void {
  const before = store.findings(visitId, 'as-found', subject)
  const asFound = findings.map((finding) => {
    const first = before.find(({ item }) => item === finding.item)
    return first === undefined || first.outcome === 'error' ? finding : first
  })
  if (before.length === 0 || before.every(({ outcome }) => outcome === 'error' || outcome === 'notapplicable')) {
    store.saveReadings(visitId, subject, 'as-found', readings)
    if (excerpts !== null) store.excerpts.save(visitId, subject, 'as-found', excerpts)
  }
  // Items that left the checklist may come back into it, and were found then as they were found first.
  const left = before.filter(({ item }) => !findings.some((finding) => finding.item === item))
  store.saveFindings(visitId, subject, 'as-found', [...asFound, ...left])
  store.saveReadings(visitId, subject, 'as-left', readings)
  if (excerpts !== null) store.excerpts.save(visitId, subject, 'as-left', excerpts)
  store.saveFindings(visitId, subject, 'as-left', findings)
  log.appendAll(findings.map(({ item, outcome }) => ({ type: 'finding', device: subject, item, outcome })))
}
