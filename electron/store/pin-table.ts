import type { Queries } from './queries.ts'

/** The certificates that devices showed at first contact. @see PinStore */
export class PinTable {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  /** SHA-256 of the certificate, lower-case hex. */
  pin(address: string, port: number): string | null {
    const row = this.#queries.get<{ certificate: string }>(
      'SELECT certificate_sha256 AS certificate FROM pins WHERE address = ? AND port = ?',
      address,
      port,
    )
    return row?.certificate ?? null
  }

  savePin(address: string, port: number, certificateSha256: string): void {
    this.#queries.run(
      'INSERT OR REPLACE INTO pins (address, port, certificate_sha256) VALUES (?, ?, ?)',
      address,
      port,
      certificateSha256,
    )
  }

  /** Forgets the certificates of an address: the next one that it shows becomes its own. Says how many there were. */
  forget(address: string): number {
    return this.#queries.all('DELETE FROM pins WHERE address = ? RETURNING port', address).length
  }
}
