import type { Connection, Driver, Login, SecretWay, WriteOutcome } from '../../drivers/driver.ts'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import type { Device, Identity } from '../../model/device.ts'
import { endpointText } from '../../model/device.ts'
import { DeviceUnreachable, ExpectedError, Unsupported } from '../../model/errors.ts'
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
import { AttemptLedger } from '../login/attempt-ledger.ts'
import { findLogin } from '../login/login.ts'
import type { Knock, LoginState } from '../login/login-state.ts'
import { preferAdministrator } from '../login/main-login.ts'
import { proveElsewhere } from '../password/prove-elsewhere.ts'
import { resolveInterrupted } from '../password/resolve-interrupted.ts'
import { settleServiceAccounts } from '../password/service-account.ts'
import { IdentityMismatch, InConflict, NoDriver } from '../problems.ts'
import { readValue, unread } from '../reading-ends.ts'
import { ExcerptRecorder } from '../recording/excerpt-recorder.ts'
import { knownSecrets } from '../recording/known-secrets.ts'
import { Redactor } from '../recording/redact.ts'
import { historyFact, isHistoryFact } from './device-history.ts'
import { DeviceLogins } from './device-logins.ts'
import { DevicePlace } from './device-place.ts'
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
  readonly #place: DevicePlace
  readonly #logins: DeviceLogins
  #isProvenSame = false
  #restartNeeded = false

  private constructor(parts: VisitParts, place: DevicePlace, driver: Driver, signal: AbortSignal) {
    const { device } = place
    this.driver = driver
    this.#parts = parts
    this.#recorder = new ExcerptRecorder()
    this.#place = place
    const alsoKnownAs = parts.sameHost(device)
    this.ledger = new AttemptLedger({ ...parts, deviceId: device.id, alsoKnownAs, rule: driver.stopRule })
    this.#logins = new DeviceLogins(driver, this.ledger)
    this.connection = this.#connect(signal)
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
    const opened = new OpenDevice(parts, new DevicePlace(device, parts.store), driver, signal)
    await opened.#knock()
    return opened
  }

  #connect(signal: AbortSignal): Connection {
    const [place, logins] = [this.#place, this.#logins]
    const way = () => this.secretWay
    return {
      network: this.#parts.network.observedBy(this.#recorder),
      get endpoint() {
        return place.device.endpoint
      },
      signal,
      credential: (login) => logins.credentialOn(login),
      bearRefusal: (error) => logins.bearRefusal(error),
      usm: this.#parts.vault.usm(),
      community: null,
      get secretWay() {
        return way()
      },
      memo: new Map(Object.entries(place.device.marks)),
    }
  }

  async #knock(): Promise<void> {
    const knock = this.#asKnock()
    await this.#assertAlive()
    await resolveInterrupted(knock)
    this.#logins.state = await findLogin(knock)
    await preferAdministrator(this, this.#parts.vault, () => this.refreshLogin())
    // Some tell who they are only behind the login that was found last.
    if (!this.#isProvenSame) await this.#assertSameDevice()
    if (this.credential !== null) await settleServiceAccounts(this, this.#parts.vault)
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
    return this.#place.device
  }

  get movedFrom(): Device['endpoint']['ports'] | null {
    return this.#place.movedFrom
  }

  /** @see DevicePlace.moveTo */
  moveTo(ports: Device['endpoint']['ports']): void {
    this.#place.moveTo(ports, this.connection.memo)
  }

  get credential(): Credential | null {
    return this.loginState.credential
  }

  /** @see DeviceLogins.credentialOn */
  credentialOn(login: LoginName): Credential | null {
    return this.#logins.credentialOn(login)
  }

  get loginState(): LoginState {
    return this.#logins.state
  }

  get mainLogin(): Login | null {
    return this.#logins.main
  }

  /** @see DeviceLogins.renew */
  renewCredential(credential: Credential, login: Login): void {
    this.#logins.renew(credential, login)
  }

  /** Knocks again: what the defaults and a random password come to now. */
  async refreshLogin(): Promise<void> {
    this.#logins.state = await findLogin(this.#asKnock())
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
        this.#logins.prove(credential, login ?? null)
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
      return historyFact(fact, this.device, this.#logins.databases(), this.#parts) as Facts[K]
    }
    switch (fact) {
      case 'logins.defaults':
        return readValue(this.loginState.defaults) as Facts[K]
      case 'logins.enforcement':
        return readValue(this.loginState.enforcement) as Facts[K]
      case 'firmware.assessment':
        return this.#parts.assessFirmware(await this.read('identity')) as Facts[K]
      default: {
        if (fact === 'network.ports') this.#place.assertStarted()
        const capability = this.#capability(fact)
        try {
          const read = () => this.counted<unknown>(() => capability.read(this.connection))
          return (await this.#recorder.during(fact, read)) as Facts[K]
        } catch (error) {
          // Without any login the device can only say no; why there is none is what the technician needs to know.
          const { refusal } = this.loginState
          if (error instanceof CredentialsRefused && refusal !== null) throw refusal
          throw error
        }
      }
    }
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
      const outcome = await this.counted(() =>
        (write as (device: Connection, value: Facts[K]) => Promise<WriteOutcome | undefined>)(this.connection, value),
      )
      if (outcome?.restartNeeded === true) this.#restartNeeded = true
    } catch (error) {
      if (error instanceof DeviceUnreachable) this.noteAway()
      throw error
    }
  }

  /** @see DevicePlace.noteAway */
  noteAway(): void {
    this.#place.noteAway()
  }

  /** Requests with a proven login beside those for facts. @see DeviceLogins.counted */
  counted<T>(work: () => Promise<T>, login: LoginName | null = null): Promise<T> {
    return this.#logins.counted(this.connection, work, login)
  }

  /** Of two entries for the same fact, the later one wins. */
  #capability(fact: FactKey): Driver['supports'][number] {
    const capability = this.driver.supports.findLast((entry) => entry.fact === fact)
    if (capability === undefined) throw new Unsupported(`The ${this.driver.vendor} driver does not read ${fact}.`)
    return capability
  }
}
