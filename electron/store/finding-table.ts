import type { Finding } from '../model/finding.ts'
import { type FindingEnd, packEnds, unpackEnds } from '../model/finding-end.ts'
import { type FindingSummary, summaryOf } from '../model/finding-summary.ts'
import type { Phase } from './phase.ts'
import type { Queries } from './queries.ts'

/** From so many changed summaries on all are read again: one question instead of many. */
const mostReadSingly = 500

/**
 * Findings by visit, device and phase, and beside those as left what a list needs of them. The summaries of the visit that is
 * looked at are kept: nobody else writes to an open site file. Inside a transaction the file answers itself.
 */
export class FindingTable {
  readonly #queries: Queries
  #kept: { readonly visitId: string; readonly byDevice: Map<string, FindingSummary> } | null = null
  /** Devices whose summary was written since, whether it stayed or was undone. */
  readonly #changed = new Set<string>()

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
      this.#changed.add(deviceId)
      this.#queries.run(
        'INSERT OR REPLACE INTO finding_summaries (visit_id, device_id, summary) VALUES (?, ?, ?)',
        visitId,
        deviceId,
        JSON.stringify(summaryOf(deviceId, findings)),
      )
      this.#queries.run(
        'INSERT OR REPLACE INTO finding_ends (visit_id, device_id, ends) VALUES (?, ?, ?)',
        visitId,
        deviceId,
        packEnds(findings),
      )
    })
  }

  /** How every item ended as left, of all devices of the visit: without reading the texts of the findings. */
  ends(visitId: string): FindingEnd[] {
    const kept = this.#queries.all<{ id: string; ends: string }>(
      'SELECT device_id AS id, ends FROM finding_ends WHERE visit_id = ? ORDER BY device_id',
      visitId,
    )
    const more = this.#judged(visitId, new Set(kept.map(({ id }) => id)))
    return [
      ...kept.flatMap(({ id, ends }) => unpackEnds(id, ends)),
      ...more.flatMap((id) => this.of(visitId, 'as-left', id)),
    ]
  }

  /** As left, of one item, of all devices of the visit. */
  ofItem(visitId: string, item: string): Finding[] {
    return this.#queries
      .all<{ finding: string }>(
        `SELECT one.value AS finding FROM findings, json_each(findings.findings) AS one
         WHERE visit_id = ? AND phase = 'as-left' AND json_extract(one.value, '$.item') = ? ORDER BY device_id`,
        visitId,
        item,
      )
      .map(({ finding }) => JSON.parse(finding) as Finding)
  }

  /** Of every device that was judged in the visit, in the order of their ids, or of these. */
  summaries(visitId: string, deviceIds?: readonly string[]): FindingSummary[] {
    if (this.#queries.inTransaction) return this.#readSummaries(visitId, deviceIds)
    if (this.#kept?.visitId !== visitId || this.#changed.size > mostReadSingly) {
      // A few of a site that was not looked at as a whole yet are no reason to read all of it.
      if (deviceIds !== undefined) return this.#readSummaries(visitId, deviceIds)
      this.#kept = { visitId, byDevice: byDevice(this.#readSummaries(visitId)) }
      this.#changed.clear()
    }
    const kept = this.#kept
    if (this.#changed.size > 0) {
      const news = this.#readSummaries(visitId, [...this.#changed])
      const isLonger = news.some(({ deviceId }) => !kept.byDevice.has(deviceId))
      for (const summary of news) kept.byDevice.set(summary.deviceId, summary)
      if (isLonger) {
        const inOrder = [...kept.byDevice.values()].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1))
        this.#kept = { visitId, byDevice: byDevice(inOrder) }
      }
      this.#changed.clear()
    }
    const current = this.#kept.byDevice
    if (deviceIds === undefined) return [...current.values()]
    return [...new Set(deviceIds)].map((id) => current.get(id)).filter((summary) => summary !== undefined)
  }

  #readSummaries(visitId: string, deviceIds?: readonly string[]): FindingSummary[] {
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
    const more = this.#ofEarlierRelease(visitId, new Set(summaries.map(({ deviceId }) => deviceId)), deviceIds)
    return [...summaries, ...more]
  }

  /** Findings from before there were summaries: made anew, for a file that is only read takes no more. */
  #ofEarlierRelease(visitId: string, known: ReadonlySet<string>, asked?: readonly string[]): FindingSummary[] {
    const among = asked === undefined ? null : new Set(asked)
    return this.#judged(visitId, known)
      .filter((id) => among === null || among.has(id))
      .map((id) => summaryOf(id, this.of(visitId, 'as-left', id)))
  }

  /** Devices with findings as left, without these. Answered by the index alone. */
  #judged(visitId: string, without: ReadonlySet<string>): string[] {
    return this.#queries
      .all<{ id: string }>(
        `SELECT device_id AS id FROM findings WHERE visit_id = ? AND phase = 'as-left' ORDER BY device_id`,
        visitId,
      )
      .map(({ id }) => id)
      .filter((id) => !without.has(id))
  }
}

const byDevice = (summaries: readonly FindingSummary[]): Map<string, FindingSummary> =>
  new Map(summaries.map((summary) => [summary.deviceId, summary]))
