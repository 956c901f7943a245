import { defineDriver, type Login } from '../driver.ts'
import { onvif } from '../onvif/driver.ts'
import { onvifLogin } from '../onvif/onvif-login.ts'
import { rtspLogin } from '../onvif/rtsp-login.ts'
import { over } from '../web/over.ts'
import { hanwhaAccounts, hanwhaWebLogin } from './accounts.ts'
import { hanwhaActivation, hanwhaActivationState, hanwhaPasswordPolicy } from './activation.ts'
import { hanwhaNetwork, hanwhaSwitches } from './network.ts'
import { hanwhaSystem } from './system.ts'

/** One list of accounts guards everything: a password is set by SUNAPI and proven on ONVIF. */
const { setPassword: _byOnvif, ...onvifProof } = onvifLogin
const onvifOfSameAccounts: Login = { ...onvifProof, accountsOf: 'web' }

/**
 * Hanwha Vision (Samsung Techwin, Wisenet) cameras and recorders. SUNAPI for what it tells; ONVIF for the clock and the addresses.
 *
 * Follows the maker's SUNAPI documents 2.6.3 and its own web pages; the first password also what was seen on XNV-C8083R. No change
 * was tried on hardware yet.
 */
export const hanwha = defineDriver({
  ...onvif,
  id: 'hanwha',
  vendor: 'Hanwha Vision',
  quality: 'bronze',
  // Only its own: any other device that speaks ONVIF belongs to the generic driver.
  accepts: () => false,
  identifies: [
    {
      by: 'onvif.name',
      pattern: /^(?:Hanwha|Samsung|Wisenet|Techwin)\b/i,
      examples: ['Hanwha Vision QNV-C8012', 'Samsung Techwin SNV-6084R', 'Hanwha Vision XRN-420S'],
    },
    {
      by: 'onvif.hardware',
      pattern: /^[XQPT]N[VODBPZF]-[A-Z]?\d{4}/,
      examples: ['QNV-C8012', 'XNV-C8083R', 'XNP-6320H'],
    },
    { by: 'http.title', pattern: /^(?:Hanwha|Samsung) Techwin$/i, examples: ['Hanwha Techwin'] },
    { by: 'http.realm', pattern: /^iPolis(?:_[0-9A-F:]{12,17})?$/i, examples: ['iPolis', 'iPolis_00091867F9BC'] },
    {
      by: 'tls.subject',
      pattern: /O\s*=\s*Hanwha (?:Vision|Techwin)\b|CN\s*=\s*[0-9a-f]{12}\.hanwhavision\.com\b/i,
      examples: ['C=KR,O=Hanwha Vision,OU=Security Device,CN=00091867F9BC.hanwhavision.com'],
    },
    {
      by: 'snmp.sysDescr',
      pattern: /^SAMSUNG iPolis\b/i,
      examples: ['SAMSUNG iPolis H.264 Premium Level IP Camera'],
    },
    { by: 'snmp.sysObjectId', pattern: /^1\.3\.6\.1\.4\.1\.36849(?:\.|$)/, examples: ['1.3.6.1.4.1.36849.1.2.91'] },
  ],
  supports: over(onvif.supports, [
    ...hanwhaSystem(),
    hanwhaActivationState(),
    hanwhaAccounts(),
    hanwhaPasswordPolicy(),
    ...hanwhaNetwork(),
  ]),
  switches: hanwhaSwitches,
  logins: [hanwhaWebLogin, onvifOfSameAccounts, rtspLogin],
  activation: hanwhaActivation,
})
