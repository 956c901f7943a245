import type { Finding } from '../model/finding.ts'
import { type FindingSummary, summaryOf } from '../model/finding-summary.ts'
import type { Queries } from './queries.ts'

type Phase = 'as-found' | 'as-left'
interface Row {
  readonly deviceId: string
  readonly findings: string
}

/** Findings by visit, device and phase, and beside those as left what a list needs of them. */
export class FindingTable {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  /** Of all devices of the visit, or of one. */
  of(visitId: string, phase: Phase, deviceId?: string): Finding[] {
    const rows =
      deviceId === undefined
        ? this.#queries.all<{ findings: string }>(
            'SELECT findings FROM findings WHERE visit_id = ? AND phase = ? ORDER BY device_id',
            visitId,
            phase,
          )
        : this.#queries.all<{ findings: string }>(
            'SELECT findings FROM findings WHERE visit_id = ? AND phase = ? AND device_id = ?',
            visitId,
            phase,
            deviceId,
          )
    return rows.flatMap(({ findings }) => JSON.parse(findings) as Finding[])
  }

  /** Replaces what was kept for this device and phase. */
  save(visitId: string, deviceId: string, phase: Phase, findings: readonly Finding[]): void {
    this.#queries.transaction(() => {
      this.#queries.run(
        'INSERT OR REPLACE INTO findings (visit_id, device_id, phase, findings) VALUES (?, ?, ?, ?)',
        visitId,
        deviceId,
        phase,
        JSON.stringify(findings),
      )
      if (phase === 'as-found') return
      this.#queries.run(
        'INSERT OR REPLACE INTO finding_summaries (visit_id, device_id, summary) VALUES (?, ?, ?)',
        visitId,
        deviceId,
        JSON.stringify(summaryOf(deviceId, findings)),
      )
    })
  }

  /** Of every device that was judged in the visit, or of these. */
  summaries(visitId: string, deviceIds?: readonly string[]): FindingSummary[] {
    const kept =
      deviceIds === undefined
        ? this.#queries.all<{ summary: string }>(
            'SELECT summary FROM finding_summaries WHERE visit_id = ? ORDER BY device_id',
            visitId,
          )
        : this.#queries.all<{ summary: string }>(
            'SELECT summary FROM finding_summaries WHERE visit_id = ? AND device_id IN (SELECT value FROM json_each(?))',
            visitId,
            JSON.stringify(deviceIds),
          )
    const summaries = kept.map(({ summary }) => JSON.parse(summary) as FindingSummary)
    const asked = deviceIds === undefined ? null : new Set(deviceIds)
    const more = this.#ofEarlierRelease(visitId).filter(({ deviceId }) => asked === null || asked.has(deviceId))
    return [...summaries, ...more]
  }

  /** Findings from before there were summaries: made anew each time, for a file that is only read takes no more. */
  #ofEarlierRelease(visitId: string): FindingSummary[] {
    return this.#queries
      .all<Row>(
        `SELECT device_id AS deviceId, findings FROM findings WHERE visit_id = ? AND phase = 'as-left'
         AND device_id NOT IN (SELECT device_id FROM finding_summaries WHERE visit_id = ?)`,
        visitId,
        visitId,
      )
      .map(({ deviceId, findings }) => summaryOf(deviceId, JSON.parse(findings) as Finding[]))
  }
}
