import { z } from 'zod'
import { fail, pass } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * The device takes its time from named NTP servers, so that its clock stays right and its log can be held against others.
 *
 * @see ONVIF Core, GetNTP and GetSystemDateAndTime (DateTimeType)
 */
export const ntpConfigured = defineCheck({
  id: 'ntp-configured',
  needs: ['time.ntp'],
  params: z.strictObject({
    minServers: z.int().min(1),
    /** Whether servers that DHCP handed out are good enough. */
    dhcpAllowed: z.boolean(),
  }),
  evaluate({ 'time.ntp': { source, fromDhcp, servers } }, { minServers, dhcpAllowed }) {
    const expected = `NTP with ${count(minServers)} or more${dhcpAllowed ? '' : ', not from DHCP'}`
    const named = servers.length === 0 ? 'no server' : servers.join(', ')
    const observed = `${source === 'ntp' ? 'NTP' : 'time set by hand'}, ${named}${fromDhcp ? ' from DHCP' : ''}`
    const good = source === 'ntp' && servers.length >= minServers && (dhcpAllowed || !fromDhcp)
    return good ? pass(observed, expected) : fail(observed, expected)
  },
})

const count = (servers: number): string => (servers === 1 ? '1 server' : `${servers} servers`)
