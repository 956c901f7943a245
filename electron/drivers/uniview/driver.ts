import { defineDriver } from '../driver.ts'
import { onvif } from '../onvif/driver.ts'
import { onvifLogin } from '../onvif/onvif-login.ts'
import { rtspLogin } from '../onvif/rtsp-login.ts'
import { over } from '../web/over.ts'
import { univiewAccounts, univiewPasswordPolicy, univiewWebLogin } from './accounts.ts'
import { univiewCameras, univiewIdentity, univiewServices } from './system.ts'

/**
 * Uniview cameras and recorders: ONVIF, and of LAPI what is known of devices: accounts, Telnet, what a password must be, and the
 * cameras of a recorder. LAPI is only read; the bodies of its other settings are known from no device.
 */
export const uniview = defineDriver({
  ...onvif,
  id: 'uniview',
  vendor: 'Uniview',
  quality: 'bronze',
  // Only its own: any other device that speaks ONVIF belongs to the generic driver.
  accepts: () => false,
  identifies: [
    {
      by: 'onvif.name',
      pattern: /^(?:UNIVIEW|UNV)\b/i,
      examples: ['UNIVIEW IPC322LB-SF28-A', 'UNV NVR301-04S2-P4'],
    },
    { by: 'http.realm', pattern: /^NVRDVR$/, examples: ['NVRDVR'], deviceClass: 'nvr' },
    { by: 'snmp.sysObjectId', pattern: /^1\.3\.6\.1\.4\.1\.39747(?:\.|$)/, examples: ['1.3.6.1.4.1.39747'] },
  ],
  supports: over(onvif.supports, [
    univiewIdentity(),
    univiewAccounts(),
    univiewPasswordPolicy(),
    univiewServices(),
    univiewCameras(),
  ]),
  logins: [onvifLogin, univiewWebLogin, rtspLogin],
})
