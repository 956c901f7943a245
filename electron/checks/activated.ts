import { z } from 'zod'
import { fail, pass } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * Somebody gave the device its first password: until then whoever reaches it first owns it.
 *
 * @see ETSI EN 303 645, 5.1; ONVIF Profile Q, factory default state
 */
export const activated = defineCheck({
  id: 'activated',
  needs: ['activation'],
  params: z.strictObject({}),
  evaluate({ activation: { state, evidence } }) {
    const expected = 'the device has left its factory state'
    return state === 'activated' ? pass(evidence, expected) : fail(`in factory state: ${evidence}`, expected)
  },
})
