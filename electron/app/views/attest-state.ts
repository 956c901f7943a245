import type { ChecklistItem } from '../../catalog/checklist.ts'
import { type Attestation, attestationFor, attestationState } from '../../model/attestation.ts'
import { siteSubject } from '../../model/finding.ts'
import type { FindingEnd } from '../../model/finding-end.ts'

/** What a person is asked of one finding: to look for the first time, to look again, or nothing more for now. */
export type Asked = 'waiting' | 'stale' | 'answered'

/**
 * Says for every finding what a person is asked; null where the network answered, or where neither it nor a person can say.
 * Made once for many findings: attestations are looked up by item and device.
 */
export function askedOfPeople(
  items: readonly Pick<ChecklistItem, 'id' | 'manual' | 'form'>[],
  attestations: readonly Attestation[],
  at: string,
): (finding: FindingEnd) => Asked | null {
  const itemById = new Map(items.map((item) => [item.id, item]))
  const ofItem = new Map<string, Attestation[]>()
  for (const entry of attestations) ofItem.set(entry.item, [...(ofItem.get(entry.item) ?? []), entry])
  return (finding) => {
    const item = itemById.get(finding.item)
    if (item === undefined || item.manual === null) return null
    const seen = finding.waiver?.instead ?? finding.outcome
    const open = seen === 'notchecked' || seen === 'unknown'
    if (!open && finding.attestation === undefined) return null
    const device = finding.deviceId === siteSubject ? null : finding.deviceId
    const newest = attestationFor(ofItem.get(finding.item) ?? [], finding.item, device)
    if (newest === null) return open ? 'waiting' : null
    return attestationState(newest, item.form, at) === 'stale' ? 'stale' : 'answered'
  }
}
