import { z } from 'zod'
import { serviceNames } from '../model/security-facts.ts'
import { defineCheck } from './check.ts'
import { servicesOff } from './judging/services-off.ts'

/** SSH, FTP and the maker's debug ways are shut: ways into the device that daily work does not need and that nobody watches. */
export const remoteShellAndFileTransferClosed = defineCheck({
  id: 'remote-shell-and-file-transfer-closed',
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
