import { z } from 'zod'
import type { TlsEndpoint } from '../model/security-facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

const safe = ['TLSv1.2', 'TLSv1.3'] as const
const isSafe = (version: string): boolean => safe.some((one) => one === version)

/**
 * Switches TLS 1.0 and 1.1 off. Only where a safe version is spoken already, so that somebody is left who can connect; a recorder
 * that knows nothing newer loses the picture.
 *
 * @see ONVIF Advanced Security, SetEnabledTLSVersions; RFC 8996
 */
export const switchOffOldTls = defineFix<readonly TlsEndpoint[]>({
  id: 'tls-modern',
  siteSettings: z.object({}),
  disruption: 'high',
  reboot: false,
  cutsOff: true,
  approval: 'none',
  writes: ['tls.endpoints'],
  async plan(device) {
    const asFound = await readIfOffered(device, 'tls.endpoints')
    if (asFound === null || asFound.length === 0) return null
    if (asFound.every(({ accepted }) => accepted.every(isSafe))) return null
    if (asFound.some(({ accepted }) => !accepted.some(isSafe))) return null
    const target = asFound.map((endpoint) => ({ ...endpoint, accepted: endpoint.accepted.filter(isSafe) }))
    return { asFound, target }
  },
  apply: (device, { target }) => device.write('tls.endpoints', target),
  async verify(device, { target }) {
    const kept = await device.read('tls.endpoints')
    const isKept = kept.length > 0 && kept.every(({ accepted }) => accepted.length > 0 && accepted.every(isSafe))
    return isKept ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  rollback: (device, { asFound }) => device.write('tls.endpoints', asFound),
  describe: inWords,
})

function inWords(endpoints: readonly TlsEndpoint[]): string {
  return endpoints.map(({ port, accepted }) => `${port}: ${accepted.join(', ')}`).join('; ')
}
