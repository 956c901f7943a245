import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * Protected requests need a login, and a wrong password is no login: else no account on the device means anything.
 *
 * @see ONVIF Core, access classes and default access policy
 */
export const authenticationEnforced = defineCheck({
  id: 'authentication-enforced',
  needs: ['logins.enforcement'],
  wants: ['rtsp.security', 'network.services'],
  // What the other two add can only fail the device; the trial alone decides a pass.
  sources: 'any',
  params: z.strictObject({
    /** Interfaces that must have been tested for a pass. */
    interfaces: z.array(z.enum(['onvif', 'rtsp', 'web'])).min(1),
  }),
  strictness: { interfaces: 'more-entries' },
  evaluate({ 'logins.enforcement': trial, 'rtsp.security': rtsp, 'network.services': services }, { interfaces }) {
    const { acceptsAnyPassword, answersWithoutLogin, wrongPasswordRefused, tested } = trial
    const expected = 'protected requests are refused without login and with a wrong password'
    const anonymous = services?.some(({ name, enabled }) => name === 'anonymous-viewing' && enabled) === true
    const rtspOpen = rtsp?.withoutLogin === 'open' && !answersWithoutLogin.includes('rtsp')
    const open = [
      ...answersWithoutLogin.map((name) => `${name} answers without login`),
      ...(rtspOpen ? ['rtsp answers without login'] : []),
      ...acceptsAnyPassword.map((name) => `${name} accepts any password`),
      ...(anonymous ? ['anonymous viewing is switched on'] : []),
    ]
    if (open.length > 0) return fail(open.join(', '), expected)
    const missed = interfaces.filter((name) => !tested.includes(name))
    if (missed.length > 0) return unknown(`not tested: ${missed.join(', ')}`, expected)
    const without = `without login refused on ${tested.join(', ')}`
    if (wrongPasswordRefused.length === 0) return unknown(`${without}; no wrong password was tried`, expected)
    return pass(`${without}; a wrong password refused on ${wrongPasswordRefused.join(', ')}`, expected)
  },
})
