import type { Conflict, Device } from '../model/device.ts'

/** What one discovery came to. */
export interface DiscoverySummary {
  readonly devices: readonly Device[]
  readonly conflicts: readonly Conflict[]
  readonly sightings: number
  /** In scope and silent. */
  readonly unanswered: readonly string[]
  /** Heard from outside the scope; not contacted. */
  readonly outside: readonly { readonly address: string; readonly probe: string }[]
}

/** An account whose password the vault holds. `entered`: by a person, and no device has let it in yet. */
export interface VaultAccount {
  readonly username: string
  /** Passwords that the device may hold; above 1 a proof is missing. */
  readonly candidates: number
  readonly state: 'committed' | 'unresolved' | 'superseded' | 'entered'
}
