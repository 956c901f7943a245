import type { Vault } from '../../vault/vault.ts'

interface Account {
  readonly deviceId: string
  readonly username: string
}

const markOf = ({ deviceId, username }: Account): string => `service-account/${deviceId}/${username}`

/**
 * Accounts that were made for recorders: the app never logs in with them to administer, and never takes one for a known login. The
 * mark is on disk before the device hears of the account.
 */
export function markServiceAccount(vault: Vault, account: Account, state: 'made' | 'removed' = 'made'): void {
  vault.putBlob(markOf(account), Buffer.from(state, 'latin1'))
}

export const isServiceAccount = (vault: Vault, account: Account): boolean => vault.blob(markOf(account)) !== null

/** Made, and taken away again: the device does not have it any more. */
export const isRemovedAccount = (vault: Vault, account: Account): boolean =>
  vault.blob(markOf(account))?.toString('latin1') === 'removed'
