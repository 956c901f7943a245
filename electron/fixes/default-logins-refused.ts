import { pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { passwordChange, planFor, whose } from './parts/password-change.ts'

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
  ...passwordChange,
  id: 'default-logins-refused',
  disruption: 'low',
  irreversible: 'A published default password is never set again. The new password is in the vault of the site.',
  async plan(device) {
    const { acceptsAnyPassword } = await device.read('logins.enforcement')
    if (acceptsAnyPassword.length > 0) return null
    const { accepted } = await device.read('logins.defaults')
    return await planFor(device, accepted, { was: { password: 'published default' }, is: { password: 'own' } })
  },
  /**
   * `changePassword` returns only when the new password opened the device and the old one and a shortened one did not. Asking
   * once more here would be one more failed login on the way to a lock-out; the check is evaluated anew after this anyway.
   */
  verify: async (_device, { target }) =>
    pass(
      `new password accepted, a shortened one and the default refused for ${whose(target)}`,
      `own password for ${whose(target)}`,
    ),
  describe: (logins) =>
    logins.password === 'own'
      ? `${whose(logins)}: own password, kept in the vault`
      : `${whose(logins)}: published default password`,
})
