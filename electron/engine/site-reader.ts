import type { InstalledCatalog } from '../catalog/bundle/installed-catalog.ts'
import type { Checklist } from '../catalog/checklist.ts'
import type { SystemStore } from '../evidence/system-store.ts'
import type { ExportInput } from '../exporters/exporter.ts'
import type { Attestation } from '../model/attestation.ts'
import type { CatalogEdition } from '../model/catalog-age.ts'
import type { Conflict, Device } from '../model/device.ts'
import type { Excerpt } from '../model/excerpt.ts'
import type { Readings } from '../model/facts.ts'
import type { Finding } from '../model/finding.ts'
import type { FindingEnd } from '../model/finding-end.ts'
import type { FindingSummary } from '../model/finding-summary.ts'
import type { Holder } from '../model/holder.ts'
import type { OpenRisk } from '../model/open-risk.ts'
import { countOutcomes, type OutcomeCounts } from '../model/outcome.ts'
import type { PackRecord } from '../model/pack-record.ts'
import type { Secret } from '../model/secret.ts'
import type { Change, SiteRecord, Visit } from '../model/site.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { Waiver } from '../model/waiver.ts'
import type { ExchangeObserver } from '../protocols/exchange-observer.ts'
import { SiteFile } from '../store/site-file.ts'
import { deriveSiteKeys } from '../vault/keys.ts'
import { baselineFor, strengthOf } from './assess/loosenings.ts'
import type { VaultAccount } from './login/vault-account.ts'
import { openCatalog, type Resources } from './resources.ts'
import { SiteChecklists } from './statements/site-checklists.ts'
import { type OpenItem, openItems } from './statements/site-risks.ts'
import { type DeviceVisit, deviceVisits } from './visits/device-visits.ts'
import { driftSinceSeal, type SiteDrift } from './visits/site-drift.ts'

/** The policy data, and what the product calls itself in evidence. */
export interface SessionOptions {
  readonly resources: Resources
  readonly toolVersion: string
  /** The key store of this computer, where the program reaches one: signing keys may be bound to it. */
  readonly keyStore?: SystemStore
  /** Sees every exchange, secrets included: for a recording that a person asked for. */
  readonly observer?: ExchangeObserver
  /** For devices that are known to be near: how long a datagram to an SNMP agent is waited for. */
  readonly snmpWaitMs?: number
}

/** What can be read of one site: its record, its newest visit, what was found. Changes nothing and asks no device. */
export class SiteReader {
  readonly file: string
  readonly checklists: SiteChecklists
  protected readonly store: SiteFile
  protected readonly options: SessionOptions
  #catalog: InstalledCatalog | null = null

  protected constructor(file: string, store: SiteFile, options: SessionOptions) {
    this.file = file
    this.store = store
    this.options = options
    this.checklists = new SiteChecklists(store, options.resources.checklists)
  }

  /**
   * A look at a site that somebody else has open: a copy as it was at this moment, which nothing can be written to. Passwords are
   * not part of it.
   * @throws {StoreError} as for opening; `store/in-use` when the other one writes too much to take a whole copy
   */
  static async read(file: string, passphrase: Secret, options: SessionOptions): Promise<SiteReader> {
    const keys = await deriveSiteKeys(passphrase, SiteFile.readSalt(file))
    try {
      return new SiteReader(file, SiteFile.openCopy(file, keys.databaseKey), options)
    } finally {
      keys.wipe()
    }
  }

  site(): SiteRecord {
    return this.store.site()
  }

  /** Who opened it last: whoever holds it, where somebody does. */
  holder(): Holder | null {
    return this.store.statements.holder()
  }

  attestations(): Attestation[] {
    return this.store.statements.attestations()
  }

  waivers(): Waiver[] {
    return this.store.statements.waivers()
  }

  /** Who takes care of what, and what fails as left with who takes care of it. */
  openRisks(): { readonly risks: OpenRisk[]; readonly open: OpenItem[] } {
    const risks = this.store.statements.risks()
    const failing = this.findings().asLeft.filter(({ outcome }) => outcome === 'fail')
    return { risks, open: openItems(risks, failing, this.checklist()) }
  }

  /** The bytes of a photo or document by their hash. */
  attachment(sha256: string): Buffer | null {
    return this.store.statements.attachment(sha256)
  }

  /** Accounts whose password the vault holds. A look has no vault. */
  vaultAccounts(_deviceId: string): VaultAccount[] {
    return []
  }

  /** Password changes whose proof is missing, as far as the vault is open. */
  unresolved(): number {
    return 0
  }

  /** The newest visit. */
  visit(): Visit {
    const newest = this.store.visits().at(-1)
    if (newest === undefined) throw new Error('a site has a visit from its first opening on')
    return newest
  }

  devices(): Device[] {
    return this.store.devices()
  }

  conflicts(): Conflict[] {
    return this.store.conflicts()
  }

  /** Of one device, or of all, in this visit. */
  findings(id?: string): { readonly asFound: Finding[]; readonly asLeft: Finding[] } {
    const { id: visit } = this.visit()
    return { asFound: this.store.findings(visit, 'as-found', id), asLeft: this.store.findings(visit, 'as-left', id) }
  }

  /** Of the findings as left in this visit, of every device that was judged or of these: cheap also for thousands of devices. */
  summaries(ids?: readonly string[]): FindingSummary[] {
    return this.store.summaries(this.visit().id, ids)
  }

  /** How every item ended as left in this visit, of all devices and the site: cheap also for thousands of devices. */
  findingEnds(): FindingEnd[] {
    return this.store.judged.ends(this.visit().id)
  }

  /** As left in this visit, of one item. */
  findingsOfItem(item: string): Finding[] {
    return this.store.judged.ofItem(this.visit().id, item)
  }

  /** Null when the site has no such device. */
  device(id: string): Device | null {
    return this.store.device(id)
  }

  counts(): { readonly before: OutcomeCounts; readonly after: OutcomeCounts } {
    const { asFound, asLeft } = this.findings()
    return { before: countOutcomes(asFound), after: countOutcomes(asLeft) }
  }

  readings(deviceId: string): Readings {
    return this.store.readings(this.visit().id, deviceId, 'as-left') ?? {}
  }

  /** The same facts as they were first seen in this visit. */
  firstReadings(deviceId: string): Readings {
    return this.store.readings(this.visit().id, deviceId, 'as-found') ?? {}
  }

  /** Questions and answers that show what was read in this visit. Secrets were removed before they were kept. */
  excerpts(deviceId: string): { readonly asFound: readonly Excerpt[]; readonly asLeft: readonly Excerpt[] } {
    const { id: visit } = this.visit()
    const { excerpts } = this.store
    return { asFound: excerpts.of(visit, deviceId, 'as-found'), asLeft: excerpts.of(visit, deviceId, 'as-left') }
  }

  /** The newest picture that the device showed, in this visit or an earlier one. */
  snapshot(deviceId: string): Snapshot | null {
    return this.store.snapshots.newest(deviceId)
  }

  /** Its bytes: JPEG. */
  snapshotBytes({ visitId, deviceId }: Snapshot): Buffer | null {
    return this.store.snapshots.of(visitId, deviceId)?.bytes ?? null
  }

  deviceVisits(deviceId: string): DeviceVisit[] {
    return deviceVisits(this.store, deviceId)
  }

  changes(): Change[] {
    return this.store.changes(this.visit().id)
  }

  /** Lines of the log of this visit before this position (the newest where it is null), newest first. */
  logPage(before: number | null, most: number): { readonly position: number; readonly line: string }[] {
    return this.store.logPage(this.visit().id, before, most)
  }

  packs(): PackRecord[] {
    return this.store.packs()
  }

  checklist(): Checklist {
    return this.checklists.current()
  }

  /** What changed since the last visit was sealed; null at a site that was never sealed. */
  drift(): SiteDrift | null {
    return driftSinceSeal(this.store, this.visit())
  }

  /** The catalog that judges: the newest one, also when it was imported while this site was open. */
  firmwareCatalog(): InstalledCatalog {
    this.#catalog ??= openCatalog(this.options.resources)
    return this.#catalog
  }

  catalogStatus(): ReturnType<InstalledCatalog['status']> {
    return this.firmwareCatalog().status()
  }

  /** What every report of this moment says of the catalog. */
  catalogEdition(now = new Date()): CatalogEdition {
    const { version, date, ageDays } = this.catalogStatus()
    return { version, date, ageDays: ageDays(now) }
  }

  /** What an exporter writes: this visit as it stands. Holds no secret. */
  exportInput(): ExportInput {
    const { asFound, asLeft } = this.findings()
    const catalog = this.catalogEdition()
    const checklist = this.checklist()
    const strength = strengthOf(checklist, baselineFor(checklist, this.options.resources.checklists), this.store)
    const changes = this.changes().filter(({ state }) => state !== 'planned')
    const said = { changes, waivers: this.waivers(), risks: this.store.statements.risks() }
    return {
      site: this.site(),
      visit: this.visit(),
      catalog,
      strength,
      devices: this.devices(),
      asFound,
      asLeft,
      ...said,
    }
  }

  close(): void {
    this.store.close()
  }
}
