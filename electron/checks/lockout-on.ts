import { z } from 'zod'
import { brakeWords } from '../model/security-fact-words.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { minutesText } from '../model/words.ts'
import { defineCheck } from './check.ts'

/**
 * Failed logins lock, so that nobody can try passwords for as long as he likes. A brake for requests slows guesses down and is no
 * lock: whether it is enough a person has to say.
 *
 * @see IEC 62443-4-2 CR 1.11
 */
export const lockoutOn = defineCheck({
  id: 'lockout-on',
  needs: ['accounts.lockout'],
  params: z.strictObject({ maxAttempts: z.int().min(1) }),
  strictness: { maxAttempts: 'lower' },
  evaluate({ 'accounts.lockout': policy }, { maxAttempts }) {
    const expected = `locks after ${maxAttempts} failed logins or fewer`
    if (!policy.enabled) return fail('failed logins do not lock', expected)
    if (policy.counts === 'requests') return unknown(brakeWords(policy), expected)
    const { attempts, lockMinutes } = policy
    const minutes = lockMinutes === null ? '' : `, for ${minutesText(lockMinutes)}`
    if (attempts === null)
      return unknown(`locks, after a number of failed logins that the device does not tell${minutes}`, expected)
    const observed = `locks after ${attempts} failed logins${minutes}`
    return attempts <= maxAttempts ? pass(observed, expected) : fail(observed, expected)
  },
})
