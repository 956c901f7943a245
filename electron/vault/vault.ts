import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { LoginName } from '../model/login-name.ts'
import { type Credential, Secret, type UsmCredential } from '../model/secret.ts'
import type { SecretTable } from '../model/secret-table.ts'
import type {
  AccountEvent,
  AccountRef,
  ChangeStage,
  PasswordOrigin,
  PasswordState,
  UnresolvedChange,
} from './accounts.ts'
import { VaultError } from './errors.ts'
import { EventLedger } from './event-ledger.ts'
import type { SiteKeys } from './keys.ts'
import { type EnteredLogin, KnownLogins } from './known-logins.ts'
import { type ChangeRecorder, PasswordChange } from './password-change.ts'
import { PasswordJournal } from './password-journal.ts'
import { rebuildJournal } from './rebuild-journal.ts'
import { bound, openRow, SealedTable } from './sealed-table.ts'
import { keyBytes, seal, subkey } from './sealing.ts'

export type { AccountRef, PasswordOrigin, PasswordState, UnresolvedChange } from './accounts.ts'
export type { PasswordChange } from './password-change.ts'

export interface StoredPassword {
  readonly password: Secret
  readonly state: PasswordState
  readonly origin: PasswordOrigin
  readonly at: string
}

export interface AccountView extends AccountRef {
  /** `given-up`: a person ended a change whose proof is missing; what the device held stays open. */
  readonly state: 'committed' | 'unresolved' | 'given-up' | 'superseded'
  /** Passwords that the device may hold now; above 1 a proof is missing. */
  readonly candidates: number
}

export interface ChangeRequest {
  readonly account: AccountRef
  /** Serial, address: names the device to a person who has only the journal. */
  readonly deviceIdentity: string
  /** Certificate pin that the device showed, or null. */
  readonly pin: string | null
  readonly oldPassword: Secret | null
  readonly newPassword: Secret
  /** Login databases that will get it, the one that proves it first. */
  readonly logins?: readonly LoginName[]
  readonly now: string
}

export interface VaultOptions {
  readonly clock?: () => string
}

const keyId = 'vault-key'

/**
 * The secrets of one site. A password that was given to the vault can be read back from two files, whatever crashes
 * whenever; none is ever deleted.
 *
 * Writing methods throw `VaultError` `vault/journal-unwritable` or the store's own error when they cannot make it durable,
 * and every method throws `vault/locked` after `lock` or `wipe`.
 */
export class Vault {
  readonly #table: SealedTable
  readonly #ledger: EventLedger
  readonly #logins: KnownLogins
  readonly #tagKey: Buffer
  readonly #clock: () => string
  readonly #running = new Map<string, PasswordChange>()
  #open = true

  private constructor(
    key: Buffer,
    secrets: SecretTable,
    journal: (table: SealedTable) => PasswordJournal,
    options: VaultOptions,
  ) {
    this.#clock = options.clock ?? (() => new Date().toISOString())
    this.#tagKey = subkey(key, Buffer.alloc(0), 'attempt tag 1')
    this.#table = new SealedTable(secrets, key)
    this.#logins = new KnownLogins(this.#table)
    const opened = journal(this.#table)
    try {
      this.#ledger = new EventLedger(this.#table, opened)
    } catch (error) {
      opened.close()
      throw error
    }
  }

  /** Whether this site file has a vault: false only when its creation was interrupted. */
  static exists(secrets: SecretTable): boolean {
    return secrets.get(keyId) !== null
  }

  /** @throws {VaultError} `vault/exists`, `vault/journal-exists`, `vault/journal-unwritable`, `vault/in-use` @throws {StoreError} */
  static create(secrets: SecretTable, journalFile: string, keys: SiteKeys, options: VaultOptions = {}): Vault {
    if (Vault.exists(secrets)) throw new VaultError('vault/exists', 'This site has a vault already.')
    const journal = PasswordJournal.create(journalFile, keys)
    try {
      const key = randomBytes(keyBytes)
      secrets.put(keyId, 1, seal(keys.wrapKey, bound(keyId, 1), key))
      return new Vault(key, secrets, () => journal, options)
    } catch (error) {
      journal.close()
      throw error
    }
  }

  /**
   * With `journal: 'rebuild'` a journal that is lost, damaged or older than the site file is replaced: what is readable in it
   * is taken over, the file itself is kept under another name. Only on the word of a person.
   *
   * @throws {VaultError} `vault/absent`, `vault/damaged`, `vault/in-use`, `vault/journal-missing`, `vault/journal-damaged`,
   *   `vault/journal-rolled-back`, `vault/journal-unwritable` @throws {StoreError}
   */
  static open(
    secrets: SecretTable,
    journalFile: string,
    keys: SiteKeys,
    options: VaultOptions & { readonly journal?: 'as-it-is' | 'rebuild' } = {},
  ): Vault {
    const row = secrets.get(keyId)
    if (row === null) throw new VaultError('vault/absent', 'This site file has no vault.')
    const asItIs = () =>
      new Vault(
        openRow(keys.wrapKey, keyId, row.version, row.blob),
        secrets,
        () => PasswordJournal.open(journalFile, keys.wrapKey),
        options,
      )
    if (options.journal !== 'rebuild') return asItIs()
    try {
      return asItIs()
    } catch (error) {
      if (!(error instanceof VaultError) || !/^vault\/journal-(missing|damaged|rolled-back)$/.test(error.code))
        throw error
      return new Vault(
        openRow(keys.wrapKey, keyId, row.version, row.blob),
        secrets,
        (table) => rebuildJournal(journalFile, keys, table, options.clock?.() ?? new Date().toISOString()),
        options,
      )
    }
  }

  /** Equal for the same user name and password of this site, and worthless without the key of the vault. Lower-case hex. */
  tagOf({ username, password }: Credential): string {
    this.#assertOpen()
    const name = Buffer.from(username, 'utf8')
    const length = Buffer.alloc(4)
    length.writeUInt32LE(name.length)
    return createHmac('sha256', this.#tagKey).update(length).update(name).update(password.bytes()).digest('hex')
  }

  /** Takes a password that a person entered or that was let in. The one before it becomes history. */
  setCredential(
    account: AccountRef,
    password: Secret,
    origin: PasswordOrigin,
    deviceIdentity: string | null = null,
  ): void {
    this.#assertOpen()
    const isOpen = this.#ledger.accounts.entries(account).some(({ state }) => state === 'candidate')
    if (!isOpen && this.#committed(account)?.equals(password) === true) return
    this.#ledger.record({ kind: 'set', account, deviceIdentity, origin, at: this.#clock() }, [password.bytes()])
  }

  /**
   * Every password that this account ever had or may have, newest first; equal ones once. Candidates of changes without
   * proof are always among them.
   */
  candidates(account: AccountRef): StoredPassword[] {
    this.#assertOpen()
    const found: StoredPassword[] = []
    for (const entry of this.#ledger.accounts.entries(account)) {
      const { state, origin, at } = entry
      const password = Secret.fromBytes(this.#ledger.password(entry))
      const same = found.findIndex((earlier) => earlier.password.equals(password))
      const newer = found[same]
      if (newer === undefined) found.push({ password, state, origin, at })
      else if (rank[state] > rank[newer.state]) found[same] = { ...newer, state }
    }
    return found
  }

  /** Accounts with a password, of one device or of all. */
  accounts(deviceId?: string): AccountView[] {
    this.#assertOpen()
    const { accounts } = this.#ledger
    return accounts
      .all()
      .filter((account) => deviceId === undefined || account.deviceId === deviceId)
      .map((account) => {
        const states = accounts.entries(account).map(({ state }) => state)
        const state = states.includes('candidate')
          ? accounts.unresolvedOf(account) === null
            ? 'given-up'
            : 'unresolved'
          : states.includes('committed')
            ? 'committed'
            : 'superseded'
        return { ...account, state, candidates: states.filter((each) => each !== 'superseded').length }
      })
  }

  /** Logins that are tried on devices without an own one, newest first. */
  siteLogins(): Credential[] {
    this.#assertOpen()
    return this.#logins.siteLogins()
  }

  addSiteLogin(credential: Credential): void {
    this.#assertOpen()
    this.#logins.addSiteLogin(credential)
  }

  /** Takes back every site login of that name, so that a mistyped one is not tried on the next device. */
  removeSiteLogin(username: string): void {
    this.#assertOpen()
    this.#logins.removeSiteLogin(username)
  }

  /** What was entered for one device and is not proven yet, newest first. It displaces no password that was. */
  deviceLogins(deviceId: string): EnteredLogin[] {
    this.#assertOpen()
    return this.#logins.deviceLogins(deviceId)
  }

  addDeviceLogin(deviceId: string, credential: Credential): void {
    this.#assertOpen()
    this.#logins.addDeviceLogin(deviceId, { ...credential, enteredAt: this.#clock() })
  }

  /** It was let in, and is the account's password from now on. */
  removeDeviceLogin(deviceId: string, username: string): void {
    this.#assertOpen()
    this.#logins.removeDeviceLogin(deviceId, username)
  }

  usm(): UsmCredential | null {
    this.#assertOpen()
    return this.#logins.usm()
  }

  setUsm(usm: UsmCredential | null): void {
    this.#assertOpen()
    this.#logins.setUsm(usm)
  }

  /** Anything else that is secret, such as the key that signs packs. A copy; wipe it after use. */
  blob(id: string): Buffer | null {
    this.#assertOpen()
    return this.#table.load(`blob/${id}`)
  }

  putBlob(id: string, bytes: Buffer): void {
    this.#assertOpen()
    this.#table.save(`blob/${id}`, bytes)
  }

  /**
   * Puts the intent on disk, in the journal and in the site file. Only when this returns may anything be sent.
   * @throws {VaultError} `vault/unresolved-change` when an earlier change of the account has no proof yet;
   *   `vault/journal-unwritable` @throws {StoreError}
   */
  beginChange(request: ChangeRequest): PasswordChange {
    this.#assertOpen()
    const { account, deviceIdentity, pin, newPassword, oldPassword, logins = [], now } = request
    const { accounts } = this.#ledger
    if (accounts.unresolvedOf(account) !== null) {
      throw new VaultError(
        'vault/unresolved-change',
        `An earlier password change of "${account.username}" has no proof yet; no second one is begun.`,
      )
    }
    if (newPassword.bytes().length === 0) throw new Error('an empty password protects nothing')
    const id = randomUUID()
    const learnsOld = oldPassword !== null && this.#committed(account)?.equals(oldPassword) !== true
    const secrets = [newPassword.bytes(), ...(oldPassword === null ? [] : [oldPassword.bytes()])]
    try {
      this.#ledger.record(
        { kind: 'intent', change: id, account, deviceIdentity, pin, learnsOld, logins, at: now },
        secrets,
      )
    } catch (error) {
      this.#takeBack(id, now)
      throw error
    }
    const parts = { id, account, deviceIdentity, pin, newPassword, oldPassword, logins }
    const change = this.#changeFor({ ...parts, stage: 'planned' })
    this.#running.set(id, change)
    return change
  }

  /** Changes whose end is not proven, oldest first: of this run and of those that crashed. */
  unresolved(): UnresolvedChange[] {
    this.#assertOpen()
    return this.#ledger.accounts.unresolved().map(({ sequence: _, ...change }) => change)
  }

  /**
   * Takes the newest change without proof up again, to try the new password, then the old one. Null when there is none.
   * Its old password is the one of its own intent, whatever was entered since.
   */
  resume(account: AccountRef): PasswordChange | null {
    this.#assertOpen()
    const change = this.#ledger.accounts.unresolvedOf(account)
    if (change === null) return null
    const running = this.#running.get(change.id)
    if (running !== undefined) return running
    const { id, deviceIdentity, pin, stage, logins, sequence } = change
    const newPassword = Secret.fromBytes(this.#ledger.password({ sequence, part: 0 }))
    const old = this.#ledger.passwordOrNull({ sequence, part: 1 })
    const oldPassword = old === null ? this.#committed(account) : Secret.fromBytes(old)
    return this.#changeFor({
      id,
      account: change.account,
      deviceIdentity,
      pin,
      newPassword,
      oldPassword,
      logins,
      stage,
    })
  }

  /** Whether a change that this process began is between two steps. */
  isChanging(deviceId: string): boolean {
    return [...this.#running.values()].some(({ account }) => account.deviceId === deviceId)
  }

  /** Forgets the keys. @throws {VaultError} `vault/change-in-progress` while a change that this process began is between two steps */
  lock(): void {
    if (this.#running.size > 0) {
      throw new VaultError('vault/change-in-progress', `${this.#running.size} password change(s) are being proven.`)
    }
    this.wipe()
  }

  /** Forgets the keys at once, for the end of the process. A change that was running is unresolved then. */
  wipe(): void {
    if (!this.#open) return
    this.#open = false
    this.#running.clear()
    this.#ledger.close()
    this.#table.wipe()
    this.#tagKey.fill(0)
  }

  #changeFor(parts: ConstructorParameters<typeof PasswordChange>[0] & { readonly stage: ChangeStage }): PasswordChange {
    const recorder: ChangeRecorder = {
      record: (event) => {
        this.#assertOpen()
        if (!recorder.isOpen(event.change)) throw new Error('this password change has ended')
        this.#ledger.record(event)
      },
      now: this.#clock,
      isOpen: (id) => this.#ledger.accounts.change(id) !== null,
      ended: (id) => this.#running.delete(id),
    }
    return new PasswordChange(parts, recorder)
  }

  /** The journal took the intent and the site file did not: nothing was sent, so the journal is told so. */
  #takeBack(change: string, at: string): void {
    if (this.#ledger.accounts.change(change) === null) return
    const event: AccountEvent = { kind: 'abandoned', change, reason: 'not sent: the intent was not durable', at }
    try {
      this.#ledger.record(event)
    } catch (error) {
      // The caller hears of the first trouble, which this one follows from. At worst the change stays unresolved.
      if (!(error instanceof Error && 'remedy' in error)) throw error
    }
  }

  #committed(account: AccountRef): Secret | null {
    const entry = this.#ledger.accounts.entries(account).find(({ state }) => state === 'committed')
    return entry === undefined ? null : Secret.fromBytes(this.#ledger.password(entry))
  }

  #assertOpen(): void {
    if (!this.#open) throw new VaultError('vault/locked', 'The vault is locked.')
  }
}

const rank: Record<PasswordState, number> = { superseded: 0, candidate: 1, committed: 2 }
