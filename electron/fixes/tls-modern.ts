import { z } from 'zod'
import { readTlsPorts, type TlsEndpoint, type UnreadTlsPort, unreadTlsPorts } from '../model/security-facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

const safe = ['TLSv1.2', 'TLSv1.3'] as const
type Ports = readonly (TlsEndpoint | UnreadTlsPort)[]
const isSafe = (version: string): boolean => safe.some((one) => one === version)

/**
 * Switches TLS 1.0 and 1.1 off. Only where a safe version is spoken already, so that somebody is left who can connect; a recorder
 * that knows nothing newer loses the picture. And only where every port could be read, so that it can be proven afterwards.
 *
 * @see ONVIF Advanced Security, SetEnabledTLSVersions; RFC 8996
 */
export const switchOffOldTls = defineFix<Ports>({
  id: 'tls-modern',
  siteSettings: z.object({}),
  disruption: 'high',
  reboot: false,
  cutsOff: true,
  approval: 'none',
  writes: ['tls.endpoints'],
  async plan(device) {
    const ports = await readIfOffered(device, 'tls.endpoints')
    if (ports === null || ports.length === 0 || unreadTlsPorts(ports).length > 0) return null
    const asFound = readTlsPorts(ports)
    if (asFound.every(({ accepted }) => accepted.every(isSafe))) return null
    if (asFound.some(({ accepted }) => !accepted.some(isSafe))) return null
    const target = asFound.map((endpoint) => ({ ...endpoint, accepted: endpoint.accepted.filter(isSafe) }))
    return { asFound, target }
  },
  apply: (device, { target }) => device.write('tls.endpoints', target),
  async verify(device, { target }) {
    const kept = await device.read('tls.endpoints')
    const read = readTlsPorts(kept)
    const isRead = read.length > 0 && read.length === kept.length
    const isKept = isRead && read.every(({ accepted }) => accepted.length > 0 && accepted.every(isSafe))
    return isKept ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  rollback: (device, { asFound }) => device.write('tls.endpoints', asFound),
  describe: inWords,
})

function inWords(ports: Ports): string {
  return [
    ...readTlsPorts(ports).map(({ port, accepted }) => `${port}: ${accepted.join(', ')}`),
    ...unreadTlsPorts(ports).map(({ port }) => `${port}: could not be read`),
  ].join('; ')
}
