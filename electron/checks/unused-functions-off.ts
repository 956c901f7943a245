import { z } from 'zod'
import { serviceNames } from '../model/security-facts.ts'
import { defineCheck } from './check.ts'
import { servicesOff } from './judging/services-off.ts'

/**
 * Functions that nobody uses here are off: each is code that listens or sends, and that has to be patched.
 *
 * Judges what the device's own settings tell of; what the site needs stands in its record.
 */
export const unusedFunctionsOff = defineCheck({
  id: 'unused-functions-off',
  needs: ['network.services', 'site.settings'],
  params: z.strictObject({
    /** Must be off where the device tells of them. */
    services: z.array(z.enum(serviceNames)).min(1),
  }),
  strictness: { services: 'more-entries' },
  evaluate: ({ 'network.services': services, 'site.settings': { neededServices = [] } }, { services: wanted }) =>
    servicesOff({ ports: null, services }, { services: [], andIfKnown: wanted, needed: neededServices }),
})
