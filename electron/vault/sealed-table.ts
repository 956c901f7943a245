import type { SecretRow, SecretTable } from '../model/secret-table.ts'
import { VaultError } from './errors.ts'
import { NotAuthentic, seal, unseal } from './sealing.ts'

/** The secret table of the site file under the key of the vault. Each record is bound to its id and version. */
export class SealedTable {
  readonly #table: SecretTable
  readonly #key: Buffer

  /** Takes the key over. */
  constructor(table: SecretTable, key: Buffer) {
    this.#table = table
    this.#key = key
  }

  /** Wipe it after use. @throws {VaultError} `vault/damaged` */
  load(id: string): Buffer | null {
    const row = this.#table.get(id)
    return row === null ? null : this.open({ id, ...row })
  }

  /** On disk when it returns. */
  save(id: string, plaintext: Buffer): void {
    this.#table.putAll([this.sealed(id, plaintext)])
  }

  /** The next version of a record, to be put together with others. */
  sealed(id: string, plaintext: Buffer): SecretRow {
    const version = (this.#table.get(id)?.version ?? 0) + 1
    return { id, version, blob: seal(this.#key, bound(id, version), plaintext) }
  }

  putAll(rows: readonly SecretRow[]): void {
    this.#table.putAll(rows)
  }

  /** @throws {VaultError} `vault/damaged` */
  open({ id, version, blob }: SecretRow): Buffer {
    return openRow(this.#key, id, version, blob)
  }

  wipe(): void {
    this.#key.fill(0)
  }
}

/** @throws {VaultError} `vault/damaged` */
export function openRow(key: Buffer, id: string, version: number, blob: Buffer): Buffer {
  try {
    return unseal(key, bound(id, version), blob)
  } catch (error) {
    if (!(error instanceof NotAuthentic)) throw error
    throw new VaultError('vault/damaged', `The secret record ${id} of the site file is not what was written.`, {
      cause: error,
    })
  }
}

export const bound = (id: string, version: number): Buffer =>
  Buffer.from(`fieldseal secret 1\0${id}\0${version}`, 'utf8')
