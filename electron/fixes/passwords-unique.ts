import { pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { passwordChange, planFor, whose } from './parts/password-change.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

interface Passwords {
  readonly usernames: readonly string[]
  readonly password: 'shared or short' | 'own'
}

/** Gives every account whose password another device has as well, that is short, or that the device cut off, a generated one of its own. */
export const giveOwnPasswords = defineFix<Passwords>({
  ...passwordChange,
  id: 'passwords-unique',
  disruption: 'medium',
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
    return await planFor(device, weak, { was: { password: 'shared or short' }, is: { password: 'own' } })
  },
  /** `changePassword` returns only when proven; asking once more would be one more failed login on the way to a lock-out. */
  verify: async (_device, { target }) =>
    pass(
      `new password accepted, a shortened one and the one before, where it was known, refused for ${whose(target)}`,
      `own password for ${whose(target)}`,
    ),
  describe: (passwords) =>
    `${whose(passwords)}: ${passwords.password === 'own' ? 'own password, kept in the vault' : 'shared or short password'}`,
})
