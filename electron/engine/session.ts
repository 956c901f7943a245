import { hostname } from 'node:os'
import type { InstalledIdentity } from '../evidence/technician.ts'
import type { Device } from '../model/device.ts'
import type { PackRecord } from '../model/pack-record.ts'
import type { Secret } from '../model/secret.ts'
import type { Change, Pace, Scope, SiteRecord, Visit } from '../model/site.ts'
import type { SegmentationTrial } from '../model/site-facts.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { ScopeGuard } from '../protocols/scope.ts'
import { StoreError } from '../store/errors.ts'
import type { SiteFile } from '../store/site-file.ts'
import type { PassphraseProof } from '../vault/passphrase-proof.ts'
import type { Vault } from '../vault/vault.ts'
import { type AssessParts, assessDevice, assessSite, judgeAgain } from './assess/assess.ts'
import { baselineFor } from './assess/loosenings.ts'
import { applyPlan } from './change/apply-plan.ts'
import { endInterruptedChanges } from './change/interrupted-changes.ts'
import { KeptPlans } from './change/kept-plans.ts'
import { makePlan, type Plan } from './change/plan.ts'
import { SecondPersons } from './change/second-persons.ts'
import { SiteCertificates } from './change/site-certificates.ts'
import { SiteCopies } from './change/site-copies.ts'
import { eachDevice } from './device/each-device.ts'
import { takeSnapshot } from './device/snapshot.ts'
import { type DiscoverOptions, type DiscoverySummary, discoverSite } from './inventory/discover-site.ts'
import { ownPorts } from './inventory/own-ports.ts'
import { SiteLogins } from './login/site-logins.ts'
import type { VaultAccount } from './login/vault-account.ts'
import { NothingAssessed, PlanOutdated, UnknownDevice } from './problems.ts'
import type { ChangeOptions, WorkOptions } from './progress.ts'
import type { SealOptions } from './seal/seal.ts'
import type { SignerSummary } from './seal/seal-identity.ts'
import type { Stamps } from './seal/stamps.ts'
import { assessPartsOf, networkOf } from './session-parts.ts'
import { type SessionOptions, SiteReader } from './site-reader.ts'
import { type SegmentationRequest, testSegmentation } from './statements/segmentation.ts'
import { siteChange } from './statements/site-changes.ts'
import { SiteRisks } from './statements/site-risks.ts'
import { SiteStatements } from './statements/site-statements.ts'
import { createSite, type NewSite, type UnlockedSite, unlockSite } from './unlocked-site.ts'
import { Upgrades } from './upgrade/upgrade.ts'
import { CurrentVisit } from './visits/current-visit.ts'

export type { NewSite } from './unlocked-site.ts'

/**
 * One open site: its file, its vault and the visit that is going on. All that window and command line do with a site goes
 * through here, one long work at a time.
 */
export class SiteSession extends SiteReader {
  readonly logins: SiteLogins
  readonly copies: SiteCopies
  readonly drafts: SiteFile['drafts']
  readonly keptPlans: KeptPlans
  readonly statements: SiteStatements
  readonly risks: SiteRisks
  readonly secondPersons: SecondPersons
  /** Whether whoever asks is the one who opened it: for a site that is locked while its work goes on. */
  readonly passphrase: PassphraseProof
  readonly #vault: Vault
  readonly #current: CurrentVisit
  #visitBegan: (() => void) | null = null

  private constructor(file: string, { store, vault, passphrase }: UnlockedSite, options: SessionOptions) {
    super(file, store, options)
    this.#vault = vault
    this.passphrase = passphrase
    this.#current = new CurrentVisit(store, () => this.#visitBegan?.())
    store.statements.saveHolder({
      technician: store.site().technician,
      computer: hostname(),
      since: new Date().toISOString(),
    })
    endInterruptedChanges(store, this.#current.id, this.#current.log)
    const log = () => this.#current.workLog()
    const lookLog = () => this.#current.log
    const devices = () => store.devices()
    this.logins = new SiteLogins({ vault, log, lookLog, devices, store })
    this.copies = new SiteCopies({ store, vault, log: lookLog })
    this.drafts = store.drafts
    this.keptPlans = new KeptPlans(store, () => this.#current)
    this.risks = new SiteRisks({
      ...{ store, log, devices },
      checklist: () => this.checklist(),
      failing: () => this.findings().asLeft.filter(({ outcome }) => outcome === 'fail'),
    })
    this.secondPersons = new SecondPersons({ vault, log, technician: () => this.site().technician })
    this.statements = new SiteStatements({
      store,
      log,
      devices,
      visitId: () => this.#current.id,
      checklist: () => this.checklist(),
      judgeAgain: (ids) => this.judgeAgain(ids),
    })
  }

  /** Makes the site file and its journal. @throws {ExpectedError} `store/...` when the file is there already or cannot be written */
  static async create(file: string, passphrase: Secret, site: NewSite, options: SessionOptions): Promise<SiteSession> {
    return SiteSession.#over(file, await createSite(file, passphrase, site), options)
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
    const unlocked = await unlockSite(file, passphrase, options.journal ?? 'as-it-is')
    const session = SiteSession.#over(file, unlocked, options)
    try {
      await session.#settleSeal()
      return session
    } catch (error) {
      session.close()
      throw error
    }
  }

  static #over(file: string, unlocked: UnlockedSite, options: SessionOptions): SiteSession {
    try {
      return new SiteSession(file, unlocked, options)
    } catch (error) {
      unlocked.vault.wipe()
      unlocked.store.close()
      throw error
    }
  }

  updateSite(
    patch: Partial<
      Pick<
        SiteRecord,
        | 'name'
        | 'customer'
        | 'contract'
        | 'technician'
        | 'company'
        | 'checklist'
        | 'settings'
        | 'governance'
        | 'zones'
        | 'deviceViews'
      >
    >,
  ): SiteRecord {
    const before = this.site()
    const change = siteChange(before, { ...before, ...patch })
    if (change === null) return this.store.updateSite(patch)
    const log = this.#current.workLog()
    return this.store.transaction(() => {
      log.append(change)
      return this.store.updateSite(patch)
    })
  }

  /** The visit that is going on. */
  override visit(): Visit {
    return this.#current.visit
  }

  /** Calls back when work on a sealed visit began the next one: all that was shown of this visit is of an earlier one now. */
  onNewVisit(began: () => void): void {
    this.#visitBegan = began
  }

  /** The scope that the technician confirmed. Nothing is contacted before. @throws {ScopeRefused} */
  confirmScope(scope: Scope, { largeConfirmed = false } = {}): void {
    new ScopeGuard(scope, { largeConfirmed })
    this.#current.begin('anew')
    this.store.transaction(() => {
      this.store.updateSite({ scope })
      this.#current.log.append({ type: 'scope.confirmed', ...scope })
    })
  }

  /** Hears who is there and brings the inventory up to date. */
  async discover(options: DiscoverOptions): Promise<DiscoverySummary> {
    const network = networkOf(this.store, this.options.observer ?? null)
    const log = this.#current.workLog()
    return await discoverSite({ store: this.store, vault: this.#vault, log, network }, options)
  }

  /** Reads and judges these devices, or all. */
  async assess(
    options: WorkOptions & { readonly devices: readonly string[] | null; readonly pace?: Pace },
  ): Promise<void> {
    const parts = this.#workParts()
    const { log } = parts
    const chosen = this.#chosen(options.devices)
    log.append({ type: 'assess.start', devices: chosen.length, checklist: parts.checklist.id })
    const { cards } = parts.network
    await eachDevice(chosen, { ...options, cards, work: 'assess', pace: options.pace ?? 'normal' }, (device) =>
      assessDevice(device, parts, options.signal),
    )
    assessSite(parts)
    log.append({ type: 'assess.end', devices: chosen.length })
  }

  /** What the offered fixes would change. Reads only. @throws {NothingAssessed} also for a sealed visit, which takes no more work */
  async plan(
    options: WorkOptions & {
      readonly devices: readonly string[] | null
      readonly checks: readonly string[] | null
      /** New passwords may cross the network readable, where a device offers no HTTPS. Lands in evidence. */
      readonly allowClear?: boolean
    },
  ): Promise<Plan> {
    if (this.#current.isSealed) {
      throw new NothingAssessed(`Visit ${this.visit().number} is sealed, and nothing was assessed since.`)
    }
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
    if (plan.visitId !== this.#current.id) throw new PlanOutdated('This plan belongs to an earlier visit.')
    if (this.#current.isSealed) throw new PlanOutdated('The visit that this plan belongs to was sealed meanwhile.')
    const ids = [...new Set(plan.changes.map(({ change }) => change.deviceId))]
    return await applyPlan(plan, this.#chosen(ids), this.#assessParts(), options)
  }

  /** Judges again what was read in this visit, of these devices or of all and the site. Asks nothing over the network. */
  judgeAgain(ids: readonly string[] | null): void {
    // Without a scope nothing was read yet; what is sealed stays as it was sealed.
    if (this.site().scope === null || this.#current.isSealed) return
    this.#judgeAgain(ids)
  }

  #judgeAgain(ids: readonly string[] | null, at = new Date().toISOString()): void {
    const parts = this.#assessParts()
    const anew = parts.log.judgeBy(parts.checklist)
    for (const device of this.#chosen(ids)) judgeAgain(device, parts, anew, at)
    assessSite(parts, at)
  }

  /** Knocks at what must not be reached from here, after an explicit yes. @throws {SegmentationNotTested} */
  async testSegmentation(request: SegmentationRequest): Promise<SegmentationTrial> {
    const log = this.#current.workLog()
    const targets = this.site().settings.forbiddenTargets ?? []
    const trial = await testSegmentation(targets, this.devices(), networkOf(this.store), request)
    this.store.statements.saveSiteReadings({ 'site.segmentation': { end: 'value', value: trial, readAt: trial.at } })
    log.append({ type: 'segmentation.tested', from: trial.from, targets: trial.probes.length })
    this.judgeAgain([])
    return trial
  }

  /**
   * Takes whatever certificate the device shows next as its own. For a device that got a new one on purpose; said by a person, who
   * has looked, and logged. Other devices behind the same address keep theirs.
   */
  trustCertificateAnew(deviceId: string): void {
    const device = this.#device(deviceId)
    const { address } = device.endpoint
    const log = this.#current.workLog()
    const { pins } = this.store
    const ports = ownPorts(device, this.devices(), pins.ports(address))
    pins.forget(address, ports)
    log.append({ type: 'certificate.trusted-anew', device: deviceId, forgotten: ports.length, ports })
  }

  /** Asks a device for one picture, for the customer alone. @throws {ExpectedError} and nothing was kept */
  async takeSnapshot(deviceId: string, signal: AbortSignal): Promise<Snapshot> {
    return await takeSnapshot(this.#device(deviceId), this.#workParts(), signal)
  }

  override vaultAccounts(deviceId: string): VaultAccount[] {
    return this.logins.accounts(deviceId)
  }

  override unresolved(): number {
    return this.logins.unresolved()
  }

  /** Certificates of the site's own authority. */
  certificates = (): SiteCertificates =>
    new SiteCertificates(
      () => this.#workParts(),
      (id) => this.#device(id),
    )

  /** Firmware upgrades of this visit. */
  upgrades = (): Upgrades => new Upgrades(this.#workParts())

  /** Seals this visit into one signed pack file. */
  async seal(options: SealOptions): Promise<PackRecord> {
    // Loaded when it is needed: the libraries of evidence are large, and most looks at a site seal nothing.
    const { sealVisit } = await import('./seal/seal.ts')
    return await sealVisit(
      {
        store: this.store,
        vault: this.#vault,
        log: this.#current.log,
        visit: this.#current.visit,
        checklist: this.checklist(),
        baseline: baselineFor(this.checklist(), this.options.resources.checklists),
        catalog: this.catalogStatus(),
        toolVersion: this.options.toolVersion,
        keyStore: this.options.keyStore ?? null,
        verifierPage: this.options.resources.verifierPage ?? null,
        judgeAgain: (at) => this.#judgeAgain(null, at),
      },
      options,
    )
  }

  /** Who would sign the next pack. */
  async signer(): Promise<SignerSummary> {
    const { signerSummary } = await import('./seal/seal-identity.ts')
    return signerSummary(this.#vault, this.site())
  }

  /** Every password of the site in one KDBX 4 file for the customer. @throws {VaultError} `vault/handover-unresolved` */
  async handOver(passphrase: Secret): Promise<Buffer> {
    const { handOver } = await import('./seal/handover.ts')
    return await handOver({ store: this.store, vault: this.#vault, log: this.#current.log }, passphrase)
  }

  /** Timestamps of this site: for packs that wait for one, and for the log of the visit. */
  async stamps(): Promise<Stamps> {
    const [{ companyIdentity }, { Stamps }] = await Promise.all([
      import('./seal/seal-identity.ts'),
      import('./seal/stamps.ts'),
    ])
    const crlPem = companyIdentity(this.#vault)?.installation.crlPem ?? null
    return new Stamps({ store: this.store, log: this.#current.log, visitId: this.#current.id, crlPem })
  }

  /** The technician's identity of the company signs from now on; the site names that technician. */
  async takeIdentity(identity: InstalledIdentity): Promise<void> {
    const { keepCompanyIdentity } = await import('./seal/seal-identity.ts')
    const { technician, company } = identity.names
    keepCompanyIdentity(this.#vault, identity)
    this.store.updateSite({ technician, company })
    this.#current.log.append({ type: 'identity.used', technician, company })
  }

  override close(): void {
    this.#vault.wipe()
    super.close()
  }

  /** A seal that the end of the program interrupted: whether its visit takes more work depends on what became of it. */
  async #settleSeal(): Promise<void> {
    if (this.store.everyPack().every(({ unfinished }) => unfinished !== 'writing')) return
    const { settleUnfinished } = await import('./seal/seal-record.ts')
    try {
      await settleUnfinished({ store: this.store, log: this.#current.log })
    } catch (error) {
      // On a disk without room it is left to the next seal: the passwords must be readable all the same.
      if (!(error instanceof StoreError)) throw error
    }
  }

  #workParts(): AssessParts {
    this.#current.begin()
    return this.#assessParts()
  }

  #assessParts(): AssessParts {
    return assessPartsOf({
      store: this.store,
      vault: this.#vault,
      log: this.#current.log,
      visitId: this.#current.id,
      observer: this.options.observer ?? null,
      snmpWaitMs: this.options.snmpWaitMs,
      checklist: this.checklist(),
      checklists: this.options.resources.checklists,
      catalog: () => this.firmwareCatalog(),
    })
  }

  #device(id: string): Device {
    const device = this.store.device(id)
    if (device === null) throw new UnknownDevice(`This site has no device ${id}.`)
    return device
  }

  #chosen(ids: readonly string[] | null): Device[] {
    return ids === null ? this.devices() : ids.map((id) => this.#device(id))
  }
}
