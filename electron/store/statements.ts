import type { Attestation, Withdrawal } from '../model/attestation.ts'
import type { FactKey, Readings } from '../model/facts.ts'
import type { Holder } from '../model/holder.ts'
import type { OpenRisk } from '../model/open-risk.ts'
import type { Waiver } from '../model/waiver.ts'
import type { Queries } from './queries.ts'

/**
 * What people say of a site, and what was taken of the site as a whole. Attestations are never changed: a newer one stands beside
 * the older one. On disk when a method returns; all may throw `StoreError`.
 */
export class Statements {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  /** Oldest first, without those that were withdrawn. */
  attestations(): Attestation[] {
    return this.#queries.records<Attestation>(
      'SELECT record FROM attestations WHERE id NOT IN (SELECT attestation_id FROM withdrawals) ORDER BY position',
    )
  }

  /** From now on it counts for nothing. It stays in the file, as it was. */
  withdraw(withdrawal: Withdrawal): void {
    this.#queries.run(
      'INSERT OR IGNORE INTO withdrawals (attestation_id, record) VALUES (?, ?)',
      withdrawal.attestationId,
      JSON.stringify(withdrawal),
    )
  }

  addAttestation(attestation: Attestation): void {
    this.#queries.run(
      'INSERT INTO attestations (id, record) VALUES (?, ?)',
      attestation.id,
      JSON.stringify(attestation),
    )
  }

  /** Oldest first. */
  waivers(): Waiver[] {
    return this.#queries.records<Waiver>('SELECT record FROM waivers ORDER BY position')
  }

  saveWaiver(waiver: Waiver): void {
    this.#queries.run(
      'INSERT INTO waivers (id, record) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
      waiver.id,
      JSON.stringify(waiver),
    )
  }

  /** Who takes care of what stays open, by item. */
  risks(): OpenRisk[] {
    return this.#queries.records<OpenRisk>('SELECT record FROM risks ORDER BY item, device_id')
  }

  /** One owner for each item and device: a newer word replaces the older one. */
  saveRisk(risk: OpenRisk): void {
    this.#queries.run(
      'INSERT OR REPLACE INTO risks (item, device_id, record) VALUES (?, ?, ?)',
      risk.item,
      risk.deviceId ?? '',
      JSON.stringify(risk),
    )
  }

  forgetRisk({ item, deviceId }: Pick<OpenRisk, 'item' | 'deviceId'>): void {
    this.#queries.run('DELETE FROM risks WHERE item = ? AND device_id = ?', item, deviceId ?? '')
  }

  /** The bytes of a photo or document under their hash, kept once. */
  saveAttachment(sha256: string, bytes: Buffer): void {
    this.#queries.run('INSERT OR IGNORE INTO attachments (sha256, bytes) VALUES (?, ?)', sha256, bytes)
  }

  attachment(sha256: string): Buffer | null {
    return this.#queries.get<{ bytes: Buffer }>('SELECT bytes FROM attachments WHERE sha256 = ?', sha256)?.bytes ?? null
  }

  /** Texts of the checklists that the customer brought, by id. */
  ownChecklists(): { readonly id: string; readonly text: string }[] {
    return this.#queries.all('SELECT id, text FROM own_checklists ORDER BY id')
  }

  saveOwnChecklist(id: string, text: string): void {
    this.#queries.run('INSERT OR REPLACE INTO own_checklists (id, text) VALUES (?, ?)', id, text)
  }

  /** Who opened the site last; null in a file of an earlier release. */
  holder(): Holder | null {
    const row = this.#queries.get<{ record: string }>('SELECT record FROM holder WHERE id = 1')
    return row === null ? null : (JSON.parse(row.record) as Holder)
  }

  saveHolder(holder: Holder): void {
    this.#queries.run('INSERT OR REPLACE INTO holder (id, record) VALUES (1, ?)', JSON.stringify(holder))
  }

  /** Facts of the site that were taken once, for example the test of its segmentation. */
  siteReadings(): Readings {
    const rows = this.#queries.all<{ fact: FactKey; reading: string }>('SELECT fact, reading FROM site_readings')
    return Object.fromEntries(rows.map(({ fact, reading }) => [fact, JSON.parse(reading)])) as Readings
  }

  saveSiteReadings(readings: Readings): void {
    this.#queries.transaction(() => {
      for (const [fact, reading] of Object.entries(readings)) {
        this.#queries.run(
          'INSERT OR REPLACE INTO site_readings (fact, reading) VALUES (?, ?)',
          fact,
          JSON.stringify(reading),
        )
      }
    })
  }
}
