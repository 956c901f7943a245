import { defineDriver } from '../driver.ts'
import { onvif } from '../onvif/driver.ts'
import { onvifLogin } from '../onvif/onvif-login.ts'
import { rtspLogin } from '../onvif/rtsp-login.ts'
import { over } from '../web/over.ts'
import { axisAccounts, axisActivation, axisWebLogin } from './accounts.ts'
import { axisAddressFilter } from './address-filter.ts'
import { vapixUpgrade } from './firmware.ts'
import { axisHardening } from './hardening.ts'
import { axisHttpPolicy } from './https.ts'
import { axisActivationState, axisIdentity } from './identity.ts'
import { axisServices, axisSwitches } from './services.ts'
import { axisSnmp } from './snmp.ts'
import { axisStorage } from './storage.ts'
import { axisNtp } from './time.ts'

/**
 * Axis cameras, encoders, speakers and door controllers. VAPIX, whose accounts are the first ones of the device, for everything
 * that it tells; ONVIF, with accounts of its own, for the clock, the addresses and the doors.
 *
 * Follows the maker's documents and what was recorded of AXIS OS 12.11 (P3265-V) and A1001 1.65; ONVIF is held against recordings
 * of Q6045-E 5.55. No change was tried on hardware yet.
 */
export const axis = defineDriver({
  ...onvif,
  id: 'axis',
  vendor: 'Axis Communications',
  quality: 'silver',
  // Only its own: any other device that speaks ONVIF belongs to the generic driver.
  accepts: () => false,
  identifies: [
    { by: 'onvif.name', pattern: /^AXIS\b/i, examples: ['AXIS Q6045-E', 'AXIS A1601', 'AXIS P3265-V'] },
    { by: 'onvif.hardware', pattern: /^AXIS\b/i, examples: ['AXIS P1354'] },
    { by: 'http.realm', pattern: /^AXIS_[0-9A-F]{12}$/i, examples: ['AXIS_ACCC8E012345', 'AXIS_00408CAABBCC'] },
    {
      by: 'tls.subject',
      pattern: /(?:CN\s*=\s*axis-[0-9a-f]{12}\b|O\s*=\s*Axis Communications AB\b)/i,
      examples: ['CN=axis-accc8e012345,O=Axis Communications AB', 'CN=axis-b8a44f0a1b2c'],
    },
    {
      by: 'ftp.banner',
      pattern: /\bAXIS \S+ .*(?:Network|Camera|Video|Door)/,
      examples: [
        '220 AXIS P1354 Network Camera 5.90.1.1 (2016) ready.',
        '220 AXIS A1001 Network Door Controller 1.65.2 (2019) ready.',
      ],
    },
    {
      by: 'snmp.sysDescr',
      pattern: /^\s*;?\s*AXIS [\w -]+(?:;|\b(?:Network|Camera))/,
      examples: [
        '; AXIS P5534-E; PTZ Dome Network Camera; 5.40.9.2; May 15 2012 09:50; 188.1; 1;',
        ' ; AXIS Q1656; Box Camera; 10.12.240; Jun 03 2024 14:13; 900; 1',
        'AXIS 1234 Network Document Server',
      ],
    },
    {
      by: 'snmp.sysObjectId',
      pattern: /^1\.3\.6\.1\.4\.1\.368(?:\.|$)/,
      examples: ['1.3.6.1.4.1.368', '1.3.6.1.4.1.368.1.1'],
    },
    {
      by: 'ssdp.server',
      pattern: /\s-axis\d+,\s*UPnP\//i,
      examples: ['Linux/2.6.35 -axis5, UPnP/1.0, Portable SDK for UPnP devices/1.6.18'],
    },
    {
      by: 'mdns.services',
      pattern: /_axis-(?:video|nvr)\._tcp/i,
      examples: ['_axis-video._tcp.local', '_axis-nvr._tcp.local'],
    },
  ],
  supports: over(onvif.supports, [
    axisIdentity(),
    axisActivationState(),
    axisAccounts(),
    axisNtp(),
    axisServices(),
    axisSnmp(),
    axisHttpPolicy(),
    ...axisHardening(),
    axisAddressFilter(),
    axisStorage(),
  ]),
  switches: axisSwitches,
  logins: [axisWebLogin, onvifLogin, rtspLogin],
  activation: axisActivation,
  upgrades: [vapixUpgrade, ...(onvif.upgrades ?? [])],
})
