import { z } from 'zod'
import { securityWords } from '../model/security-fact-words.ts'
import type { FailedLoginLock, LockoutPolicy } from '../model/security-facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

/** Strict enough for every checklist of the product, and wide enough for a recorder that was given a wrong password. */
const wanted = { attempts: 5, lockMinutes: 10 }

/** Switches the lock for failed logins on. A stricter one stays. */
export const switchOnLockout = defineFix<FailedLoginLock>({
  id: 'lockout-on',
  siteSettings: z.object({}),
  disruption: 'low',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['accounts.lockout'],
  async plan(device) {
    const asFound = await readIfOffered(device, 'accounts.lockout')
    // A brake for requests made stricter cuts off a recorder that asks again, and still locks nobody.
    if (asFound === null || asFound.counts === 'requests') return null
    const { enabled, attempts, lockMinutes } = asFound
    if (enabled && (attempts === null || attempts <= wanted.attempts)) return null
    const target: FailedLoginLock = {
      counts: 'failed-logins',
      enabled: true,
      attempts: attempts === null ? null : Math.min(attempts > 0 ? attempts : wanted.attempts, wanted.attempts),
      lockMinutes: lockMinutes === null ? null : Math.max(lockMinutes, wanted.lockMinutes),
    }
    return { asFound, target }
  },
  apply: (device, { target }) => device.write('accounts.lockout', target),
  /** Devices round both figures to what they know; on, and not looser, is what counts. */
  async verify(device, { target }) {
    const kept = await device.read('accounts.lockout')
    if (kept.counts === 'requests') return fail(inWords(kept), inWords(target))
    const strict = target.attempts === null || kept.attempts === null || kept.attempts <= target.attempts
    return kept.enabled && strict ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  rollback: (device, { asFound }) => device.write('accounts.lockout', asFound),
  describe: inWords,
})

function inWords(policy: LockoutPolicy): string {
  return securityWords['accounts.lockout'](policy)
}
