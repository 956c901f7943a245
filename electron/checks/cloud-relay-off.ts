import { z } from 'zod'
import { serviceNames } from '../model/security-facts.ts'
import { defineCheck } from './check.ts'
import { servicesOff } from './judging/services-off.ts'

/**
 * The maker's relay and dynamic DNS are off unless the site has a contract for them: a relay is a way in that no firewall of the customer sees.
 *
 * Judges what the device's own settings tell of; what the site needs stands in its record.
 */
export const cloudRelayOff = defineCheck({
  id: 'cloud-relay-off',
  needs: ['network.services', 'site.settings'],
  params: z.strictObject({
    /** Must be off where the device tells of them. */
    services: z.array(z.enum(serviceNames)).min(1),
  }),
  strictness: { services: 'more-entries' },
  evaluate: ({ 'network.services': services, 'site.settings': { neededServices = [] } }, { services: wanted }) =>
    servicesOff({ ports: null, services }, { services: [], andIfKnown: wanted, needed: neededServices }),
})
