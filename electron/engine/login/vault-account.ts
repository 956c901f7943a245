/**
 * An account whose password the vault holds. `entered`: by a person, and no device has let it in yet. `given-up`: a person ended a
 * change whose proof is missing, because nobody can ask the device any more.
 */
export interface VaultAccount {
  readonly username: string
  /** Passwords that the device may hold; above 1 a proof is missing. */
  readonly candidates: number
  readonly state: 'committed' | 'unresolved' | 'given-up' | 'superseded' | 'entered'
  /** Its change has no proof, and its device cannot be asked any more: a person may end it. */
  readonly isDeviceGone?: boolean
}
