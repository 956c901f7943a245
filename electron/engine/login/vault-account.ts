/** An account whose password the vault holds. `entered`: by a person, and no device has let it in yet. */
export interface VaultAccount {
  readonly username: string
  /** Passwords that the device may hold; above 1 a proof is missing. */
  readonly candidates: number
  readonly state: 'committed' | 'unresolved' | 'superseded' | 'entered'
}
