import { defineDriver } from '../driver.ts'
import { onvif } from '../onvif/driver.ts'
import { onvifLogin } from '../onvif/onvif-login.ts'
import { rtspLogin } from '../onvif/rtsp-login.ts'
import { accountFacts } from './accounts.ts'
import { activationFact, hikvisionActivation } from './activation.ts'
import { fingerprints } from './fingerprints.ts'
import { isapiUpgrade } from './firmware.ts'
import { identityFact } from './identity.ts'
import { networkFacts } from './network.ts'
import { recorderFacts } from './recorder.ts'
import { hikvisionSwitches, servicesFact } from './services.ts'
import { snmpFact } from './snmp.ts'
import { timeFacts } from './time.ts'
import { hikvisionWebLogin } from './web-login.ts'

/**
 * Hikvision cameras, recorders and door stations, and what other brands make of them. ISAPI is on every one of them and is the
 * main way in; ONVIF, with accounts of its own and switched off as current firmware comes, adds what it knows better.
 *
 * ISAPI bodies follow the web interface of the maker and answers recorded from DS-2CD1023G0E-I V5.7.12; ONVIF is held against
 * recordings of DS-2DF7276-AEL V5.1.6, DS-2CD2012-I V5.2.0 and TRENDnet TV-IP320PI V5.3.4.
 */
export const hikvision = defineDriver({
  ...onvif,
  id: 'hikvision',
  vendor: 'Hikvision',
  quality: 'silver',
  // Only its own: any other device that speaks ONVIF belongs to the generic driver.
  accepts: () => false,
  identifies: fingerprints,
  supports: [
    ...onvif.supports,
    identityFact,
    activationFact,
    ...accountFacts,
    ...timeFacts,
    servicesFact,
    snmpFact,
    ...networkFacts,
    ...recorderFacts,
  ],
  switches: hikvisionSwitches,
  logins: [hikvisionWebLogin, onvifLogin, rtspLogin],
  activation: hikvisionActivation,
  upgrades: [isapiUpgrade, ...(onvif.upgrades ?? [])],
  // 7 wrong logins of an administrator, 5 of others, lock the address of this computer out for half an hour.
  stopRule: { attemptsPerAccount: 2, windowMinutes: 30, locksAfter: 5 },
})
