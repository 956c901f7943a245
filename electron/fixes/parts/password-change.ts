import { z } from 'zod'
import type { DeviceSession, Planned } from '../fix.ts'
import { namedAccounts } from './named-accounts.ts'

interface Accounts {
  readonly usernames: readonly string[]
}

/** What all fixes are that renew the passwords of named accounts. */
export const passwordChange = {
  siteSettings: z.object({}),
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['password'],
  accounts: namedAccounts,
  /** One after the other: two password changes at once could leave a device in a state that nobody can tell. */
  async apply(device: DeviceSession, { target }: Planned<Accounts>): Promise<void> {
    for (const username of target.usernames) await device.changePassword(username)
  },
} as const

/** Plans them for these accounts, each once; null where there is none. @throws {CredentialWithheld} when no password may travel */
export async function planFor<const Was, const Is>(
  device: DeviceSession,
  accounts: readonly { readonly username: string }[],
  { was, is }: { readonly was: Was; readonly is: Is },
): Promise<{ readonly asFound: Accounts & Was; readonly target: Accounts & Is } | null> {
  const usernames = [...new Set(accounts.map(({ username }) => username))]
  if (usernames.length === 0) return null
  await device.assertPasswordMayTravel()
  return { asFound: { usernames, ...was }, target: { usernames, ...is } }
}

/** `"admin", "operator"`. */
export const whose = ({ usernames }: Accounts): string => usernames.map((username) => `"${username}"`).join(', ')
