import { z } from 'zod'
import { defineCheck } from './check.ts'
import { portsClosed } from './judging/ports-closed.ts'

/** Telnet is shut: it carries passwords readable over the network, and on old devices it is a root shell. */
export const telnetClosed = defineCheck({
  id: 'telnet-closed',
  needs: ['network.ports'],
  params: z.strictObject({
    /** Names of services as the reading of ports uses them. */
    services: z.array(z.string().min(1)).min(1),
  }),
  evaluate: ({ 'network.ports': ports }, { services }) => portsClosed(ports, services),
})
