import type { Device } from '../../model/device.ts'
import type { PackRecord } from '../../model/pack-record.ts'
import type { Visit } from '../../model/site.ts'
import type { SiteFile } from '../../store/site-file.ts'
import { type DriftEntry, driftOf, type Snapshot } from './drift.ts'

export interface SiteDrift {
  /** The visit that it is held against, and when it was sealed last. */
  readonly since: { readonly number: number; readonly sealedAt: string }
  /** False until somebody listened to the network in this visit: who is gone is not known before. */
  readonly discovered: boolean
  readonly entries: readonly DriftEntry[]
}

/** What changed since the newest seal, that of this very visit included; null at a site that was never sealed. */
export const driftSinceSeal = (store: SiteFile, visit: Visit, now = new Date()): SiteDrift | null =>
  driftSince(store.packs().at(-1), store, visit, now)

/** What changed since the last sealed visit before this one, as its pack says it; null where there is none. */
export const siteDrift = (store: SiteFile, visit: Visit, now = new Date()): SiteDrift | null =>
  driftSince(
    store.packs().findLast(({ visitId }) => visitId !== visit.id),
    store,
    visit,
    now,
  )

function driftSince(pack: PackRecord | undefined, store: SiteFile, visit: Visit, now: Date): SiteDrift | null {
  const before = store.visits().find(({ id }) => id === pack?.visitId)
  if (pack === undefined || before === undefined) return null
  // A sealed visit takes no work: nobody listened since, and only what ended by itself is otherwise.
  const seen = before.id === visit.id ? [] : store.devices().filter(({ lastSeenAt }) => lastSeenAt >= visit.startedAt)
  const earlier = snapshotOf(store, before, devicesOf(store, before))
  const current = snapshotOf(store, visit, seen.length === 0 ? earlier.devices : seen)
  return {
    since: { number: before.number, sealedAt: pack.sealedAt },
    discovered: seen.length > 0,
    entries: driftOf({
      before: earlier,
      now: current,
      attestations: store.statements.attestations(),
      waivers: store.statements.waivers(),
      sealedAt: pack.sealedAt,
      at: now.toISOString(),
    }),
  }
}

function snapshotOf(store: SiteFile, visit: Visit, devices: readonly Device[]): Snapshot {
  return {
    devices,
    readings: (deviceId) => store.readings(visit.id, deviceId, 'as-left') ?? {},
    findings: store.findings(visit.id, 'as-left'),
  }
}

/** The devices that were judged in a visit, with the identity that they told then. */
function devicesOf(store: SiteFile, visit: Visit): Device[] {
  const judged = new Set(store.findings(visit.id, 'as-left').map(({ deviceId }) => deviceId))
  return store
    .devices()
    .filter(({ id }) => judged.has(id))
    .map((device) => {
      const told = store.readings(visit.id, device.id, 'as-left')?.identity
      return told?.end === 'value' ? { ...device, identity: told.value } : device
    })
}
