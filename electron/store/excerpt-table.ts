import type { Excerpt } from '../model/excerpt.ts'
import type { Phase } from './phase.ts'
import type { Queries } from './queries.ts'

/** Questions and answers that show the facts of a visit. Secrets were removed before. */
export class ExcerptTable {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  /** Replaces what was kept for this device and phase. */
  save(visitId: string, deviceId: string, phase: Phase, excerpts: readonly Excerpt[]): void {
    this.#queries.run(
      'INSERT OR REPLACE INTO excerpts (visit_id, device_id, phase, excerpts) VALUES (?, ?, ?, ?)',
      visitId,
      deviceId,
      phase,
      JSON.stringify(excerpts),
    )
  }

  of(visitId: string, deviceId: string, phase: Phase): readonly Excerpt[] {
    const row = this.#queries.get<{ excerpts: string }>(
      'SELECT excerpts FROM excerpts WHERE visit_id = ? AND device_id = ? AND phase = ?',
      visitId,
      deviceId,
      phase,
    )
    return row === null ? [] : (JSON.parse(row.excerpts) as Excerpt[])
  }
}
