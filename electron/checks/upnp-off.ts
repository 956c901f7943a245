import { z } from 'zod'
import { defineCheck } from './check.ts'
import { portsClosed } from './judging/ports-closed.ts'

/**
 * UPnP is shut: it opens ports of the customer's router to the Internet without anybody having decided so.
 *
 * @see UPnP Device Architecture 1.1, section 1 (SSDP, UDP 1900)
 */
export const upnpOff = defineCheck({
  id: 'upnp-off',
  needs: ['network.ports'],
  params: z.strictObject({
    /** Names of services as the reading of ports uses them. */
    services: z.array(z.string().min(1)).min(1),
  }),
  evaluate: ({ 'network.ports': ports }, { services }) => portsClosed(ports, services),
})
