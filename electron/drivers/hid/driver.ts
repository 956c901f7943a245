import { defineDriver } from '../driver.ts'
import { portStates } from '../onvif/capabilities.ts'
import { httpPolicy, tlsEndpoints } from '../onvif/web-security.ts'
import { snmpCommunities } from '../snmp/capabilities.ts'
import { hidIdentity, hidServices } from './identity.ts'

/**
 * HID VertX and EDGE door controllers: who they are by their discovery service on UDP 4070, and what their other services do.
 * Reads only; the commands of that service that act are never sent.
 */
export const hid = defineDriver({
  id: 'hid',
  vendor: 'HID Global',
  quality: 'bronze',
  identifies: [
    {
      by: 'hid.model',
      pattern: /\S/,
      examples: ['EH400', 'V1000', 'EDGE EVO EH400-K'],
      deviceClass: 'door-controller',
    },
    {
      by: 'snmp.sysObjectId',
      pattern: /^(\.?1\.3\.6\.1\.4\.1\.)29240(\.|$)/,
      examples: ['1.3.6.1.4.1.29240.1'],
      deviceClass: 'door-controller',
    },
  ],
  supports: [hidIdentity(), hidServices(), snmpCommunities(), portStates(), httpPolicy(), tlsEndpoints()],
  logins: [],
  defaultLogins: () => [],
  stopRule: { attemptsPerAccount: 1, windowMinutes: 30 },
})
