import { defineDriver } from '../driver.ts'
import {
  onvifAccounts,
  onvifDiscoveryMode,
  onvifHostname,
  onvifIdentity,
  onvifInterfaces,
  onvifNetworkProtocols,
  onvifTime,
  portStates,
} from './capabilities.ts'
import { defaultLoginsFor } from './default-logins.ts'
import { onvifUpgrade } from './firmware.ts'
import { onvifLogin } from './onvif-login.ts'
import { rtspLogin } from './rtsp-login.ts'

/**
 * Any device that speaks ONVIF, whoever made it: identity, accounts, time, protocols, discovery, host name, interfaces.
 *
 * Readers are held against recordings of Axis Q6045-E 5.55.1.2, Hikvision DS-2DF7276-AEL V5.1.6 and DS-2CD2012-I V5.2.0,
 * Pelco D6230L 2.9.0.4 and TRENDnet TV-IP320PI V5.3.4.
 */
export const onvif = defineDriver({
  id: 'onvif',
  vendor: 'ONVIF',
  quality: 'silver',
  identifies: [],
  accepts: ({ marks }) => ['onvif.types', 'onvif.scopes', 'onvif.path'].some((name) => (marks[name] ?? '') !== ''),
  supports: [
    onvifIdentity(),
    onvifAccounts(),
    ...onvifTime(),
    onvifNetworkProtocols(),
    onvifDiscoveryMode(),
    onvifHostname(),
    onvifInterfaces(),
    portStates(),
  ],
  logins: [onvifLogin, rtspLogin],
  upgrades: [onvifUpgrade],
  defaultLogins: defaultLoginsFor,
  // Hikvision locks a source address after 5 to 7 failures for half an hour: well below that, for every maker.
  stopRule: { attemptsPerAccount: 2, windowMinutes: 30 },
})
