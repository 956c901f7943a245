import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * No login that the vendor publishes opens the device: whoever reads the manual would own it.
 *
 * Passes only when at least one published login was tried and every one was refused.
 *
 * @see ETSI EN 303 645, 5.1 (no universal default passwords)
 */
export const defaultLoginsRefused = defineCheck({
  id: 'default-logins-refused',
  needs: ['logins.defaults', 'logins.enforcement'],
  params: z.strictObject({}),
  evaluate({ 'logins.defaults': { tried, accepted, heldBack }, 'logins.enforcement': { acceptsAnyPassword } }) {
    const expected = 'every published default login is refused'
    if (acceptsAnyPassword.length > 0) {
      return fail(`any password is accepted on ${acceptsAnyPassword.join(', ')}, so the default ones are too`, expected)
    }
    if (accepted.length > 0) return fail(`accepted: ${list(accepted)}`, expected)
    if (tried.length === 0) {
      const because =
        heldBack > 0 ? 'no default login was tried, to stay clear of a lock-out' : 'no default login was tried'
      return unknown(because, expected)
    }
    if (heldBack > 0) {
      return unknown(`refused: ${list(tried)}; not tried, to stay clear of a lock-out: ${heldBack}`, expected)
    }
    return pass(`refused: ${list(tried)}`, expected)
  },
})

const list = (logins: readonly { readonly interface: string; readonly username: string }[]): string =>
  logins.map(({ interface: name, username }) => `"${username}" on ${name}`).join(', ')
