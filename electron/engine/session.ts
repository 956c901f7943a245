import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { InstalledCatalog } from '../catalog/bundle/installed-catalog.ts'
import { type Checklist, loadChecklist } from '../catalog/checklist.ts'
import type { AnyCheck } from '../checks/check.ts'
import { checks } from '../checks/index.ts'
import { type DiscoveryProgress, runDiscovery } from '../discovery/index.ts'
import { driverById, driverFor } from '../drivers/index.ts'
import type { ExportInput } from '../exporters/exporter.ts'
import type { CatalogEdition } from '../model/catalog-age.ts'
import type { Conflict, Device } from '../model/device.ts'
import { endpointText } from '../model/device.ts'
import { Cancelled } from '../model/errors.ts'
import type { Readings } from '../model/facts.ts'
import type { Finding } from '../model/finding.ts'
import { countOutcomes, type OutcomeCounts } from '../model/outcome.ts'
import type { PackRecord } from '../model/pack-record.ts'
import type { Secret } from '../model/secret.ts'
import type { Change, Pace, Scope, SiteRecord, Visit } from '../model/site.ts'
import { Network } from '../protocols/network.ts'
import { ScopeGuard } from '../protocols/scope.ts'
import { SiteFile } from '../store/site-file.ts'
import { deriveSiteKeys } from '../vault/keys.ts'
import { passwordJournalOf } from '../vault/password-journal.ts'
import { Vault } from '../vault/vault.ts'
import { type AssessParts, assessDevice } from './assess.ts'
import { eachDevice } from './each-device.ts'
import { EventLog } from './event-log.ts'
import { mergeSightings } from './inventory.ts'
import { applyPlan, makePlan, type Plan } from './plan.ts'
import { JournalInTheWay, NothingAssessed, PlanOutdated, ScopeMissing, UnknownDevice } from './problems.ts'
import type { ChangeOptions, WorkOptions } from './progress.ts'
import { openCatalog, type Resources } from './resources.ts'
import { type SealOptions, sealVisit } from './seal.ts'
import type { DiscoverySummary } from './session-shapes.ts'
import { SiteLogins } from './site-logins.ts'
import { Upgrades } from './upgrade.ts'

/** The policy data, and what the product calls itself in evidence. */
export interface SessionOptions {
  readonly resources: Resources
  readonly toolVersion: string
}

export type NewSite = Omit<SiteRecord, 'id' | 'scope' | 'createdAt'>

/**
 * One open site: its file, its vault and the visit that is going on. All that window and command line do with a site goes
 * through here, one long work at a time.
 */
export class SiteSession {
  readonly file: string
  readonly logins: SiteLogins
  readonly #store: SiteFile
  readonly #vault: Vault
  readonly #options: SessionOptions
  #log: EventLog
  #visit: Visit
  #catalog: InstalledCatalog | null = null

  private constructor(file: string, store: SiteFile, vault: Vault, options: SessionOptions) {
    this.file = file
    this.#store = store
    this.#vault = vault
    this.#options = options
    this.#visit = store.currentVisit() ?? store.startVisit(new Date().toISOString())
    this.#log = new EventLog(store, store.site().id, this.#visit.id)
    this.logins = new SiteLogins({ vault, log: () => this.#log, devices: () => store.devices() })
  }

  /** Makes the site file and its journal. @throws {ExpectedError} `store/...` when the file is there already or cannot be written */
  static async create(file: string, passphrase: Secret, site: NewSite, options: SessionOptions): Promise<SiteSession> {
    const salt = randomBytes(16)
    const keys = await deriveSiteKeys(passphrase, salt)
    try {
      const record: SiteRecord = { ...site, id: randomUUID(), scope: null, createdAt: new Date().toISOString() }
      if (existsSync(passwordJournalOf(file))) {
        throw new JournalInTheWay(
          `${passwordJournalOf(file)} is there already: passwords of an earlier site of this name.`,
        )
      }
      const store = SiteFile.create(file, { databaseKey: keys.databaseKey, salt }, record)
      return SiteSession.#with(file, store, () => Vault.create(store.secrets, passwordJournalOf(file), keys), options)
    } finally {
      keys.wipe()
    }
  }

  /**
   * With `journal: 'rebuild'` a journal that is lost, damaged or older than the site file is replaced, on the word of a person
   * only; what is readable in it is taken over.
   * @throws {ExpectedError} `store/wrong-passphrase`, `store/damaged`, `store/in-use`, `vault/...`
   */
  static async open(
    file: string,
    passphrase: Secret,
    options: SessionOptions & { readonly journal?: 'as-it-is' | 'rebuild' },
  ): Promise<SiteSession> {
    const keys = await deriveSiteKeys(passphrase, SiteFile.readSalt(file))
    try {
      const store = SiteFile.open(file, keys.databaseKey)
      return SiteSession.#with(
        file,
        store,
        () => Vault.open(store.secrets, passwordJournalOf(file), keys, { journal: options.journal ?? 'as-it-is' }),
        options,
      )
    } finally {
      keys.wipe()
    }
  }

  static #with(file: string, store: SiteFile, vault: () => Vault, options: SessionOptions): SiteSession {
    try {
      return new SiteSession(file, store, vault(), options)
    } catch (error) {
      store.close()
      throw error
    }
  }

  site(): SiteRecord {
    return this.#store.site()
  }

  updateSite(
    patch: Partial<Pick<SiteRecord, 'name' | 'customer' | 'contract' | 'technician' | 'company' | 'settings'>>,
  ): SiteRecord {
    return this.#store.updateSite(patch)
  }

  visit(): Visit {
    return this.#visit
  }

  devices(): Device[] {
    return this.#store.devices()
  }

  conflicts(): Conflict[] {
    return this.#store.conflicts()
  }

  /** Of one device, or of all, in this visit. */
  findings(id?: string): { readonly asFound: Finding[]; readonly asLeft: Finding[] } {
    const { id: visit } = this.#visit
    return { asFound: this.#store.findings(visit, 'as-found', id), asLeft: this.#store.findings(visit, 'as-left', id) }
  }

  counts(): { readonly before: OutcomeCounts; readonly after: OutcomeCounts } {
    const { asFound, asLeft } = this.findings()
    return { before: countOutcomes(asFound), after: countOutcomes(asLeft) }
  }

  readings(deviceId: string): Readings {
    return this.#store.readings(this.#visit.id, deviceId, 'as-left') ?? {}
  }

  changes(): Change[] {
    return this.#store.changes(this.#visit.id)
  }

  packs(): PackRecord[] {
    return this.#store.packs()
  }

  checklist(): Checklist {
    return loadChecklist(this.#options.resources.checklists, this.site().checklist)
  }

  catalogStatus(): ReturnType<InstalledCatalog['status']> {
    return this.firmwareCatalog().status()
  }

  /** What every report of this moment says of the catalog. */
  catalogEdition(now = new Date()): CatalogEdition {
    const { version, date, ageDays } = this.catalogStatus()
    return { version, date, ageDays: ageDays(now) }
  }

  /** The scope that the technician confirmed. Nothing is contacted before. @throws {ScopeRefused} */
  confirmScope(scope: Scope, { largeConfirmed = false } = {}): void {
    new ScopeGuard(scope, { largeConfirmed })
    this.#store.updateSite({ scope })
    this.#log.append({ type: 'scope.confirmed', ...scope })
  }

  /** Hears who is there and brings the inventory up to date. Starts a new visit when the last one was sealed. */
  async discover(options: {
    readonly pace: Pace
    readonly signal: AbortSignal
    readonly on: (progress: DiscoveryProgress) => void
  }): Promise<DiscoverySummary> {
    if (this.packs().some(({ visitId }) => visitId === this.#visit.id)) this.#startVisit()
    const network = this.#network()
    const started = new Date().toISOString()
    this.#log.append({ type: 'discovery.start', pace: options.pace })
    const heard = await runDiscovery({
      network,
      pace: options.pace,
      signal: options.signal,
      usm: this.#vault.usm(),
      on: options.on,
    })
    const { devices, conflicts } = mergeSightings(this.devices(), heard.sightings, {
      now: new Date().toISOString(),
      newId: randomUUID,
      driverFor: (sighting) => driverFor(sighting)?.id ?? null,
    })
    this.#store.saveDevices(devices)
    this.#store.saveConflicts(conflicts)
    for (const device of devices.filter(({ lastSeenAt }) => lastSeenAt >= started)) {
      this.#log.append({ type: 'device.seen', device: device.id, class: device.deviceClass, driver: device.driver })
    }
    for (const conflict of conflicts) this.#log.append({ type: 'device.conflict', ...conflict })
    this.#log.append({
      type: 'discovery.end',
      devices: devices.length,
      outside: heard.outside.length,
      complete: !options.signal.aborted,
    })
    if (options.signal.aborted) throw new Cancelled('Discovery was cancelled; what was heard so far is kept.')
    const { sightings, unanswered, outside } = heard
    return { devices, conflicts, sightings: sightings.length, unanswered, outside }
  }

  /** Reads and judges these devices, or all. */
  async assess(
    options: WorkOptions & { readonly devices: readonly string[] | null; readonly pace?: Pace },
  ): Promise<void> {
    const parts = this.#assessParts()
    const chosen = this.#chosen(options.devices)
    this.#log.append({ type: 'assess.start', devices: chosen.length, checklist: parts.checklist.id })
    await eachDevice(chosen, { ...options, work: 'assess', pace: options.pace ?? 'normal' }, (device) =>
      assessDevice(device, parts, options.signal),
    )
    this.#log.append({ type: 'assess.end', devices: chosen.length })
  }

  /** What the offered fixes would change. Reads only. @throws {NothingAssessed} */
  async plan(
    options: WorkOptions & {
      readonly devices: readonly string[] | null
      readonly checks: readonly string[] | null
      /** New passwords may cross the network readable, where a device offers no HTTPS. Lands in evidence. */
      readonly allowClear?: boolean
    },
  ): Promise<Plan> {
    const { asLeft } = this.findings()
    if (asLeft.length === 0) throw new NothingAssessed('Nothing of this site was assessed in this visit.')
    const failing = asLeft.filter(
      ({ outcome, check }) =>
        outcome === 'fail' && (options.checks === null || (check !== null && options.checks.includes(check))),
    )
    return await makePlan(this.#chosen(options.devices), failing, this.site().settings, this.#assessParts(), {
      ...options,
      allowClear: options.allowClear ?? false,
    })
  }

  /** Carries a plan out. Cancelling takes effect between two changes. @throws {PlanOutdated} */
  async apply(plan: Plan, options: ChangeOptions): Promise<Change[]> {
    if (plan.visitId !== this.#visit.id) throw new PlanOutdated('This plan belongs to an earlier visit.')
    const ids = [...new Set(plan.changes.map(({ change }) => change.deviceId))]
    return await applyPlan(plan, this.#chosen(ids), this.#assessParts(), options)
  }

  /** Firmware upgrades of this visit. */
  upgrades = (): Upgrades => new Upgrades(this.#assessParts())

  /** Seals this visit into one signed pack file. */
  async seal(options: SealOptions & WorkOptions): Promise<PackRecord> {
    return await sealVisit(
      {
        store: this.#store,
        vault: this.#vault,
        log: this.#log,
        visit: this.#visit,
        checklist: this.checklist(),
        catalog: this.catalogStatus(),
        toolVersion: this.#options.toolVersion,
      },
      options,
    )
  }

  /** What an exporter writes: this visit as it stands. Holds no secret. */
  exportInput(): ExportInput {
    const { asFound, asLeft } = this.findings()
    const catalog = this.catalogEdition()
    return { site: this.site(), visit: this.#visit, catalog, devices: this.devices(), asFound, asLeft }
  }

  close(): void {
    this.#vault.wipe()
    this.#store.close()
  }

  #startVisit(): void {
    this.#store.endVisit(this.#visit.id, new Date().toISOString())
    this.#visit = this.#store.startVisit(new Date().toISOString())
    this.#log = new EventLog(this.#store, this.site().id, this.#visit.id)
  }

  /** The catalog that judges: the newest one, also when it was imported while this site was open. */
  firmwareCatalog(): InstalledCatalog {
    this.#catalog ??= openCatalog(this.#options.resources)
    return this.#catalog
  }

  #network(): Network {
    const { scope } = this.site()
    if (scope === null) throw new ScopeMissing('No scope was confirmed for this site.')
    return new Network(new ScopeGuard(scope, { largeConfirmed: true }), this.#store)
  }

  #assessParts(): AssessParts {
    const conflicted = new Set(this.conflicts().flatMap(({ addresses }) => addresses))
    return {
      store: this.#store,
      vault: this.#vault,
      log: this.#log,
      network: this.#network(),
      visitId: this.#visit.id,
      driverById,
      assessFirmware: (identity) => this.firmwareCatalog().assess(identity),
      inConflict: (device) => conflicted.has(endpointText(device.endpoint)),
      checklist: this.checklist(),
      checkById,
    }
  }

  #device(id: string): Device {
    const device = this.#store.device(id)
    if (device === null) throw new UnknownDevice(`This site has no device ${id}.`)
    return device
  }

  #chosen(ids: readonly string[] | null): Device[] {
    return ids === null ? this.devices() : ids.map((id) => this.#device(id))
  }
}

const checkById = (id: string): AnyCheck | null => checks.find((check) => check.id === id) ?? null
