import type { Snapshot } from '../model/snapshot.ts'
import type { Queries } from './queries.ts'

/** Pictures that cameras showed, one for each device and visit. */
export class SnapshotTable {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  /** Takes the place of an earlier one of the same visit. */
  save(snapshot: Snapshot, bytes: Buffer): void {
    this.#queries.run(
      'INSERT OR REPLACE INTO snapshots (visit_id, device_id, at, record, bytes) VALUES (?, ?, ?, ?, ?)',
      snapshot.visitId,
      snapshot.deviceId,
      snapshot.at,
      JSON.stringify(snapshot),
      bytes,
    )
  }

  /** The newest of any visit. */
  newest(deviceId: string): Snapshot | null {
    const row = this.#queries.get<{ record: string }>(
      'SELECT record FROM snapshots WHERE device_id = ? ORDER BY at DESC LIMIT 1',
      deviceId,
    )
    return row === null ? null : (JSON.parse(row.record) as Snapshot)
  }

  of(visitId: string, deviceId: string): { readonly snapshot: Snapshot; readonly bytes: Buffer } | null {
    const row = this.#queries.get<{ record: string; bytes: Buffer }>(
      'SELECT record, bytes FROM snapshots WHERE visit_id = ? AND device_id = ?',
      visitId,
      deviceId,
    )
    return row === null ? null : { snapshot: JSON.parse(row.record) as Snapshot, bytes: row.bytes }
  }
}
