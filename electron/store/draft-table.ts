import type { Queries } from './queries.ts'

/**
 * What a person has begun and not saved yet, by the name of its form: the window may die, and whoever opens the site again finds
 * it. Nothing of the evidence is here.
 */
export class DraftTable {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  /** Every draft as the text that was kept, by its name. */
  all(): Readonly<Record<string, string>> {
    const rows = this.#queries.all<{ name: string; value: string }>('SELECT name, value FROM drafts')
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
  }

  /** Takes the place of what was kept under this name. */
  keep(name: string, value: string): void {
    this.#queries.run('INSERT OR REPLACE INTO drafts (name, value) VALUES (?, ?)', name, value)
  }

  /** Drops the draft with its files. */
  forget(name: string): void {
    this.#queries.transaction(() => {
      this.#queries.run('DELETE FROM drafts WHERE name = ?', name)
      this.#queries.run('DELETE FROM draft_files WHERE draft = ?', name)
    })
  }

  /** A photo or a drawing that belongs to a draft. */
  keepFile(draft: string, id: string, bytes: Uint8Array): void {
    this.#queries.run(
      'INSERT OR REPLACE INTO draft_files (draft, id, bytes) VALUES (?, ?, ?)',
      draft,
      id,
      Buffer.from(bytes),
    )
  }

  forgetFile(draft: string, id: string): void {
    this.#queries.run('DELETE FROM draft_files WHERE draft = ? AND id = ?', draft, id)
  }

  file(draft: string, id: string): Buffer | null {
    const row = this.#queries.get<{ bytes: Buffer }>(
      'SELECT bytes FROM draft_files WHERE draft = ? AND id = ?',
      draft,
      id,
    )
    return row?.bytes ?? null
  }
}
