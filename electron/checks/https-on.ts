import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * The device talks HTTPS, and plain HTTP is off or leads to it.
 *
 * What ONVIF tells of its protocols cannot show a redirect: with both on, only the maker's own setting can say that it is one.
 *
 * @see ONVIF Core, GetNetworkProtocols
 */
export const httpsOn = defineCheck({
  id: 'https-on',
  wants: ['http.policy', 'network.protocols'],
  sources: 'any',
  params: z.strictObject({}),
  evaluate({ 'http.policy': policy, 'network.protocols': protocols }) {
    const expected = 'HTTPS on, plain HTTP off or redirected'
    if (policy !== null) {
      const observed = `the web interface is ${policy.replaceAll('-', ' ')}`
      return policy === 'https-only' || policy === 'redirects-to-https'
        ? pass(observed, expected)
        : fail(observed, expected)
    }
    const isOn = (name: 'HTTP' | 'HTTPS') => protocols?.some((entry) => entry.name === name && entry.enabled) === true
    if (!isOn('HTTP') && !isOn('HTTPS')) return unknown('the device names neither HTTP nor HTTPS as on', expected)
    if (!isOn('HTTPS')) return fail('HTTP alone is on', expected)
    return isOn('HTTP')
      ? fail('HTTPS and plain HTTP are on; nothing shows that HTTP leads to HTTPS', expected)
      : pass('HTTPS alone is on', expected)
  },
})
