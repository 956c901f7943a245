import { z } from 'zod'
import { pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { namedAccounts } from './parts/named-accounts.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

interface Passwords {
  readonly usernames: readonly string[]
  readonly password: 'shared or short' | 'own'
}

/** Gives every account whose password another device has as well, that is short, or that the device cut off, a generated one of its own. */
export const giveOwnPasswords = defineFix<Passwords>({
  id: 'passwords-unique',
  siteSettings: z.object({}),
  disruption: 'medium',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['password'],
  accounts: namedAccounts,
  reasonElsewhere: true,
  irreversible:
    'A shared password is never set again. Recorders that log in with it need the new one; both are in the vault of the site.',
  async plan(device) {
    const keeping = await readIfOffered(device, 'logins.passwords')
    if (keeping === null) return null
    const weak = keeping.kept.filter(
      // What only streams keep is set by no interface of its own: one more change would leave it as it is.
      ({ interface: login, origin, sharedWith, forSite, atLeast, cutOff }) =>
        login !== 'rtsp' &&
        (sharedWith > 0 || forSite === true || (origin === 'entered' && atLeast < 16) || cutOff === true),
    )
    const usernames = [...new Set(weak.map(({ username }) => username))]
    if (usernames.length === 0) return null
    await device.assertPasswordMayTravel()
    return { asFound: { usernames, password: 'shared or short' }, target: { usernames, password: 'own' } }
  },
  /** One after the other: two password changes at once could leave a device in a state that nobody can tell. */
  async apply(device, { target }) {
    for (const username of target.usernames) await device.changePassword(username)
  },
  /** `changePassword` returns only when proven; asking once more would be one more failed login on the way to a lock-out. */
  verify: async (_device, { target }) =>
    pass(
      `new password accepted, a shortened one and the one before, where it was known, refused for ${names(target)}`,
      `own password for ${names(target)}`,
    ),
  describe: (passwords) =>
    `${names(passwords)}: ${passwords.password === 'own' ? 'own password, kept in the vault' : 'shared or short password'}`,
})

const names = ({ usernames }: Passwords): string => usernames.map((username) => `"${username}"`).join(', ')
