import { z } from 'zod'
import { serviceNames } from '../model/security-facts.ts'
import { defineCheck } from './check.ts'
import { servicesOff } from './judging/services-off.ts'

/** Telnet is shut: it carries passwords readable over the network, and on old devices it is a root shell. */
export const telnetClosed = defineCheck({
  id: 'telnet-closed',
  wants: ['network.ports', 'network.services'],
  sources: 'any',
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
