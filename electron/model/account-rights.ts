import type { ApprovedAccount } from './site.ts'

/** What an account on a device may be there for. */
export type AccountRight = 'approved' | 'ended' | 'unknown'

/**
 * The right of an account by the record of the site; names are compared without case, as most devices do.
 *
 * @param today `YYYY-MM-DD`. A right holds on its last day.
 */
export function rightOf(
  username: string,
  approved: readonly ApprovedAccount[],
  today: string,
): { readonly right: AccountRight; readonly account: ApprovedAccount | null } {
  const account = approved.find((entry) => entry.username.toLowerCase() === username.toLowerCase()) ?? null
  if (account === null) return { right: 'unknown', account }
  return { right: account.endsOn !== null && account.endsOn < today ? 'ended' : 'approved', account }
}
