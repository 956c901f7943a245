import { z } from 'zod'
import { serviceNames } from '../model/security-facts.ts'
import { defineCheck } from './check.ts'
import { servicesOff } from './judging/services-off.ts'

/**
 * UPnP is shut: it opens ports of the customer's router to the Internet without anybody having decided so.
 *
 * @see UPnP Device Architecture 1.1, section 1 (SSDP, UDP 1900)
 */
export const upnpOff = defineCheck({
  id: 'upnp-off',
  wants: ['network.ports', 'network.services'],
  params: z.strictObject({
    /** Must be seen to be off, by their ports or by the settings. */
    services: z.array(z.string().min(1)).min(1),
    /** Must be off where the device tells of them. */
    andIfKnown: z.array(z.enum(serviceNames)).default([]),
  }),
  strictness: { services: 'more-entries', andIfKnown: 'more-entries' },
  evaluate: ({ 'network.ports': ports, 'network.services': services }, demand) =>
    servicesOff({ ports, services }, demand),
})
