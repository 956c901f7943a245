import { pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { passwordChange, planFor, whose } from './parts/password-change.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

interface Proof {
  readonly usernames: readonly string[]
  readonly proof: 'missing' | 'there'
}

/**
 * Gives an account whose last change was not proven on every interface one more password, and proves that one. An account of which
 * nobody knows which password it holds is settled by an assessment first.
 */
export const proveAgain = defineFix<Proof>({
  ...passwordChange,
  id: 'password-changes-proven',
  disruption: 'medium',
  irreversible: 'A password that was not proven is never set again. Every one of them is in the vault of the site.',
  async plan(device) {
    const history = await readIfOffered(device, 'logins.changes')
    if (history === null || history.unresolved.length > 0) return null
    // The passwords of streams are set by no interface of their own: one more change would leave them as they are.
    const unproven = history.changes.filter(
      ({ interface: login, newAccepted, oldRefused }) => login !== 'rtsp' && !(newAccepted && oldRefused),
    )
    return await planFor(device, unproven, { was: { proof: 'missing' }, is: { proof: 'there' } })
  },
  /** `changePassword` returns only when proven; asking once more would be one more failed login on the way to a lock-out. */
  verify: async (_device, { target }) =>
    pass(
      `new password accepted, a shortened one and the one before, where it was known, refused for ${whose(target)}`,
      `a proven password for ${whose(target)}`,
    ),
  describe: (proof) =>
    `${whose(proof)}: ${proof.proof === 'there' ? 'another password, proven on every interface' : 'a change that was not proven'}`,
})
