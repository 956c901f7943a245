import type { LoginName } from '../model/login-name.ts'
import type { Secret } from '../model/secret.ts'
import type { AccountEvent, AccountRef, ChangeStage } from './accounts.ts'

export type ChangeEvent = Exclude<AccountEvent, { readonly kind: 'set' | 'intent' }>

/** What the vault gives a change to write with: on disk in both places when `record` returns. */
export interface ChangeRecorder {
  record(event: ChangeEvent): void
  now(): string
  /** Whether the journal still holds the change as open. */
  isOpen(id: string): boolean
  /** The change has come to an end in this process. */
  ended(id: string): void
}

/**
 * One password change from the intent on disk to its proof. Each step is on disk, in the site file and in the journal, when
 * its method returns. Whatever happens between two steps, both passwords can be read back.
 *
 * The order is: `markSent`, the request, new password let in, `markVerified`, old password refused, `commit`.
 * Steps out of order are bugs and throw a plain Error.
 */
export class PasswordChange {
  readonly id: string
  readonly account: AccountRef
  readonly deviceIdentity: string
  readonly pin: string | null
  readonly newPassword: Secret
  /** Null when nobody knew it. */
  readonly oldPassword: Secret | null
  /** Login databases that get it, the one that proves it first; empty when an earlier version began it. */
  readonly logins: readonly LoginName[]
  readonly #recorder: ChangeRecorder
  #stage: ChangeStage
  #settled = false

  constructor(
    parts: {
      readonly id: string
      readonly account: AccountRef
      readonly deviceIdentity: string
      readonly pin: string | null
      readonly newPassword: Secret
      readonly oldPassword: Secret | null
      readonly logins: readonly LoginName[]
      readonly stage: ChangeStage
    },
    recorder: ChangeRecorder,
  ) {
    this.id = parts.id
    this.account = parts.account
    this.deviceIdentity = parts.deviceIdentity
    this.pin = parts.pin
    this.newPassword = parts.newPassword
    this.oldPassword = parts.oldPassword
    this.logins = parts.logins
    this.#stage = parts.stage
    this.#recorder = recorder
  }

  get stage(): ChangeStage {
    return this.#stage
  }

  /** Committed, abandoned or left unresolved: this object is done. */
  get settled(): boolean {
    return this.#settled
  }

  /** Right before the first byte goes out. @throws {VaultError} then nothing may be sent */
  markSent(): void {
    this.#step('sent')
  }

  /** The device let the new password in. */
  markVerified(): void {
    this.#step('verified')
  }

  /** The device refuses the old password: the new one is the account's, the old one stays as history. */
  commit(): void {
    if (this.#stage !== 'verified') throw new Error('a password is committed only after it was let in')
    this.#end({ kind: 'committed', change: this.id, at: this.#recorder.now() })
  }

  /** Only when the device holds what it held: the old password is let in, or it declined the request. The new one stays as history. */
  abandon(reason: string): void {
    this.#end({ kind: 'abandoned', change: this.id, reason, at: this.#recorder.now() })
  }

  /** A person says that nobody can ask the device any more. Every password that it may hold stays a candidate. */
  giveUp(reason: string): void {
    this.#end({ kind: 'given-up', change: this.id, reason, at: this.#recorder.now() })
  }

  /** Neither is proven. Both stay candidates; `Vault.resume` takes it up again. */
  leaveUnresolved(reason: string): void {
    this.#assertOpen()
    // Unresolved it is by the intent alone: only the reason is lost when it cannot be written.
    this.#settled = true
    this.#recorder.ended(this.id)
    this.#recorder.record({ kind: 'unresolved', change: this.id, reason, at: this.#recorder.now() })
  }

  #step(stage: 'sent' | 'verified'): void {
    this.#assertOpen()
    this.#recorder.record({ kind: stage, change: this.id, at: this.#recorder.now() })
    this.#stage = stage
  }

  #end(event: ChangeEvent): void {
    this.#assertOpen()
    try {
      this.#recorder.record(event)
    } finally {
      // The journal may have it although the site file could not take it yet.
      this.#settled = !this.#recorder.isOpen(this.id)
      if (this.#settled) this.#recorder.ended(this.id)
    }
  }

  #assertOpen(): void {
    if (this.#settled) throw new Error('this password change has ended')
  }
}
