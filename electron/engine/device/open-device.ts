import type { Connection, Driver, Login, SecretWay, WriteOutcome } from '../../drivers/driver.ts'
import { fetchSnapshot, findSnapshot } from '../../drivers/onvif/snapshot.ts'
import type { Device, Identity } from '../../model/device.ts'
import { endpointText } from '../../model/device.ts'
import { CredentialsRefused, DeviceUnreachable, ExpectedError, Unsupported } from '../../model/errors.ts'
import type { Excerpt } from '../../model/excerpt.ts'
import type { FactKey, Facts, Reading, Readings } from '../../model/facts.ts'
import type { FirmwareAssessment } from '../../model/firmware.ts'
import type { LoginName } from '../../model/login-name.ts'
import type { Credential } from '../../model/secret.ts'
import { ownTrouble } from '../../protocols/card-gate.ts'
import type { Network } from '../../protocols/network.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { Vault } from '../../vault/vault.ts'
import type { EventLog } from '../event-log.ts'
import { signOfAnother } from '../inventory/same-device.ts'
import { AttemptLedger } from '../login/attempts.ts'
import { findLogin } from '../login/login.ts'
import { isDatabase } from '../login/login-databases.ts'
import { type Knock, type LoginState, untriedLogin } from '../login/login-state.ts'
import { preferAdministrator } from '../login/main-login.ts'
import { proveElsewhere } from '../password/prove-elsewhere.ts'
import { resolveInterrupted } from '../password/resolve-interrupted.ts'
import { settleServiceAccounts } from '../password/service-account.ts'
import { IdentityMismatch, InConflict, NoDriver, StopRule } from '../problems.ts'
import { readValue, unread } from '../reading-ends.ts'
import { ExcerptRecorder } from '../recording/excerpt-recorder.ts'
import { knownSecrets } from '../recording/known-secrets.ts'
import { Redactor } from '../recording/redact.ts'
import { historyFact, isHistoryFact, type KnownDatabases } from './device-history.ts'
import type { PasswordIndex } from './password-index.ts'
import { isSiteFact, siteFact } from './site-facts.ts'

/** What the parts of the engine share during one visit. */
export interface VisitParts {
  readonly store: SiteFile
  readonly vault: Vault
  readonly log: EventLog
  readonly network: Network
  readonly visitId: string
  readonly driverById: (id: string) => Driver | null
  readonly assessFirmware: (identity: Identity) => FirmwareAssessment
  readonly inConflict: (device: Device) => boolean
  /** Whether another device was seen in its place since. */
  readonly isReplaced: (device: Device) => boolean
  /** Other entries that may be the same device under another name. */
  readonly sameHost: (device: Device) => readonly string[]
  readonly passwords: PasswordIndex
}

/** For so long after a device was away, a shut port may only show how far it has come in starting. */
const startingMs = 30_000

/** Makers guard their pictures with the accounts of the web interface, whatever guards ONVIF. */
const pictureLogin: LoginName = 'web'

/** Refused requests with a proven login after which it is not shown again. */
const refusalsInARow = 2

/**
 * One device, knocked at once: its driver, its login, and a reader of facts. Made for one step of a visit and thrown away.
 * Nothing here judges and nothing here writes but `write`.
 */
export class OpenDevice {
  readonly driver: Driver
  readonly connection: Connection
  readonly ledger: AttemptLedger
  /** As the engine decided it for the change that is being made. */
  secretWay: SecretWay | null = null
  readonly #parts: VisitParts
  readonly #recorder: ExcerptRecorder
  #device: Device
  #login: LoginState
  #refusals = 0
  #isProvenSame = false
  #awayAt = Number.NEGATIVE_INFINITY
  #restartNeeded = false
  /** How it was reached before it moved, if it did. */
  #movedFrom: Device['endpoint']['ports'] | null = null
  /** The login database that was asked for last: a refused request was refused to its credential. */
  #asked: LoginName | null = null

  private constructor(
    device: Device,
    driver: Driver,
    connection: Connection,
    ledger: AttemptLedger,
    parts: VisitParts,
    recorder: ExcerptRecorder,
  ) {
    this.#device = device
    this.driver = driver
    this.connection = connection
    this.ledger = ledger
    this.#parts = parts
    this.#recorder = recorder
    this.#login = untriedLogin()
  }

  /**
   * @throws {InConflict} {NoDriver} {IdentityMismatch} before a credential is sent, respectively before a fact is used
   * @throws {ExpectedError} when the device cannot be reached at all
   */
  static async open(device: Device, parts: VisitParts, signal: AbortSignal): Promise<OpenDevice> {
    const name = endpointText(device.endpoint)
    if (parts.inConflict(device)) throw new InConflict(`${name} is in conflict with another device; it is held back.`)
    if (parts.isReplaced(device)) {
      throw new IdentityMismatch(`Another device stands at ${name} since: this entry is kept for the record.`)
    }
    const driver = device.driver === null ? null : parts.driverById(device.driver)
    if (driver === null) throw new NoDriver(`${name} speaks no protocol that the product knows.`)
    let opened: OpenDevice | null = null
    const recorder = new ExcerptRecorder()
    const connection: Connection = {
      network: parts.network.observedBy(recorder),
      get endpoint() {
        return opened?.device.endpoint ?? device.endpoint
      },
      signal,
      credential: (login) => opened?.credentialOn(login) ?? null,
      usm: parts.vault.usm(),
      community: null,
      get secretWay() {
        return opened?.secretWay ?? null
      },
      memo: new Map(Object.entries(device.marks)),
    }
    const ledger = new AttemptLedger({
      ...parts,
      deviceId: device.id,
      alsoKnownAs: parts.sameHost(device),
      rule: driver.stopRule,
    })
    opened = new OpenDevice(device, driver, connection, ledger, parts, recorder)
    await opened.#knock()
    return opened
  }

  async #knock(): Promise<void> {
    const knock = this.#asKnock()
    await this.#assertAlive()
    await resolveInterrupted(knock)
    this.#login = await findLogin(knock)
    await preferAdministrator(this, this.#parts.vault, () => this.refreshLogin())
    // Some tell who they are only behind the login that was found last.
    if (!this.#isProvenSame) await this.#assertSameDevice()
    if (this.#login.credential !== null) await settleServiceAccounts(this, this.#parts.vault)
    await proveElsewhere(this, this.#parts)
  }

  /** A request without login: a silent device must not cost an attempt. */
  async #assertAlive(): Promise<void> {
    const [main] = this.driver.logins
    if (main === undefined) return
    try {
      await main.withoutLogin(this.connection)
    } catch (error) {
      if (!(error instanceof ExpectedError) || error.code === 'device/unreachable') throw error
    }
  }

  /** The device that the site file knows must be the one that answers. */
  async #assertSameDevice(): Promise<void> {
    const { endpoint, identity } = this.device
    if (identity.serial === null && identity.macs.length === 0) return
    const reading = await this.reading('identity')
    this.#isProvenSame = reading.end === 'value'
    const sign = reading.end === 'value' ? signOfAnother(identity, reading.value) : null
    if (reading.end !== 'value' || sign === null) return
    throw new IdentityMismatch(`${endpointText(endpoint)} says ${sign}; nothing was changed.`, reading.value)
  }

  get device(): Device {
    return this.#device
  }

  /** Null also when it moved back. */
  get movedFrom(): Device['endpoint']['ports'] | null {
    return this.#movedFrom
  }

  /**
   * The same device by another of its ports. What was learned over the old way is forgotten, but for what leads back. On disk
   * when it returns.
   */
  moveTo(ports: Device['endpoint']['ports']): void {
    this.#movedFrom = this.#movedFrom === ports ? null : this.#device.endpoint.ports
    this.#device = { ...this.#device, endpoint: { ...this.#device.endpoint, ports } }
    this.#parts.store.saveDevices([this.#device])
    const { memo } = this.connection
    for (const name of memo.keys()) if (!name.startsWith('as-found.')) memo.delete(name)
    for (const [name, mark] of Object.entries(this.#device.marks)) memo.set(name, mark)
  }

  get credential(): Credential | null {
    return this.#login.credential
  }

  /** What was proven on that login database; for one that the driver does not know apart, what the main one takes. */
  credentialOn(login: LoginName): Credential | null {
    this.#asked = login
    const own = this.driver.logins.find(({ name }) => name === login)
    if (own === undefined || own === this.mainLogin || !isDatabase(own)) return this.#login.credential
    return this.#login.others.get(login) ?? null
  }

  get loginState(): LoginState {
    return this.#login
  }

  get mainLogin(): Login | null {
    return this.driver.logins[0] ?? null
  }

  /** After a proven change of the password: on the main login, or on another database. */
  proveCredential(credential: Credential, login: Login | null = this.mainLogin): void {
    if (login === this.mainLogin || login === null) this.#login = { ...this.#login, credential, refusal: null }
    else this.#login = { ...this.#login, others: new Map(this.#login.others).set(login.name, credential) }
  }

  /** Knocks again: what the defaults and a random password come to now. */
  async refreshLogin(): Promise<void> {
    this.#login = await findLogin(this.#asKnock())
  }

  #asKnock(): Knock {
    const { device, driver, connection, ledger } = this
    return {
      device,
      driver,
      connection,
      ledger,
      vault: this.#parts.vault,
      log: this.#parts.log,
      store: this.#parts.store,
      letIn: async (credential, login) => {
        this.proveCredential(credential, login)
        await this.#assertSameDevice()
      },
    }
  }

  /** @throws {ExpectedError} */
  async read<K extends FactKey>(fact: K): Promise<Facts[K]> {
    if (isSiteFact(fact)) {
      const { store } = this.#parts
      const knowledge = { site: store.site(), conflicts: store.conflicts(), at: new Date().toISOString() }
      return siteFact(fact, this.device, knowledge) as Facts[K]
    }
    if (isHistoryFact(fact)) {
      return historyFact(fact, this.device, this.#databases(), this.#parts) as Facts[K]
    }
    switch (fact) {
      case 'logins.defaults':
        return readValue(this.#login.defaults) as Facts[K]
      case 'logins.enforcement':
        return readValue(this.#login.enforcement) as Facts[K]
      case 'firmware.assessment':
        return this.#parts.assessFirmware(await this.read('identity')) as Facts[K]
      default: {
        if (fact === 'network.ports') this.#assertStarted()
        const capability = this.#capability(fact)
        try {
          const read = () => this.#counted<unknown>(() => capability.read(this.connection))
          return (await this.#recorder.during(fact, read)) as Facts[K]
        } catch (error) {
          // Without any login the device can only say no; why there is none is what the technician needs to know.
          if (error instanceof CredentialsRefused && this.#login.refusal !== null) throw this.#login.refusal
          throw error
        }
      }
    }
  }

  #databases(): KnownDatabases {
    const { others, trouble, refusal } = this.#login
    // One that the device does not have hides nothing; one that let nobody in may hold another password than the vault.
    const shut = refusal?.code === 'device/unsupported' ? null : refusal
    return { main: this.mainLogin?.name ?? 'web', others, trouble: trouble ?? shut }
  }

  async reading<K extends FactKey>(fact: K): Promise<Reading<Facts[K]>> {
    const readAt = new Date().toISOString()
    const since = performance.now()
    try {
      return { end: 'value', value: await this.read(fact), readAt }
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      return unread(ownTrouble(error, this.device.endpoint.address, this.connection.network.cards, since), readAt)
    }
  }

  /** One after the other: a device gets one request at a time. */
  async readings(facts: Iterable<FactKey>): Promise<Readings> {
    const readings: Partial<Record<FactKey, Reading<unknown>>> = {}
    for (const fact of facts) {
      this.connection.signal.throwIfAborted()
      readings[fact] = await this.reading(fact)
    }
    return readings as Readings
  }

  /** Questions and answers that show the facts that were read since it was opened, with all secrets removed. */
  excerpts(): readonly Excerpt[] {
    return this.#recorder.excerpts(new Redactor(knownSecrets(this.#parts.vault, this.device, this.driver)))
  }

  /**
   * One picture that the device shows, as it came. A login that the device refuses for it is not shown there again for the window
   * of the stop rule, and is proven once more where it holds, so that the device counts no row of failures.
   * @throws {Unsupported} {StopRule} {ExpectedError} as `fetchSnapshot`
   */
  async snapshot(): Promise<Buffer> {
    const login = this.driver.logins.find(({ name }) => name === 'onvif')
    if (login === undefined) throw new Unsupported('This device shows its picture only in its own web page.')
    const credential = this.credentialOn('onvif')
    if (credential !== null && this.ledger.wasRefused(pictureLogin, credential))
      throw new StopRule('The device refused its picture to this login before; it is not asked again now.')
    const at = await findSnapshot(this.connection)
    try {
      return await fetchSnapshot(this.connection, at)
    } catch (error) {
      if (error instanceof CredentialsRefused && credential !== null) {
        this.ledger.noteRefusal(pictureLogin, credential)
        await this.ledger.authenticate(this.connection, login, credential)
      }
      throw error
    }
  }

  /** Whether the device said of a write since the last question that only its next restart carries it out. */
  takeRestartNeeded(): boolean {
    const needed = this.#restartNeeded
    this.#restartNeeded = false
    return needed
  }

  async write<K extends FactKey>(fact: K, value: Facts[K]): Promise<void> {
    const { write } = this.#capability(fact)
    if (write === undefined) throw new Unsupported(`The ${this.driver.vendor} driver cannot write ${fact}.`)
    try {
      const outcome = await this.#counted(() =>
        (write as (device: Connection, value: Facts[K]) => Promise<WriteOutcome | undefined>)(this.connection, value),
      )
      if (outcome?.restartNeeded === true) this.#restartNeeded = true
    } catch (error) {
      if (error instanceof DeviceUnreachable) this.noteAway()
      throw error
    }
  }

  /** It did not answer in the middle of a change: perhaps it restarts. */
  noteAway(): void {
    this.#awayAt = performance.now()
  }

  /** @throws {DeviceUnreachable} */
  #assertStarted(): void {
    if (performance.now() - this.#awayAt > startingMs) return
    throw new DeviceUnreachable(
      `${endpointText(this.device.endpoint)} was away a moment ago: a port that is shut now may open while it starts. Assess it again.`,
    )
  }

  /**
   * A device counts refused requests like refused logins. Two in a row, and this login is not shown again: it may have been
   * changed behind our back, and the next refusal could be the one that locks.
   */
  async #counted<T>(work: () => Promise<T>): Promise<T> {
    this.#asked = null
    try {
      const result = await work()
      this.#refusals = 0
      return result
    } catch (error) {
      const login = this.#asked ?? this.mainLogin?.name ?? null
      const credential = login === null ? null : this.credentialOn(login)
      if (error instanceof CredentialsRefused && credential !== null && login !== null) {
        this.ledger.noteRefusal(login, credential)
        this.#refusals += 1
        if (this.#refusals >= refusalsInARow) this.#forget(login, error)
      }
      throw error
    }
  }

  #forget(login: LoginName, error: ExpectedError): void {
    const others = new Map(this.#login.others)
    if (others.delete(login)) this.#login = { ...this.#login, others }
    else this.#login = { ...this.#login, credential: null, refusal: error }
  }

  /** Of two entries for the same fact, the later one wins. */
  #capability(fact: FactKey): Driver['supports'][number] {
    const capability = this.driver.supports.findLast((entry) => entry.fact === fact)
    if (capability === undefined) throw new Unsupported(`The ${this.driver.vendor} driver does not read ${fact}.`)
    return capability
  }
}
