import { defineDriver } from '../driver.ts'
import { onvifBackupSource } from './backup.ts'
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
import { onvifCertificates, writeTlsVersions } from './certificates.ts'
import { defaultLoginsFor } from './default-logins.ts'
import { onvifUpgrade } from './firmware.ts'
import { loginSchemes, rtspSecurity } from './login-schemes.ts'
import { onvifAddressFilter, onvifAddressing, onvifPortAuthentication, onvifServices } from './network-security.ts'
import { onvifLogin } from './onvif-login.ts'
import { rtspLogin } from './rtsp-login.ts'
import { onvifActivation, onvifBackup, onvifDoors, onvifStorage } from './system-security.ts'
import { httpPolicy, tlsEndpoints } from './web-security.ts'

/**
 * Any device that speaks ONVIF, whoever made it: identity, accounts, time, protocols, discovery, host name, interfaces, what its
 * logins, TLS, web server and video ask for and allow, address filter, 802.1X, recordings and doors.
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
    onvifActivation(),
    loginSchemes(),
    httpPolicy(),
    { ...tlsEndpoints(), write: writeTlsVersions },
    rtspSecurity(),
    onvifAddressing(),
    onvifAddressFilter(),
    onvifPortAuthentication(),
    onvifServices(),
    onvifBackup(),
    ...onvifStorage(),
    onvifDoors(),
  ],
  switches: ['ws-discovery', 'ddns'],
  logins: [onvifLogin, rtspLogin],
  upgrades: [onvifUpgrade],
  backups: [onvifBackupSource],
  certificates: onvifCertificates,
  defaultLogins: defaultLoginsFor,
  // Hikvision locks a source address after 5 to 7 failures for half an hour: well below that, for every maker.
  stopRule: { attemptsPerAccount: 2, windowMinutes: 30 },
})
