import { defineDriver } from '../driver.ts'
import { portStates } from '../onvif/capabilities.ts'
import { snmpCommunities, snmpIdentity } from './capabilities.ts'
import { snmpClock } from './clock.ts'

/**
 * Any device that has an SNMP agent and speaks nothing better: who it is, which communities open it, which old services answer.
 * Reads only.
 *
 * Held against Debian's snmpd over v1, v2c and v3.
 */
export const snmp = defineDriver({
  id: 'snmp',
  vendor: 'SNMP',
  quality: 'bronze',
  identifies: [],
  accepts: ({ marks, ports }) =>
    ports.snmp !== undefined || Object.keys(marks).some((name) => name.startsWith('snmp.')),
  supports: [snmpIdentity(), snmpClock(), snmpCommunities(), portStates()],
  logins: [],
  defaultLogins: () => [],
  stopRule: { attemptsPerAccount: 1, windowMinutes: 30 },
})
