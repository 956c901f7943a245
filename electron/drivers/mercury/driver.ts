import { defineDriver } from '../driver.ts'
import { portStates } from '../onvif/capabilities.ts'
import { httpPolicy, tlsEndpoints } from '../onvif/web-security.ts'
import { snmpCommunities } from '../snmp/capabilities.ts'
import { mercuryIdentity, mercuryServices } from './identity.ts'

/** Mercury EP and LP boards and what is built on them (Lenel, Honeywell, Keri): SNMP, certificate and web module. Reads only. */
export const mercury = defineDriver({
  id: 'mercury',
  vendor: 'Mercury Security',
  quality: 'bronze',
  identifies: [
    {
      by: 'http.server',
      pattern: /^TargetWeb\/\S+ \(TargetOS\)/,
      examples: ['TargetWeb/1.0 (TargetOS)'],
      deviceClass: 'door-controller',
    },
    {
      by: 'tls.subject',
      pattern:
        /\b(CN=MAC[0-9A-F]{12}\b.*Mercury Security|Mercury Security.*CN=MAC[0-9A-F]{12}\b|CN=Mercury Security EP-series)/i,
      examples: ['CN=MAC000FE5012345, O=Mercury Security Products, LLC', 'CN=Mercury Security EP-series'],
      deviceClass: 'door-controller',
    },
    {
      by: 'snmp.sysDescr',
      pattern: /^((LNL-|[EL]P-?\d{4}).*Firmware Version|[EL]P-?\d{4} Configuration Manager)/,
      examples: ['LNL-3300 Intelligent Controller Firmware Version 1.27.1 Build 573', 'EP-1502 Configuration Manager'],
      deviceClass: 'door-controller',
    },
    {
      by: 'snmp.sysObjectId',
      pattern: /^(\.?1\.3\.6\.1\.4\.1\.)40334(\.|$)/,
      examples: ['1.3.6.1.4.1.40334.1'],
      deviceClass: 'door-controller',
    },
  ],
  supports: [mercuryIdentity(), mercuryServices(), snmpCommunities(), portStates(), httpPolicy(), tlsEndpoints()],
  logins: [],
  defaultLogins: () => [],
  stopRule: { attemptsPerAccount: 1, windowMinutes: 30 },
})
