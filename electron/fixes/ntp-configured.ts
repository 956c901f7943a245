import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { NtpSettings } from '../model/facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'

/** Points the device at the NTP servers of the site and switches it to NTP. */
export const configureNtp = defineFix<NtpSettings>({
  id: 'ntp-configured',
  siteSettings: z.object({ ntpServers: z.array(z.string().min(1)).min(1) }),
  disruption: 'low',
  reboot: false,
  cutsOff: false,
  approval: 'none',
  writes: ['time.ntp'],
  async plan(device, { ntpServers }) {
    const asFound = await device.read('time.ntp')
    const target: NtpSettings = { source: 'ntp', fromDhcp: false, servers: [...ntpServers] }
    return same(asFound, target) ? null : { asFound, target }
  },
  apply: (device, { target }) => device.write('time.ntp', target),
  /** Devices are known that take the request and keep only the names, only the addresses, or nothing. */
  async verify(device, { target }) {
    const kept = await device.read('time.ntp')
    return same(kept, target) ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  rollback: (device, { asFound }) => device.write('time.ntp', asFound),
  describe: inWords,
})

/** Names of servers are names of the DNS: case does not count. The order is the order of preference. */
const same = (left: NtpSettings, right: NtpSettings): boolean => isDeepStrictEqual(plain(left), plain(right))

const plain = ({ source, fromDhcp, servers }: NtpSettings) => ({
  source,
  fromDhcp,
  servers: servers.map((server) => server.toLowerCase()),
})

function inWords({ source, fromDhcp, servers }: NtpSettings): string {
  const named = servers.length === 0 ? 'no server' : servers.join(', ')
  return `${source === 'ntp' ? 'NTP' : 'time set by hand'}, ${named}${fromDhcp ? ' from DHCP' : ''}`
}
