import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

const members = ['manufacturer', 'model', 'serial', 'firmware', 'mac'] as const

/**
 * The device is in the inventory as one unit: it says what it is, nothing else claims to be it, and somebody ordered it.
 *
 * @see NIST SP 800-53 CM-8
 */
export const inventoried = defineCheck({
  id: 'inventoried',
  needs: ['identity', 'site.place'],
  params: z.strictObject({
    /** What has to be known of it. */
    known: z.array(z.enum(members)).min(1),
    /** Whether a site without a job list is good enough. */
    withoutJobList: z.boolean(),
  }),
  strictness: { known: 'more-entries', withoutJobList: 'no' },
  evaluate({ identity, 'site.place': { onJobList, sharedWith } }, { known, withoutJobList }) {
    const expected = `one device with ${known.join(', ')}, named by the job list`
    if (sharedWith.length > 0) return fail(sharedWith.join('; '), expected)
    if (onJobList === false) return fail('not on the job list of the site', expected)
    const has = { ...identity, mac: identity.macs[0] ?? null }
    const missing = known.filter((name) => has[name] === null)
    if (missing.length > 0) return unknown(`the device does not say its ${missing.join(', ')}`, expected)
    const said = known.map((name) => `${name} ${has[name]}`).join(', ')
    if (onJobList === null && !withoutJobList) return unknown(`${said}; the site has no job list`, expected)
    return pass(
      `${said}${onJobList === null ? '; the site has no job list to hold it against' : ', on the job list'}`,
      expected,
    )
  },
})
