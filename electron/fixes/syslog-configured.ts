import { z } from 'zod'
import { securityWords } from '../model/security-fact-words.ts'
import type { SyslogTarget } from '../model/security-facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

/** Sends the log to the servers of the site, and to nobody else. */
export const configureSyslog = defineFix<readonly SyslogTarget[]>({
  id: 'syslog-configured',
  siteSettings: z.object({
    syslogTargets: z.array(z.object({ host: z.string().min(1), port: z.int().min(1), transport: z.string() })).min(1),
  }),
  disruption: 'low',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['log.syslog'],
  async plan(device, { syslogTargets = [] }) {
    const asFound = await readIfOffered(device, 'log.syslog')
    if (asFound === null) return null
    const target = syslogTargets.map((server) => ({ ...server, enabled: true }))
    return same(asFound, target) ? null : { asFound, target }
  },
  apply: (device, { target }) => device.write('log.syslog', target),
  async verify(device, { target }) {
    const kept = await device.read('log.syslog')
    return same(kept, target) ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  rollback: (device, { asFound }) => device.write('log.syslog', asFound),
  describe: inWords,
})

/** Entries that are off do not count: some devices have a fixed number of places. */
function same(left: readonly SyslogTarget[], right: readonly SyslogTarget[]): boolean {
  const names = (list: readonly SyslogTarget[]) =>
    list
      .filter(({ enabled }) => enabled)
      .map(({ host, port, transport }) => `${host.toLowerCase()}:${port}/${transport}`)
      .sort()
      .join(' ')
  return names(left) === names(right)
}

function inWords(targets: readonly SyslogTarget[]): string {
  return securityWords['log.syslog'](targets)
}
