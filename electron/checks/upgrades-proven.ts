import { z } from 'zod'
import { fail, notApplicable, pass } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * Every firmware that the app installed is known to be the maker's, and all items were judged again on it: new firmware may bring
 * old settings back.
 */
export const upgradesProven = defineCheck({
  id: 'upgrades-proven',
  needs: ['firmware.upgrades'],
  params: z.strictObject({}),
  evaluate({ 'firmware.upgrades': { upgrades } }) {
    const expected = 'file of the maker, hash recorded, all items judged again'
    if (upgrades.length === 0) return notApplicable('the app installed no firmware on this device', expected)
    const wrong = upgrades.flatMap(({ to, origin, judgedAgainAt }) => [
      ...(origin === 'nothing' ? [`${to}: nothing showed that the file is the maker's`] : []),
      ...(judgedAgainAt === null ? [`${to}: not judged again since`] : []),
    ])
    if (wrong.length > 0) return fail(wrong.join('; '), expected)
    const words = upgrades.map(
      ({ from, to, sha256, at }) =>
        `${from ?? 'unnamed'} to ${to} on ${at.slice(0, 10)}, SHA-256 ${sha256.slice(0, 16)}`,
    )
    return pass(words.join('; '), expected)
  },
})
