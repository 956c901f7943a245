import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Attempt, AttemptOutcome, RecordedAttempt } from '../model/attempt.ts'
import type { Conflict, Device } from '../model/device.ts'
import { withoutLooseMeaning } from '../model/earlier-facts.ts'
import type { Readings } from '../model/facts.ts'
import type { Finding } from '../model/finding.ts'
import type { FindingSummary } from '../model/finding-summary.ts'
import type { LoginName } from '../model/login-name.ts'
import type { PackRecord } from '../model/pack-record.ts'
import type { SecretTable } from '../model/secret-table.ts'
import type { Change, SiteRecord, Visit } from '../model/site.ts'
import { ConfigCopyTable } from './config-copies.ts'
import {
  createDatabase,
  guardFiles,
  type OpenDatabase,
  openDatabase,
  readSalt,
  syncFolder,
  translate,
} from './database.ts'
import { DeviceTable } from './device-table.ts'
import { DraftTable } from './draft-table.ts'
import { StoreError } from './errors.ts'
import { ExcerptTable } from './excerpt-table.ts'
import { FindingTable } from './finding-table.ts'
import { migrate } from './migrations.ts'
import { PasswordProofTable } from './password-proofs.ts'
import type { Phase } from './phase.ts'
import { PinTable } from './pin-table.ts'
import { PlanTable } from './plan-table.ts'
import { Queries, secretTable } from './queries.ts'
import { copySite } from './site-copy.ts'
import { SnapshotTable } from './snapshot-table.ts'
import { Statements } from './statements.ts'

/**
 * One site on disk: an SQLite file whose pages are encrypted and authenticated, held by one opener at a time.
 * Every writing method is on disk when it returns. Texts from devices are stored as data and come back as they were.
 *
 * All methods may throw `StoreError`: `store/disk-full` and `store/unwritable` leave the file as it was before the call;
 * `store/damaged` means that a page is not what was written. While a site is open no other code of this process may open
 * its file: closing that descriptor would drop the lock.
 */
export class SiteFile {
  readonly file: string
  readonly secrets: SecretTable
  readonly statements: Statements
  readonly passwordProofs: PasswordProofTable
  readonly excerpts: ExcerptTable
  readonly snapshots: SnapshotTable
  readonly judged: FindingTable
  readonly pins: PinTable
  readonly configCopies: ConfigCopyTable
  readonly drafts: DraftTable
  readonly plans: PlanTable
  readonly #database: OpenDatabase
  readonly #queries: Queries
  readonly #devices: DeviceTable
  readonly #afterwards: () => void

  private constructor(file: string, database: OpenDatabase, afterwards: () => void = () => undefined) {
    this.file = file
    this.#afterwards = afterwards
    this.#database = database
    this.#queries = new Queries(file, database.db)
    this.#devices = new DeviceTable(this.#queries)
    this.judged = new FindingTable(this.#queries)
    this.secrets = secretTable(this.#queries)
    this.statements = new Statements(this.#queries)
    this.passwordProofs = new PasswordProofTable(this.#queries)
    this.excerpts = new ExcerptTable(this.#queries)
    this.snapshots = new SnapshotTable(this.#queries)
    this.pins = new PinTable(this.#queries)
    this.configCopies = new ConfigCopyTable(this.#queries)
    this.drafts = new DraftTable(this.#queries)
    this.plans = new PlanTable(this.#queries)
  }

  /**
   * Makes a new site; the file appears under its name only when it is whole. `salt` becomes its first 16 bytes.
   * @throws {StoreError} `store/exists`, `store/disk-full`, `store/unwritable`
   */
  static create(
    file: string,
    keys: { readonly databaseKey: Buffer; readonly salt: Buffer },
    site: SiteRecord,
  ): SiteFile {
    // Keeps the name, and never replaces a site.
    guardFiles(file, () => fs.closeSync(fs.openSync(file, 'wx', 0o600)))
    const draft = `${file}.${randomUUID().slice(0, 8)}.new`
    try {
      createDatabase(draft, keys.databaseKey, keys.salt, (db) => {
        migrate(db, path.basename(file))
        db.prepare('INSERT INTO site (id, record) VALUES (1, ?)').run(JSON.stringify(site))
      })
      guardFiles(file, () => {
        fs.chmodSync(draft, 0o600)
        fs.renameSync(draft, file)
        syncFolder(path.dirname(file))
      })
    } catch (error) {
      for (const left of [file, draft, `${draft}-wal`]) fs.rmSync(left, { force: true })
      throw error
    }
    return SiteFile.open(file, keys.databaseKey)
  }

  /**
   * Opens a site and holds it until `close`. Older formats are brought up to date.
   * @throws {StoreError} `store/wrong-passphrase` (a damaged header cannot be told from it), `store/in-use`, `store/too-new`,
   *   `store/not-a-site`, `store/damaged`, `store/missing`, `store/unwritable`; no descriptor is left open
   */
  static open(file: string, databaseKey: Buffer): SiteFile {
    const database = openDatabase(file, databaseKey)
    try {
      const site = new SiteFile(file, database)
      translate(file, () => migrate(database.db, path.basename(file)))
      site.site()
      return site
    } catch (error) {
      database.close()
      throw error
    }
  }

  /**
   * The site as it is at this moment, in a copy that only reads: for a site that somebody else has open. The copy goes with `close`.
   * @throws {StoreError} as `open`; `store/read-only` for whatever would write
   */
  static openCopy(file: string, databaseKey: Buffer): SiteFile {
    const { copy, remove } = copySite(file)
    try {
      const database = openDatabase(copy, databaseKey)
      try {
        translate(file, () => {
          migrate(database.db, path.basename(file))
          database.db.pragma('query_only = ON')
        })
        const site = new SiteFile(file, database, remove)
        site.site()
        return site
      } catch (error) {
        database.close()
        throw error
      }
    } catch (error) {
      remove()
      throw error
    }
  }

  /** The salt for `deriveSiteKeys`: the first 16 bytes of the file. Works on an open site as well. @throws {StoreError} */
  static readSalt(file: string): Buffer {
    return readSalt(file)
  }

  /**
   * All that `work` saves through this site, or nothing of it; on disk when it returns. Inside another one it is a part of that
   * one: undone alone when it throws, undone with it when the outer one does. `work` cannot wait for anything.
   */
  transaction<T>(work: () => T extends PromiseLike<unknown> ? never : T): T {
    return this.#queries.transaction<T>(work)
  }

  site(): SiteRecord {
    const row = this.#queries.get<{ record: string }>('SELECT record FROM site WHERE id = 1')
    if (row === null) throw new StoreError('store/not-a-site', `${path.basename(this.file)} holds no site.`)
    return JSON.parse(row.record) as SiteRecord
  }

  updateSite(patch: Partial<Omit<SiteRecord, 'id' | 'createdAt'>>): SiteRecord {
    return this.#queries.transaction(() => {
      const site = { ...this.site(), ...patch }
      this.#queries.run('UPDATE site SET record = ? WHERE id = 1', JSON.stringify(site))
      return site
    })
  }

  /** In the order in which they were first saved. */
  devices(): Device[] {
    return this.#devices.all()
  }

  device(id: string): Device | null {
    return this.#devices.of(id)
  }

  /** Adds or replaces these devices and leaves all others alone. One transaction. */
  saveDevices(devices: readonly Device[]): void {
    this.#devices.save(devices)
  }

  conflicts(): Conflict[] {
    return this.#queries.records<Conflict>('SELECT record FROM conflicts ORDER BY position')
  }

  /** Replaces the list. */
  saveConflicts(conflicts: readonly Conflict[]): void {
    this.#queries.transaction(() => {
      this.#queries.run('DELETE FROM conflicts')
      for (const conflict of conflicts) {
        this.#queries.run('INSERT INTO conflicts (record) VALUES (?)', JSON.stringify(conflict))
      }
    })
  }

  /** Oldest first. */
  visits(): Visit[] {
    return this.#queries.records<Visit>('SELECT record FROM visits ORDER BY number')
  }

  /** The newest visit, unless it has ended. */
  currentVisit(): Visit | null {
    const [newest] = this.#queries.records<Visit>('SELECT record FROM visits ORDER BY number DESC LIMIT 1')
    return newest === undefined || newest.endedAt !== null ? null : newest
  }

  startVisit(now: string): Visit {
    return this.#queries.transaction(() => {
      if (this.currentVisit() !== null) throw new Error('the visit before this one has not ended')
      const [last] = this.#queries.records<Visit>('SELECT record FROM visits ORDER BY number DESC LIMIT 1')
      const visit = { id: randomUUID(), number: (last?.number ?? 0) + 1, startedAt: now, endedAt: null, before: null }
      this.saveVisit(visit)
      return visit
    })
  }

  endVisit(id: string, now: string): void {
    this.#queries.transaction(() => {
      const [visit] = this.#queries.records<Visit>('SELECT record FROM visits WHERE id = ?', id)
      if (visit === undefined) throw new Error(`no visit ${id}`)
      this.saveVisit({ ...visit, endedAt: now })
    })
  }

  saveVisit(visit: Visit): void {
    this.#queries.run(
      'INSERT INTO visits (number, id, record) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
      visit.number,
      visit.id,
      JSON.stringify(visit),
    )
  }

  /** What an earlier version kept in a way that could be misread counts as not read. */
  readings(visitId: string, deviceId: string, phase: Phase): Readings | null {
    const row = this.#queries.get<{ readings: string }>(
      'SELECT readings FROM readings WHERE visit_id = ? AND device_id = ? AND phase = ?',
      visitId,
      deviceId,
      phase,
    )
    return row === null ? null : withoutLooseMeaning(JSON.parse(row.readings) as Readings)
  }

  /** Replaces what was kept for this device and phase. */
  saveReadings(visitId: string, deviceId: string, phase: Phase, readings: Readings): void {
    this.#queries.run(
      'INSERT OR REPLACE INTO readings (visit_id, device_id, phase, readings) VALUES (?, ?, ?, ?)',
      visitId,
      deviceId,
      phase,
      JSON.stringify(readings),
    )
  }

  /** Of all devices of the visit, or of one. */
  findings(visitId: string, phase: Phase, deviceId?: string): Finding[] {
    return this.judged.of(visitId, phase, deviceId)
  }

  /** Replaces what was kept for this device and phase. */
  saveFindings(visitId: string, deviceId: string, phase: Phase, findings: readonly Finding[]): void {
    this.judged.save(visitId, deviceId, phase, findings)
  }

  /** Of the findings as left, of every device that was judged in the visit or of these: without reading the findings. */
  summaries(visitId: string, deviceIds?: readonly string[]): FindingSummary[] {
    return this.judged.summaries(visitId, deviceIds)
  }

  /** In the order in which they were first saved. */
  changes(visitId: string): Change[] {
    return this.#queries.records<Change>('SELECT record FROM changes WHERE visit_id = ? ORDER BY position', visitId)
  }

  /** Of one device over all visits, in the order in which they were first saved. */
  changesOf(deviceId: string): Change[] {
    return this.#queries.records<Change>(
      `SELECT record FROM changes WHERE json_extract(record, '$.deviceId') = ? ORDER BY position`,
      deviceId,
    )
  }

  saveChange(change: Change): void {
    this.#queries.run(
      'INSERT INTO changes (id, visit_id, record) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
      change.id,
      change.visitId,
      JSON.stringify(change),
    )
  }

  /** In this order, all of them or none. */
  appendLog(visitId: string, ...lines: readonly string[]): void {
    const add =
      'INSERT INTO log (visit_id, position, line) SELECT ?, coalesce(max(position), 0) + 1, ? FROM log WHERE visit_id = ?'
    this.#queries.transaction(() => {
      for (const line of lines) this.#queries.run(add, visitId, line, visitId)
    })
  }

  logLines(visitId: string): string[] {
    return this.#queries
      .all<{ line: string }>('SELECT line FROM log WHERE visit_id = ? ORDER BY position', visitId)
      .map(({ line }) => line)
  }

  /** Lines before this position (the newest ones where it is null), newest first. */
  logPage(
    visitId: string,
    before: number | null,
    most: number,
  ): { readonly position: number; readonly line: string }[] {
    return this.#queries.all<{ position: number; line: string }>(
      'SELECT position, line FROM log WHERE visit_id = ? AND position < ? ORDER BY position DESC LIMIT ?',
      visitId,
      before ?? Number.MAX_SAFE_INTEGER,
      most,
    )
  }

  lastLogLine(visitId: string): string | null {
    const row = this.#queries.get<{ line: string }>(
      'SELECT line FROM log WHERE visit_id = ? ORDER BY position DESC LIMIT 1',
      visitId,
    )
    return row?.line ?? null
  }

  /** Every attempt that this site ever made on the device, oldest first. */
  attempts(deviceId: string): RecordedAttempt[] {
    return this.#queries.all<RecordedAttempt & { login: LoginName }>(
      `SELECT id, device_id AS deviceId, visit_id AS visitId, login, username, credential_tag AS credentialTag, outcome, at
       FROM attempts WHERE device_id = ? ORDER BY id`,
      deviceId,
    )
  }

  /** On disk when it returns: called before the packet goes out. The id is for `updateAttempt`. */
  recordAttempt(attempt: Attempt): number {
    const { deviceId, visitId, login, username, credentialTag, outcome, at } = attempt
    return this.#queries.run(
      'INSERT INTO attempts (device_id, visit_id, login, username, credential_tag, outcome, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      deviceId,
      visitId,
      login,
      username,
      credentialTag,
      outcome,
      at,
    )
  }

  updateAttempt(id: number, outcome: AttemptOutcome): void {
    this.#queries.run('UPDATE attempts SET outcome = ? WHERE id = ?', outcome, id)
  }

  /** In the order in which they were sealed. */
  packs(): PackRecord[] {
    return this.everyPack().filter(({ unfinished }) => unfinished === undefined)
  }

  /** Those too whose sealing did not come to its end. */
  everyPack(): PackRecord[] {
    return this.#queries.records<PackRecord>('SELECT record FROM packs ORDER BY sequence, position')
  }

  savePack(pack: PackRecord): void {
    this.#queries.run(
      `INSERT INTO packs (pack_id, sequence, visit_id, record) VALUES (?, ?, ?, ?)
       ON CONFLICT (pack_id) DO UPDATE SET sequence = excluded.sequence, record = excluded.record`,
      pack.packId,
      pack.sequence,
      pack.visitId,
      JSON.stringify(pack),
    )
  }

  /** Gives the file back. Does nothing the second time. */
  close(): void {
    translate(this.file, () => this.#database.close())
    this.#afterwards()
  }
}
