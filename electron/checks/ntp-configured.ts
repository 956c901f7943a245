import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * The device takes its time from the NTP servers that the site approved, so that its clock stays right and its log can be held
 * against others.
 *
 * @see ONVIF Core, GetNTP and GetSystemDateAndTime (DateTimeType)
 */
export const ntpConfigured = defineCheck({
  id: 'ntp-configured',
  needs: ['time.ntp', 'site.settings'],
  params: z.strictObject({
    minServers: z.int().min(1),
    /** Whether servers that DHCP handed out are good enough. */
    dhcpAllowed: z.boolean(),
  }),
  strictness: { minServers: 'higher', dhcpAllowed: 'no' },
  evaluate(
    { 'time.ntp': { source, fromDhcp, servers }, 'site.settings': { ntpServers } },
    { minServers, dhcpAllowed },
  ) {
    const approved = ntpServers.map((server) => server.toLowerCase())
    const named = approved.length === 0 ? '' : ` of ${approved.join(', ')}`
    const expected = `NTP with ${count(minServers)} or more${named}${dhcpAllowed ? '' : ', not from DHCP'}`
    const list = servers.length === 0 ? 'no server' : servers.join(', ')
    const observed = `${source === 'ntp' ? 'NTP' : 'time set by hand'}, ${list}${fromDhcp ? ' from DHCP' : ''}`
    const good = source === 'ntp' && servers.length >= minServers && (dhcpAllowed || !fromDhcp)
    if (!good) return fail(observed, expected)
    if (approved.length === 0)
      return unknown(`${observed}; the site record names no NTP server to hold it against`, expected)
    const strange = servers.filter((server) => !approved.includes(server.toLowerCase()))
    return strange.length > 0
      ? fail(`${observed}; not approved: ${strange.join(', ')}`, expected)
      : pass(observed, expected)
  },
})

const count = (servers: number): string => (servers === 1 ? '1 server' : `${servers} servers`)
