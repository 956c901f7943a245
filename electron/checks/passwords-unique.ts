import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * Each device has a strong password that no other device of the site has: one that leaks opens one device.
 *
 * Judges what the vault knows. Accounts whose password nobody gave to the app are not in it, and are no part of the answer.
 */
export const passwordsUnique = defineCheck({
  id: 'passwords-unique',
  needs: ['logins.passwords'],
  params: z.strictObject({
    /** Shortest length for passwords that a person chose. Generated ones are as strong as the device can store. */
    minLength: z.union([z.literal(8), z.literal(12), z.literal(16)]),
  }),
  strictness: { minLength: 'higher' },
  evaluate({ 'logins.passwords': { kept } }, { minLength }) {
    const expected = `no password on two devices; generated, or ${minLength} characters and more`
    if (kept.length === 0) return unknown('the vault holds no password of this device', expected)
    const wrong = kept.flatMap(({ interface: login, username, origin, sharedWith, forSite, atLeast, cutOff }) => [
      ...(sharedWith > 0
        ? [`"${username}" on ${login}: the same on ${sharedWith} other ${sharedWith === 1 ? 'device' : 'devices'}`]
        : forSite === true
          ? [`"${username}" on ${login}: the login that was entered for the whole site`]
          : []),
      ...(origin === 'entered' && atLeast < minLength
        ? [`"${username}" on ${login}: shorter than ${minLength} characters`]
        : []),
      ...(cutOff === true
        ? [
            `"${username}" on ${login}: the device cuts passwords off and kept only the beginning of the one it was given`,
          ]
        : []),
    ])
    if (wrong.length > 0) return fail(wrong.join('; '), expected)
    return pass(
      kept
        .map(({ interface: login, username, origin }) => `"${username}" on ${login}: own password, ${origin}`)
        .join('; '),
      expected,
    )
  },
})
