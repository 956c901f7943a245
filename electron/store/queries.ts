import type { SecretRow, SecretTable } from '../model/secret-table.ts'
import { type SqliteDatabase, translate } from './database.ts'

/** Statements on one open database. Whatever SQLite complains about comes out as `StoreError`; bugs come out as they are. */
export class Queries {
  readonly #file: string
  readonly #db: SqliteDatabase

  constructor(file: string, db: SqliteDatabase) {
    this.#file = file
    this.#db = db
  }

  all<T>(sql: string, ...values: readonly unknown[]): T[] {
    return translate(this.#file, () => this.#db.prepare<T>(sql).all(...values))
  }

  get<T>(sql: string, ...values: readonly unknown[]): T | null {
    return translate(this.#file, () => this.#db.prepare<T>(sql).get(...values) ?? null)
  }

  /** The JSON of the column `record`. */
  records<T>(sql: string, ...values: readonly unknown[]): T[] {
    return this.all<{ record: string }>(sql, ...values).map(({ record }) => JSON.parse(record) as T)
  }

  /** Returns the row id of the last insert. */
  run(sql: string, ...values: readonly unknown[]): number {
    return translate(this.#file, () => Number(this.#db.prepare(sql).run(...values).lastInsertRowid))
  }

  /** All or nothing, on disk when it returns. Inside another one it is a savepoint of that one. */
  transaction<T>(work: () => T): T {
    return translate(this.#file, () => this.#db.transaction(work).immediate())
  }
}

/** @see SecretTable */
export function secretTable(queries: Queries): SecretTable {
  const putAll = (rows: readonly SecretRow[]): void =>
    queries.transaction(() => {
      for (const { id, version, blob } of rows) {
        queries.run('INSERT OR REPLACE INTO secrets (id, version, blob) VALUES (?, ?, ?)', id, version, blob)
      }
    })
  return {
    get: (id) => queries.get('SELECT version, blob FROM secrets WHERE id = ?', id),
    put: (id, version, blob) => putAll([{ id, version, blob }]),
    putAll,
    list: () => queries.all<{ id: string }>('SELECT id FROM secrets ORDER BY id').map(({ id }) => id),
  }
}
