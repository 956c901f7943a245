import type { SecretRow, SecretTable } from '../model/secret-table.ts'
import { type SqliteDatabase, type Statement, translate } from './database.ts'

/** Statements on one open database. Whatever SQLite complains about comes out as `StoreError`; bugs come out as they are. */
export class Queries {
  readonly #file: string
  readonly #db: SqliteDatabase
  /** By their text, of which there are few: the values are never part of it. */
  readonly #statements = new Map<string, Statement<unknown>>()

  constructor(file: string, db: SqliteDatabase) {
    this.#file = file
    this.#db = db
  }

  /** Whether what was written last may still be undone. */
  get inTransaction(): boolean {
    return this.#db.inTransaction
  }

  all<T>(sql: string, ...values: readonly unknown[]): T[] {
    return translate(this.#file, () => this.#prepared<T>(sql).all(...values))
  }

  get<T>(sql: string, ...values: readonly unknown[]): T | null {
    return translate(this.#file, () => this.#prepared<T>(sql).get(...values) ?? null)
  }

  /** The JSON of the column `record`. */
  records<T>(sql: string, ...values: readonly unknown[]): T[] {
    return this.all<{ record: string }>(sql, ...values).map(({ record }) => JSON.parse(record) as T)
  }

  /** Returns the row id of the last insert. */
  run(sql: string, ...values: readonly unknown[]): number {
    return translate(this.#file, () => Number(this.#prepared(sql).run(...values).lastInsertRowid))
  }

  /** All or nothing, on disk when it returns. Inside another one it is a savepoint of that one. */
  transaction<T>(work: () => T): T {
    return translate(this.#file, () => this.#db.transaction(work).immediate())
  }

  #prepared<T>(sql: string): Statement<T> {
    const statement = this.#statements.get(sql) ?? this.#db.prepare(sql)
    this.#statements.set(sql, statement)
    return statement as Statement<T>
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
