import type { LoginName } from '../model/login-name.ts'

/** One login name on one device. */
export interface AccountRef {
  readonly deviceId: string
  readonly username: string
}

export type PasswordOrigin = 'entered' | 'default' | 'generated'
/** `candidate`: sent, or about to be, and not proven either way: the device may hold it, or held it when it went. */
export type PasswordState = 'committed' | 'candidate' | 'superseded'
/** How far a change came: intent on disk, about to be sent, the new password was let in. */
export type ChangeStage = 'planned' | 'sent' | 'verified'

/** What happened to the passwords of accounts, in the order of sequence numbers. Both the site file and the journal hold all of it. */
export type AccountEvent =
  | {
      readonly kind: 'set'
      readonly account: AccountRef
      readonly deviceIdentity: string | null
      readonly origin: PasswordOrigin
      readonly at: string
    }
  | {
      /** Secrets: the new password, then the old one if it is known. */
      readonly kind: 'intent'
      readonly change: string
      readonly account: AccountRef
      readonly deviceIdentity: string
      readonly pin: string | null
      /** The old password is not the one that the vault holds as committed: it becomes that. */
      readonly learnsOld: boolean
      /** Login databases that get it, the one that proves it first. Journals of earlier versions do not say. */
      readonly logins?: readonly LoginName[]
      readonly at: string
    }
  | { readonly kind: 'sent' | 'verified' | 'committed'; readonly change: string; readonly at: string }
  | {
      /** `given-up`: a person said that nobody can ask the device any more. Its passwords stay candidates. */
      readonly kind: 'abandoned' | 'unresolved' | 'given-up'
      readonly change: string
      readonly reason: string
      readonly at: string
    }

/** Where a password stands: secret `part` of the event `sequence`. */
export interface PasswordEntry {
  readonly sequence: number
  readonly part: number
  readonly origin: PasswordOrigin
  readonly at: string
  readonly change: string | null
  state: PasswordState
}

/** A change whose end is not proven. */
export interface UnresolvedChange {
  readonly id: string
  readonly account: AccountRef
  readonly deviceIdentity: string
  readonly pin: string | null
  readonly startedAt: string
  readonly stage: ChangeStage
  /** Login databases that get the password, the one that proves it first. Empty when the journal does not say. */
  readonly logins: readonly LoginName[]
  /** Why it was left, or null when the app ended in its middle. */
  readonly reason: string | null
}

interface OpenChange extends UnresolvedChange {
  readonly sequence: number
}

interface AccountState {
  readonly account: AccountRef
  /** Newest last. */
  readonly entries: PasswordEntry[]
  deviceIdentity: string | null
}

const keyOf = ({ deviceId, username }: AccountRef): string => JSON.stringify([deviceId, username])

/**
 * All accounts, as the events made them. Holds no password, only where each stands. Nothing is ever taken out: a password
 * that lost its place is superseded.
 */
export class Accounts {
  readonly #accounts = new Map<string, AccountState>()
  readonly #changes = new Map<string, OpenChange>()

  /** Events about a change that is not known (recovery from a damaged journal) change nothing. */
  apply(sequence: number, event: AccountEvent): void {
    switch (event.kind) {
      case 'set': {
        const state = this.#of(event.account)
        state.deviceIdentity = event.deviceIdentity ?? state.deviceIdentity
        supersedeCommitted(state)
        this.#supersedeGivenUp(state)
        state.entries.push({ sequence, part: 0, origin: event.origin, at: event.at, change: null, state: 'committed' })
        return
      }
      case 'intent': {
        const state = this.#of(event.account)
        state.deviceIdentity = event.deviceIdentity
        if (event.learnsOld) {
          supersedeCommitted(state)
          state.entries.push({ sequence, part: 1, origin: 'entered', at: event.at, change: null, state: 'committed' })
        }
        const { change, account, deviceIdentity, pin, at } = event
        state.entries.push({ sequence, part: 0, origin: 'generated', at, change, state: 'candidate' })
        const startedAt = at
        this.#changes.set(change, {
          id: change,
          account,
          deviceIdentity,
          pin,
          startedAt,
          stage: 'planned',
          logins: event.logins ?? [],
          reason: null,
          sequence,
        })
        return
      }
      case 'sent':
      case 'verified':
        this.#update(event.change, { stage: event.kind })
        return
      case 'unresolved':
        this.#update(event.change, { reason: event.reason })
        return
      case 'committed':
        this.#end(event.change, 'committed')
        return
      case 'abandoned':
        this.#end(event.change, 'superseded')
        return
      case 'given-up':
        this.#changes.delete(event.change)
        return
    }
  }

  /** Newest first. */
  entries(account: AccountRef): readonly PasswordEntry[] {
    return [...(this.#accounts.get(keyOf(account))?.entries ?? [])].reverse()
  }

  deviceIdentity(account: AccountRef): string | null {
    return this.#accounts.get(keyOf(account))?.deviceIdentity ?? null
  }

  all(): AccountRef[] {
    return [...this.#accounts.values()].map(({ account }) => account)
  }

  /** Oldest first. */
  unresolved(): readonly OpenChange[] {
    return [...this.#changes.values()]
  }

  change(id: string): OpenChange | null {
    return this.#changes.get(id) ?? null
  }

  /** The newest of the account. */
  unresolvedOf(account: AccountRef): OpenChange | null {
    const key = keyOf(account)
    return this.unresolved().findLast((change) => keyOf(change.account) === key) ?? null
  }

  #of(account: AccountRef): AccountState {
    const key = keyOf(account)
    const known = this.#accounts.get(key)
    if (known !== undefined) return known
    const { deviceId, username } = account
    const fresh: AccountState = { account: { deviceId, username }, entries: [], deviceIdentity: null }
    this.#accounts.set(key, fresh)
    return fresh
  }

  #update(id: string, patch: Partial<Pick<OpenChange, 'stage' | 'reason'>>): void {
    const change = this.#changes.get(id)
    if (change !== undefined) this.#changes.set(id, { ...change, ...patch })
  }

  #end(id: string, end: 'committed' | 'superseded'): void {
    const change = this.#changes.get(id)
    if (change === undefined) return
    this.#changes.delete(id)
    const state = this.#of(change.account)
    if (end === 'committed') {
      supersedeCommitted(state)
      this.#supersedeGivenUp(state)
    }
    for (const entry of state.entries) if (entry.change === id) entry.state = end
  }

  /** What a device let in since says which password it holds. */
  #supersedeGivenUp(state: AccountState): void {
    for (const entry of state.entries)
      if (entry.state === 'candidate' && !this.#changes.has(entry.change ?? '')) entry.state = 'superseded'
  }
}

function supersedeCommitted(state: AccountState): void {
  for (const entry of state.entries) if (entry.state === 'committed') entry.state = 'superseded'
}
