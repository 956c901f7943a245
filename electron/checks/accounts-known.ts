import { z } from 'zod'
import { rightOf } from '../model/account-rights.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * Every account on the device belongs to somebody with a right to it that has not ended, and few of them administer it.
 *
 * Accounts that are switched off do not count. Without a list of approved accounts nobody can say who belongs there.
 */
export const accountsKnown = defineCheck({
  id: 'accounts-known',
  needs: ['site.settings', 'site.place'],
  wants: ['accounts', 'accounts.web'],
  params: z.strictObject({ maxAdministrators: z.int().min(1) }),
  strictness: { maxAdministrators: 'lower' },
  evaluate(
    { accounts, 'accounts.web': web, 'site.settings': { accounts: approved = [] }, 'site.place': { at } },
    { maxAdministrators },
  ) {
    const expected = `approved accounts only, at most ${maxAdministrators} administrators`
    const all = [
      ...(accounts ?? []).map((account) => ({ ...account, database: 'onvif' })),
      ...(web ?? []).filter(({ enabled }) => enabled !== false).map((account) => ({ ...account, database: 'web' })),
    ]
    if (all.length === 0) return unknown('the device named no account at all', expected)
    const today = at.slice(0, 10)
    const wrong = all.flatMap(({ username, level, database }) => {
      const { right, account } = rightOf(username, approved, today)
      if (right === 'ended') {
        return [`"${username}" on ${database}: the right of ${account?.holder} ended on ${account?.endsOn}`]
      }
      if (right === 'approved' || approved.length === 0) return []
      return [`"${username}" (${level}) on ${database} is not approved`]
    })
    for (const database of ['onvif', 'web']) {
      const count = all.filter((account) => account.database === database && account.level === 'administrator').length
      if (count > maxAdministrators) wrong.push(`${count} administrators on ${database}`)
    }
    if (wrong.length > 0) return fail(wrong.join('; '), expected)
    const list = all.map(({ username, level, database }) => `"${username}" (${level}) on ${database}`).join(', ')
    if (approved.length === 0) return unknown(`${list}; the site record names no approved account`, expected)
    return pass(list, expected)
  },
})
