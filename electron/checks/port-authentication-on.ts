import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * The device logs in to its network port, so that unplugging it does not open the network to whoever comes.
 *
 * @see IEEE 802.1X-2020
 */
export const portAuthenticationOn = defineCheck({
  id: 'port-authentication-on',
  needs: ['network.8021x'],
  params: z.strictObject({
    /** Whether a method with certificates (EAP-TLS) is asked for. */
    certificatesRequired: z.boolean(),
  }),
  strictness: { certificatesRequired: 'yes' },
  evaluate({ 'network.8021x': { enabled, method } }, { certificatesRequired }) {
    const expected = `802.1X on${certificatesRequired ? ' with EAP-TLS' : ''}`
    if (!enabled) return fail('802.1X is off', expected)
    if (!certificatesRequired) return pass(`802.1X on, ${method ?? 'method not named'}`, expected)
    if (method === null) return unknown('802.1X on, the device does not name its method', expected)
    return /^EAP-?TLS$/i.test(method)
      ? pass(`802.1X on with ${method}`, expected)
      : fail(`802.1X on with ${method}`, expected)
  },
})
