import { z } from 'zod'
import { defineCheck } from './check.ts'
import { portsClosed } from './judging/ports-closed.ts'

/** SSH and FTP are shut: ways into the device that daily work does not need and that nobody watches. */
export const remoteShellAndFileTransferClosed = defineCheck({
  id: 'remote-shell-and-file-transfer-closed',
  needs: ['network.ports'],
  params: z.strictObject({
    /** Names of services as the reading of ports uses them. */
    services: z.array(z.string().min(1)).min(1),
  }),
  evaluate: ({ 'network.ports': ports }, { services }) => portsClosed(ports, services),
})
