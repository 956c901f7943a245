import { defineDriver } from '../driver.ts'
import { onvif } from '../onvif/driver.ts'
import { onvifLogin } from '../onvif/onvif-login.ts'
import { rtspLogin } from '../onvif/rtsp-login.ts'
import { over } from '../web/over.ts'
import { twoNApiLogin, twoNIdentity } from './system.ts'

/**
 * 2N intercoms and access units: ONVIF, and who they are by the HTTP API. Nothing that moves a door (`/api/switch`, `/api/io`) is ever
 * asked for, and of the HTTP API no configuration, which holds secrets.
 */
export const twoN = defineDriver({
  ...onvif,
  id: '2n',
  vendor: '2N',
  quality: 'bronze',
  // Only its own: any other device that speaks ONVIF belongs to the generic driver.
  accepts: () => false,
  identifies: [
    { by: 'onvif.name', pattern: /^2N\b/i, examples: ['2N IP Verso', '2N IP Vario'], deviceClass: 'intercom' },
    { by: 'http.server', pattern: /^HIP\d/, examples: ['HIP2.10.0.19.2'], deviceClass: 'intercom' },
    { by: 'rtsp.server', pattern: /^HIP\d/, examples: ['HIP2.10.0.19.2'], deviceClass: 'intercom' },
    {
      by: 'tls.subject',
      pattern: /O\s*=\s*2N Telekomunikace\b/i,
      examples: ['OU=2N IP Intercoms,O=2N Telekomunikace a.s.'],
      deviceClass: 'intercom',
    },
    { by: 'snmp.sysObjectId', pattern: /^1\.3\.6\.1\.4\.1\.6530(?:\.|$)/, examples: ['1.3.6.1.4.1.6530'] },
  ],
  supports: over(onvif.supports, [twoNIdentity()]),
  logins: [onvifLogin, twoNApiLogin, rtspLogin],
})
