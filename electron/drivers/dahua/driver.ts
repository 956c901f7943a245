import { defineDriver, type Fingerprint } from '../driver.ts'
import { onvif } from '../onvif/driver.ts'
import { onvifLogin } from '../onvif/onvif-login.ts'
import { rtspLogin } from '../onvif/rtsp-login.ts'
import { accountFacts } from './accounts.ts'
import { activationFact, identityFact } from './identity.ts'
import { networkFacts } from './network.ts'
import { dahuaSwitches, serviceFacts } from './services.ts'
import { settingsFacts } from './settings.ts'
import { dahuaWebLogin } from './web-login.ts'

/** @see Rapid7 Recog and Nmap service probes; recordings of LibreNMS */
const fingerprints: readonly Fingerprint[] = [
  {
    by: 'onvif.name',
    pattern: /^(?:Dahua|Amcrest|Lorex|IMOU|Intelbras)\b/i,
    examples: ['Dahua IPC-HDW1025C', 'Dahua', 'Amcrest IP5M-1173', 'Lorex', 'IMOU', 'Intelbras'],
  },
  { by: 'rtsp.server', pattern: /^Dahua Rtsp Server\b/i, examples: ['Dahua Rtsp Server'] },
  // Lorex, which this maker builds, names its product line there.
  { by: 'http.realm', pattern: /^Login to ND\d+/, examples: ['Login to ND021905001234'] },
  { by: 'http.p3p', pattern: /^CP=CAO PSA OUR$/, examples: ['CP=CAO PSA OUR'] },
  // Not the number that is registered to the maker, but the one that its devices answer under.
  {
    by: 'snmp.sysObjectId',
    pattern: /^1\.3\.6\.1\.4\.1\.1004849(?:\.|$)/,
    examples: ['1.3.6.1.4.1.1004849.3.2.10'],
  },
  { by: 'snmp.sysDescr', pattern: /^DHI?-(?:NVR|IPC|XVR|HCVR)/, examples: ['DH-NVR4108HS-8P-4KS2'] },
  { by: 'dhip.model', pattern: /./, examples: ['IPC-HDW5831R-ZE', 'NVR5216-16P-4KS2'] },
  { by: 'ssdp.manufacturer', pattern: /^dahua\b/i, examples: ['Dahua'] },
]

/**
 * Dahua cameras and recorders, and what other brands make of them (Amcrest, Lorex, IMOU, Intelbras). The CGI, or the RPC of the
 * web page where the CGI is switched off, for what only the maker's interface tells; ONVIF, with accounts of its own, for the rest.
 *
 * Follows client libraries in wide use and clients whose authors tested them on live recorders. No change was tried on hardware
 * of ours yet. The first password is not given: the maker's flow for it is not known well enough.
 */
export const dahua = defineDriver({
  ...onvif,
  id: 'dahua',
  vendor: 'Dahua',
  quality: 'bronze',
  // Only its own: any other device that speaks ONVIF belongs to the generic driver.
  accepts: () => false,
  identifies: fingerprints,
  supports: [
    ...onvif.supports,
    identityFact,
    activationFact,
    ...accountFacts,
    ...serviceFacts,
    ...settingsFacts,
    ...networkFacts,
  ],
  switches: dahuaSwitches,
  logins: [dahuaWebLogin, onvifLogin, rtspLogin],
  // The device can be set to lock after five wrong logins.
  stopRule: { attemptsPerAccount: 2, windowMinutes: 30, locksAfter: 5 },
})
