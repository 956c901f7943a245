import type { Identity } from '../../model/device.ts'
import type { Finding } from '../../model/finding.ts'
import type { Change, Visit } from '../../model/site.ts'
import type { SiteFile } from '../../store/site-file.ts'

/** What one visit found and changed on one device. */
export interface DeviceVisit {
  readonly visit: Visit
  /** When it was sealed last; null while it is not. */
  readonly sealedAt: string | null
  readonly findings: readonly Finding[]
  /** What the device said of itself then; null when that was not read. */
  readonly identity: Identity | null
  readonly changes: readonly Change[]
}

/** Newest first; visits that neither looked at the device nor changed it are left out. */
export function deviceVisits(store: SiteFile, deviceId: string): DeviceVisit[] {
  const packs = store.packs()
  const changes = store.changesOf(deviceId)
  return store
    .visits()
    .toReversed()
    .map((visit) => {
      const identity = store.readings(visit.id, deviceId, 'as-left')?.identity
      return {
        visit,
        sealedAt: packs.findLast(({ visitId }) => visitId === visit.id)?.sealedAt ?? null,
        findings: store.findings(visit.id, 'as-left', deviceId),
        identity: identity?.end === 'value' ? identity.value : null,
        changes: changes.filter(({ visitId, state }) => visitId === visit.id && state !== 'planned'),
      }
    })
    .filter((past) => past.findings.length > 0 || past.changes.length > 0)
}
