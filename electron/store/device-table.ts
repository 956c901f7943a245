import type { Device } from '../model/device.ts'
import type { Queries } from './queries.ts'

/** From so many changed devices on the whole list is read again: one question instead of many. */
const mostReadSingly = 500

/**
 * The inventory. Every list of the window begins with all of it, so it is kept once it was read: nobody else writes to an open
 * site file. Inside a transaction the file answers itself, for what is not committed may be undone.
 */
export class DeviceTable {
  readonly #queries: Queries
  #kept: Map<string, Device> | null = null
  readonly #changed = new Set<string>()

  constructor(queries: Queries) {
    this.#queries = queries
  }

  /** In the order in which they were first saved. */
  all(): Device[] {
    if (this.#queries.inTransaction) return this.#read()
    return [...this.#current().values()]
  }

  of(id: string): Device | null {
    if (this.#kept !== null && !this.#queries.inTransaction) return this.#current().get(id) ?? null
    return this.#queries.records<Device>('SELECT record FROM devices WHERE id = ?', id)[0] ?? null
  }

  /** Adds or replaces these and leaves all others alone. One transaction. */
  save(devices: readonly Device[]): void {
    this.#queries.transaction(() => {
      for (const device of devices) {
        this.#changed.add(device.id)
        this.#queries.run(
          'INSERT INTO devices (id, record) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
          device.id,
          JSON.stringify(device),
        )
      }
    })
  }

  #read(): Device[] {
    return this.#queries.records<Device>('SELECT record FROM devices ORDER BY position')
  }

  #current(): Map<string, Device> {
    if (this.#kept === null || this.#changed.size > mostReadSingly) {
      this.#kept = new Map(this.#read().map((device) => [device.id, device]))
    } else if (this.#changed.size > 0) {
      const news = this.#queries.records<Device>(
        'SELECT record FROM devices WHERE id IN (SELECT value FROM json_each(?)) ORDER BY position',
        JSON.stringify([...this.#changed]),
      )
      for (const device of news) this.#kept.set(device.id, device)
    }
    this.#changed.clear()
    return this.#kept
  }
}
