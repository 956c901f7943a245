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

  /** Ports of an address that showed a certificate, in their order. */
  ports(address: string): readonly number[] {
    const rows = this.#queries.all<{ port: number }>('SELECT port FROM pins WHERE address = ? ORDER BY port', address)
    return rows.map(({ port }) => port)
  }

  /** Forgets the certificates of these ports: the next one that each shows becomes its own. */
  forget(address: string, ports: readonly number[]): void {
    for (const port of ports) this.#queries.run('DELETE FROM pins WHERE address = ? AND port = ?', address, port)
  }
}
