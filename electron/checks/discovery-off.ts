import { z } from 'zod'
import { fail, pass } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * The device no longer announces itself once its recorder knows it: one thing less for a stranger on the network to hear.
 *
 * @see ONVIF Core, GetDiscoveryMode
 */
export const discoveryOff = defineCheck({
  id: 'discovery-off',
  needs: ['discovery.mode'],
  params: z.strictObject({}),
  evaluate({ 'discovery.mode': mode }) {
    const expected = 'WS-Discovery is switched off'
    return mode === 'nonDiscoverable'
      ? pass('the device says that it is not discoverable', expected)
      : fail('the device says that it is discoverable', expected)
  },
})
