import { z } from 'zod'
import { fail, notApplicable, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/** Every password that was changed here is proven: the new one opens the device and the old one does not, on every interface. */
export const passwordChangesProven = defineCheck({
  id: 'password-changes-proven',
  needs: ['logins.changes'],
  params: z.strictObject({}),
  evaluate({ 'logins.changes': { changes, unresolved } }) {
    const expected = 'new accepted and old refused, on every interface'
    const unproven = changes.filter(({ newAccepted, oldRefused }) => !newAccepted || oldRefused === false)
    const wrong = [
      ...unresolved.map((username) => `"${username}": which password it holds is not known`),
      ...unproven.map(({ interface: login, username, newAccepted }) =>
        newAccepted
          ? `"${username}" on ${login}: the old one still opens it`
          : `"${username}" on ${login}: the new one was not accepted`,
      ),
    ]
    if (wrong.length > 0) return fail(wrong.join('; '), expected)
    if (changes.length === 0) return notApplicable('no password of this device was changed by the app', expected)
    const untried = changes.filter(({ oldRefused }) => oldRefused === null)
    if (untried.length > 0) {
      const names = untried.map(({ interface: login, username }) => `"${username}" on ${login}`).join(', ')
      return unknown(`${names}: the password before was not known, so that nobody could try it`, expected)
    }
    return pass(
      changes.map(({ interface: login, username, at }) => `"${username}" on ${login}, ${at.slice(0, 10)}`).join('; '),
      expected,
    )
  },
})
