import type { Connection, Driver, Login } from '../../drivers/driver.ts'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import type { Device } from '../../model/device.ts'
import type { ExpectedError } from '../../model/errors.ts'
import type { AuthenticationTrial, DefaultLoginTrial, Reading } from '../../model/facts.ts'
import type { LoginName } from '../../model/login-name.ts'
import type { Credential } from '../../model/secret.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { Vault } from '../../vault/vault.ts'
import type { EventLog } from '../event-log.ts'
import { unread } from '../reading-ends.ts'
import type { AttemptLedger } from './attempt-ledger.ts'

/** What the engine knows about getting into one device after it knocked, within the stop rule. */
export interface LoginState {
  /** The login that was proven on the main interface, or null. */
  readonly credential: Credential | null
  /** What was proven on the other login databases of the device. */
  readonly others: ReadonlyMap<LoginName, Credential>
  /** Why there is none, as the next reader should report it. */
  readonly refusal: ExpectedError | null
  readonly defaults: Reading<DefaultLoginTrial>
  readonly enforcement: Reading<AuthenticationTrial>
  /** Why a further login database was not looked at to the end; null when all were, or are not there. */
  readonly trouble: ExpectedError | null
}

/** Before anything was tried. */
export function untriedLogin(): LoginState {
  const pending = unread(new CredentialsRefused('Nothing was tried yet.'), new Date().toISOString())
  return {
    credential: null,
    others: new Map(),
    refusal: null,
    defaults: pending,
    enforcement: pending,
    trouble: null,
  }
}

export interface Knock {
  readonly device: Device
  readonly driver: Driver
  readonly connection: Connection
  readonly vault: Vault
  readonly ledger: AttemptLedger
  readonly log: EventLog
  readonly store: Pick<SiteFile, 'passwordProofs'>
  /**
   * Told as soon as a login is let in, on the main interface or on another one, so that what follows can use it.
   * @throws {IdentityMismatch} when another device than the known one answers: nothing is stored, and no further login is sent
   */
  readonly letIn: (credential: Credential, login?: Login) => Promise<void>
}
