import type { ConfigCopies } from '../model/site-facts.ts'
import type { Queries } from './queries.ts'

/** What is known of one copy of a configuration. The copy itself is a sealed record of the vault. */
export interface ConfigCopy extends NonNullable<ConfigCopies['latest']> {
  readonly deviceId: string
  /** Name of the sealed record. */
  readonly blob: string
}

/** The copies of configurations that were taken, over all visits of a site. */
export class ConfigCopyTable {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  add(copy: ConfigCopy): void {
    this.#queries.run(
      'INSERT INTO config_copies (device_id, record) VALUES (?, ?)',
      copy.deviceId,
      JSON.stringify(copy),
    )
  }

  /** Oldest first. The bytes of older ones than the last two are gone. */
  of(deviceId: string): ConfigCopy[] {
    return this.#queries.records<ConfigCopy>(
      'SELECT record FROM config_copies WHERE device_id = ? ORDER BY position',
      deviceId,
    )
  }
}
