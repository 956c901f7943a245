import type { Readable } from 'node:stream'
import type { CredentialsRefused } from '../model/credentials-refused.ts'
import type { Device, DeviceClass, Endpoint, Sighting } from '../model/device.ts'
import { ExpectedError, Unsupported } from '../model/errors.ts'
import type { FactKey, Facts } from '../model/facts.ts'
import type { LoginName } from '../model/login-name.ts'
import type { Credential, UsmCredential } from '../model/secret.ts'
import type { ServiceName } from '../model/security-facts.ts'
import type { Network } from '../protocols/network.ts'

/** How a secret travels: inside TLS, sealed in a key exchange of the maker, readable, or without leaving this computer. */
export type SecretWay = 'tls' | 'sealed' | 'clear' | 'inside'

/**
 * One device as a driver sees it during one step of a visit. The engine makes it, with what was proven so far:
 * a driver never looks for credentials, never retries a login and never opens a socket but through `network`.
 */
export interface Connection {
  readonly network: Network
  readonly endpoint: Endpoint
  readonly signal: AbortSignal
  /** The login that was proven on that interface, or null: calls then go out without one. */
  credential(login: LoginName): Credential | null
  /** A refusal that a driver goes on without, and does not throw: the device may have counted it, so that it is counted here. */
  bearRefusal(error: CredentialsRefused): void
  /** The SNMPv3 user that the technician entered, or null. */
  readonly usm: UsmCredential | null
  /** Community that answered in this visit, or null. */
  readonly community: string | null
  /**
   * What was decided for the secrets of the change that is being made, once, before the first of them is sent; null while none is.
   * A driver that finds a lesser way when it sends then sends nothing.
   */
  readonly secretWay: SecretWay | null
  /**
   * What a driver wants to remember within this step (clock offset, service paths). Keys are `<room>.<noun>`. Forgotten when the
   * device moves to another port, but for keys that begin with `as-found.`: what a driver needs to write it back as it was.
   */
  readonly memo: Map<string, unknown>
}

/** What a device said besides taking a write. */
export interface WriteOutcome {
  /** It keeps doing the old thing until its next restart, whatever its settings say by now. */
  readonly restartNeeded: boolean
}

/** Of several writes that are one change. */
export const together = (outcomes: readonly WriteOutcome[]): WriteOutcome => ({
  restartNeeded: outcomes.some(({ restartNeeded }) => restartNeeded),
})

/**
 * How to read, and where possible write, one fact.
 *
 * `read` and `write` throw `Unsupported`, `CredentialsRefused`, `DeviceLockedOut`, `DeviceUnreachable` or `ProtocolViolation`;
 * the engine turns these into the four ends of a reading. 401 and 403 are never `Unsupported`.
 */
export type Capability = {
  [K in FactKey]: {
    readonly fact: K
    readonly read: (device: Connection) => Promise<Facts[K]>
    /** Nothing to say: the device does the new thing at once. */
    readonly write?: (device: Connection, value: Facts[K]) => Promise<void> | Promise<WriteOutcome>
    /**
     * `unproven`: the write follows a source that nobody held against a device. The engine then wants a person's yes for this
     * very change before it is sent.
     */
    readonly writeGrade?: 'sourced' | 'unproven'
  }
}[FactKey]

/**
 * A fresh login was refused, and the clock of the device may be the reason: nothing is known about the password, and the interface
 * is there all the same.
 */
export class PasswordNotJudged extends ExpectedError {
  override readonly name = 'PasswordNotJudged'
  readonly code = 'device/password-not-judged'
  readonly remedy = 'Assess the device again. If it stays so, set its clock by hand first.'
}

/**
 * A fresh login was refused for a reason besides the password: the clock of the device was another, or it told only then that it
 * wants Digest. What was learned is kept in the memo of the connection: one more attempt, counted as one, may be let in.
 */
export class LoginWorthRepeating extends PasswordNotJudged {}

/** The device has no such login, and was shown none: nothing of it can count towards a lock-out. */
export class LoginAbsent extends Unsupported {}

/** One of the login databases of a device. */
export interface Login {
  readonly name: LoginName
  /** Another login of this driver whose accounts guard this one too: here it is only asked, never searched for a way in. */
  readonly accountsOf?: LoginName
  /**
   * One fresh login, no cached session. `accepted` and `refused` are answers of the device to this very credential.
   * @throws {DeviceLockedOut} when the answer speaks of a lock: nothing more is tried
   * @throws {DeviceUnreachable} {ProtocolViolation} {PasswordNotJudged} {Unsupported} {CredentialWithheld}
   */
  authenticate(device: Connection, credential: Credential): Promise<'accepted' | 'refused'>
  /** A harmless protected request without login. `open` is a finding of its own. */
  withoutLogin(device: Connection): Promise<'open' | 'guarded'>
  /**
   * Sets the password of `username`, logged in as `administrator`. Says only that the device took the request;
   * the engine proves it. The new password is in the vault, on disk, before this is called.
   */
  setPassword?(
    device: Connection,
    administrator: Credential,
    username: string,
    password: Credential['password'],
  ): Promise<void>
  /**
   * Makes an account that administers nothing, logged in as `administrator`. Says only that the device took the request; the
   * engine proves it. The password is in the vault, on disk, before this is called.
   */
  createAccount?(
    device: Connection,
    administrator: Credential,
    account: Credential & { readonly level: 'operator' | 'user' },
  ): Promise<void>
  /** Names of the accounts of this database, as the device wrote them, logged in as `administrator`. Absent where it has no list of its own. */
  accountNames?(device: Connection, administrator: Credential): Promise<readonly string[]>
  /** Takes an account away. Called for those that `createAccount` made, and never for another one. */
  deleteAccount?(device: Connection, administrator: Credential, username: string): Promise<void>
  /**
   * How a new password would travel: `sealed` in a key exchange of the maker, `clear` when anybody on the network could read it.
   * Sends no secret.
   */
  passwordTransport?(device: Connection): Promise<'tls' | 'sealed' | 'clear'>
  /** What this interface can store. */
  readonly passwordRules?: {
    readonly maxLength: number
    readonly alphabet: string
  }
}

/**
 * How a device in factory state gets its first password, by the flow of its maker.
 * The state itself is the fact `activation`, which such a driver reads without a login.
 */
export interface Activation {
  /** The first account; the maker says its name. */
  readonly username: string
  /** As `writeGrade`: `unproven` flows wait for a person's yes. */
  readonly grade: 'sourced' | 'unproven'
  /** What the flow can store. */
  readonly passwordRules: { readonly minLength: number; readonly maxLength: number; readonly alphabet: string }
  /** As of a login: whether the flow itself hides the password on the network (TLS, or a key exchange of the maker). */
  passwordTransport(device: Connection): Promise<'tls' | 'sealed' | 'clear'>
  /**
   * Gives the first password. Says only that the device took it; the engine proves it on every login.
   * The password is in the vault, on disk, before this is called.
   * @throws {WriteRefused} when the device said no (nothing changed), {DeviceUnreachable} when it is not known
   */
  activate(device: Connection, password: Credential['password']): Promise<void>
}

/** A firmware as it goes to a device. */
export interface FirmwareUpload {
  readonly fileName: string
  readonly sizeBytes: number
  /** All bytes from the first, once per call. The stream fails before its last byte when they are not the ones that were kept. */
  open(): Readable
}

/** What the engine does for an upload. */
export interface UploadHelp {
  /** One login on an interface that was not proven yet: counted on disk before it is sent. */
  prove(login: Login): Promise<'accepted' | 'refused'>
  /** Told how many bytes are on their way; the first call says that a login was settled and bytes may have left. */
  sent(bytes: number): void
}

/**
 * One way to give a device a new firmware. Never used but by an upgrade that a person planned and started.
 */
export interface UpgradeTransport {
  readonly name: 'onvif' | 'vapix' | 'isapi' | 'dahua-cgi' | 'sunapi' | 'lapi'
  /** Whether the device has this way. Sends no login and changes nothing. */
  offered(device: Connection): Promise<boolean>
  /**
   * Uploads and starts. Returns when the device has taken the whole file; that it runs on it is for the engine to prove.
   *
   * @throws {Unsupported} before any byte of the file, when the device does not have this way after all
   * @throws {WriteRefused} {CredentialsRefused} {CredentialWithheld} when the device, or this side, said no
   * @throws {DeviceUnreachable} in the middle: what became of it is not known
   */
  start(
    device: Connection,
    file: FirmwareUpload,
    help: UploadHelp,
  ): Promise<{ readonly expectedDownSeconds: number | null }>
  /** Makes the running firmware stay, on devices that go back to the old one by themselves otherwise. */
  confirm?(device: Connection, help: UploadHelp): Promise<void>
}

/** One file of a copy of the configuration. Holds secrets of the device: never logged, never in clear on disk. */
export interface BackupFile {
  readonly name: string
  readonly bytes: Buffer
}

/** One way to a copy of the configuration. Changes nothing on the device. */
export interface BackupSource {
  /** How the copy would travel, in the worst case. Fetches nothing of it. */
  transport(device: Connection): Promise<'tls' | 'clear'>
  /**
   * @throws {Unsupported} when the device does not have this way after all, or keeps it to another login
   * @throws {CredentialWithheld} when only a lesser way is left than the one that was decided
   */
  take(device: Connection): Promise<{ readonly via: string; readonly files: readonly BackupFile[] }>
  /** The steps that bring such a copy back, for a person. */
  readonly restore: string
}

/** What a new certificate should say. */
export interface CertificateWish {
  readonly commonName: string
  readonly organization: string
  /** Addresses and names that the device is reached by. */
  readonly names: readonly string[]
  readonly validFrom: Date
  readonly validTo: Date
}

/** A certificate that stands on the device, and is not in use for being there. */
export interface PreparedCertificate {
  /** By what the device knows it. */
  readonly id: string
  readonly der: Buffer
}

/** Certificates of the HTTPS server. Private keys are made on the device and never leave it. */
export interface CertificateKeeper {
  /** What the device can do of this. Changes nothing. */
  offered(device: Connection): Promise<{ readonly selfSigned: boolean; readonly requests: boolean }>
  /** By what the device knows the certificate that it uses now; null where it names none. */
  current(device: Connection): Promise<string | null>
  /** Makes a key pair and a certificate that signs itself. */
  makeSelfSigned(device: Connection, wish: CertificateWish): Promise<PreparedCertificate>
  /** Makes a key pair and asks for a certificate: PKCS #10 as DER. */
  makeRequest(device: Connection, wish: CertificateWish): Promise<{ readonly key: string; readonly request: Buffer }>
  /** Puts a signed certificate on the device, with those that signed it behind it. */
  install(device: Connection, chain: readonly Buffer[]): Promise<PreparedCertificate>
  /** Takes one into use in the place of the other. Says only that the device took the request. */
  use(device: Connection, from: string | null, to: string): Promise<void>
  /** Forgets one that is not in use. */
  discard(device: Connection, id: string): Promise<void>
}

/** One way to recognise devices. `by` names a mark of a sighting. */
export interface Fingerprint {
  readonly by: string
  readonly pattern: RegExp
  /** Real strings that the pattern must match; tested against the patterns of all drivers. */
  readonly examples: readonly string[]
  readonly deviceClass?: DeviceClass
}

/** A login that a vendor ships with and prints in its manual. */
export interface DefaultLogin {
  readonly username: string
  readonly password: string
  /** Where it is published. */
  readonly source: string
}

/** True statements about how well a driver is proven. @see drivers/README.md */
export type DriverQuality = 'bronze' | 'silver' | 'gold'

export interface Driver {
  readonly id: string
  readonly vendor: string
  readonly quality: DriverQuality
  /** Any one match identifies. Empty for the generic drivers, which say in `accepts` what they can talk to. */
  readonly identifies: readonly Fingerprint[]
  /** Generic drivers: whether this device speaks the protocol at all. */
  readonly accepts?: (sighting: Pick<Sighting, 'marks' | 'ports'>) => boolean
  readonly supports: readonly Capability[]
  /** Services that its `network.services` switches on and off, where the product has them. Absent: none. */
  readonly switches?: readonly ServiceName[]
  readonly logins: readonly Login[]
  /** Absent where the maker has no such state, or its flow is not known. */
  readonly activation?: Activation
  /** Ways to a new firmware, the best first. */
  readonly upgrades?: readonly UpgradeTransport[]
  /** Ways to a copy of the configuration, the best first. */
  readonly backups?: readonly BackupSource[]
  readonly certificates?: CertificateKeeper
  /** Public default logins for such a device, at most two, tried once each and only as the stop rule allows. No secrets. */
  defaultLogins(device: Pick<Device, 'identity' | 'marks'>): readonly DefaultLogin[]
  /** @see protocols reference, lock-out policies */
  readonly stopRule: {
    readonly attemptsPerAccount: number
    readonly windowMinutes: number
    /** Failures after which the products of this maker lock, where that is known. */
    readonly locksAfter?: number
  }
}

export const defineDriver = (driver: Driver): Driver => driver
