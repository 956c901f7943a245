/** One sealed record: `blob` is ciphertext that is bound to `id` and `version`. */
export interface SecretRow {
  readonly id: string
  readonly version: number
  readonly blob: Buffer
}

/** The place in the site file where the vault keeps what it sealed. It never sees a secret. */
export interface SecretTable {
  get(id: string): { readonly version: number; readonly blob: Buffer } | null
  /** On disk when it returns. Replaces the record of that id. */
  put(id: string, version: number, blob: Buffer): void
  /** All or none, on disk when it returns. */
  putAll(rows: readonly SecretRow[]): void
  /** Every id, in the order of the bytes. */
  list(): string[]
}
