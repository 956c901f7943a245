import { defineDriver } from '../driver.ts'
import { portStates } from '../onvif/capabilities.ts'
import { httpPolicy, tlsEndpoints } from '../onvif/web-security.ts'
import { snmpCommunities, snmpIdentity } from '../snmp/capabilities.ts'
import { snmpClock } from '../snmp/clock.ts'
import { switchPorts } from './ports.ts'

/** Managed switches of any maker, over SNMP: who they are, and what hangs on which port. Reads only. */
export const managedSwitch = defineDriver({
  id: 'switch',
  vendor: 'Managed switch',
  quality: 'bronze',
  identifies: [
    {
      by: 'snmp.sysDescr',
      pattern:
        /\b(ethernet|managed|smart|poe\+?|gigabit|network|layer ?[23]|l[23]) switch\b|\bswitch(ing)? software\b|\bCisco IOS Software\b.*\bC\d{4}|\bProCurve\b|\bCatalyst\b|^(EdgeSwitch|JetStream|USW-)/i,
      examples: [
        'Industrial Managed Switch, 16 ports',
        'Cisco IOS Software, C2960 Software (C2960-LANBASEK9-M), Version 12.2(55)SE',
        'ProCurve J9279A Switch 2510G-24, revision Y.11.16',
        '24-Port Gigabit PoE+ Switch',
      ],
      deviceClass: 'switch',
    },
  ],
  supports: [snmpIdentity(), snmpClock(), switchPorts(), snmpCommunities(), portStates(), httpPolicy(), tlsEndpoints()],
  logins: [],
  defaultLogins: () => [],
  stopRule: { attemptsPerAccount: 1, windowMinutes: 30 },
})
