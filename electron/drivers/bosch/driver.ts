import { defineDriver } from '../driver.ts'
import { onvif } from '../onvif/driver.ts'
import { over } from '../web/over.ts'
import { boschIdentity } from './identity.ts'

/**
 * Bosch cameras and encoders: ONVIF, and firmware and hardware address by RCP+, which is only read. Codes for anything more are
 * known from one third-party tool alone. A command that surely wants a login is not known, so that no password is proven there.
 */
export const bosch = defineDriver({
  ...onvif,
  id: 'bosch',
  vendor: 'Bosch',
  quality: 'bronze',
  // Only its own: any other device that speaks ONVIF belongs to the generic driver.
  accepts: () => false,
  identifies: [
    { by: 'onvif.name', pattern: /^Bosch\b/i, examples: ['Bosch FLEXIDOME indoor 5100i IR', 'BOSCH DINION IP 7000'] },
    { by: 'http.server', pattern: /^VCS-VideoJet-Webserver/, examples: ['VCS-VideoJet-Webserver'] },
    {
      by: 'http.realm',
      pattern: /^Use '(?:live|user|service)' as User Name/,
      examples: ["Use 'live' as User Name in order to log in to the respective level"],
    },
    {
      by: 'tls.subject',
      pattern: /O\s*=\s*Bosch (?:Sicherheitssysteme|Security)\b|\.myboschcam\.net\b/i,
      examples: ['CN=00-07-5f-8b-12-34.myboschcam.net,O=Bosch Sicherheitssysteme'],
    },
    { by: 'snmp.sysObjectId', pattern: /^1\.3\.6\.1\.4\.1\.3967(?:\.|$)/, examples: ['1.3.6.1.4.1.3967.1.1'] },
  ],
  supports: over(onvif.supports, [boschIdentity()]),
})
