import { z } from 'zod'
import { pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { namedAccounts } from './parts/named-accounts.ts'

interface Logins {
  readonly usernames: readonly string[]
  readonly password: 'published default' | 'own'
}

/**
 * Gives every account whose published default password was accepted a strong password of its own.
 *
 * Plans nothing for a device that accepts any password: there a new one could not be proven.
 */
export const replaceDefaultPasswords = defineFix<Logins>({
  id: 'default-logins-refused',
  siteSettings: z.object({}),
  disruption: 'low',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['password'],
  accounts: namedAccounts,
  irreversible: 'A published default password is never set again. The new password is in the vault of the site.',
  async plan(device) {
    const { acceptsAnyPassword } = await device.read('logins.enforcement')
    if (acceptsAnyPassword.length > 0) return null
    const { accepted } = await device.read('logins.defaults')
    const usernames = [...new Set(accepted.map(({ username }) => username))]
    if (usernames.length === 0) return null
    await device.assertPasswordMayTravel()
    return { asFound: { usernames, password: 'published default' }, target: { usernames, password: 'own' } }
  },
  /** One after the other: two password changes at once could leave a device in a state that nobody can tell. */
  async apply(device, { target }) {
    for (const username of target.usernames) await device.changePassword(username)
  },
  /**
   * `changePassword` returns only when the new password opened the device and the old one and a shortened one did not. Asking
   * once more here would be one more failed login on the way to a lock-out; the check is evaluated anew after this anyway.
   */
  verify: async (_device, { target }) =>
    pass(
      `new password accepted, a shortened one and the default refused for ${names(target)}`,
      `own password for ${names(target)}`,
    ),
  describe: (logins) =>
    logins.password === 'own'
      ? `${names(logins)}: own password, kept in the vault`
      : `${names(logins)}: published default password`,
})

const names = ({ usernames }: Logins): string => usernames.map((username) => `"${username}"`).join(', ')
