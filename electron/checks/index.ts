import { accountsKnown } from './accounts-known.ts'
import { activated } from './activated.ts'
import { addressFilterOn } from './address-filter-on.ts'
import { addressingInOrder } from './addressing-in-order.ts'
import { authenticationEnforced } from './authentication-enforced.ts'
import { certificateValid } from './certificate-valid.ts'
import { changeWindowRecorded } from './change-window-recorded.ts'
import type { AnyCheck } from './check.ts'
import { clockAccurate } from './clock-accurate.ts'
import { cloudRelayOff } from './cloud-relay-off.ts'
import { configBackup } from './config-backup.ts'
import { defaultLoginsRefused } from './default-logins-refused.ts'
import { discoveryOff } from './discovery-off.ts'
import { firmwareCurrent } from './firmware-current.ts'
import { firmwareNotKnownExploited } from './firmware-not-known-exploited.ts'
import { firmwareSupported } from './firmware-supported.ts'
import { httpsOn } from './https-on.ts'
import { inventoried } from './inventoried.ts'
import { lockoutOn } from './lockout-on.ts'
import { makerNotProhibited } from './maker-not-prohibited.ts'
import { networkProtocolsNeededOnly } from './network-protocols-needed-only.ts'
import { ntpConfigured } from './ntp-configured.ts'
import { openPortsApproved } from './open-ports-approved.ts'
import { ownershipRecorded } from './ownership-recorded.ts'
import { passwordChangesProven } from './password-changes-proven.ts'
import { passwordsUnique } from './passwords-unique.ts'
import { portAuthenticationOn } from './port-authentication-on.ts'
import { readersSecured } from './readers-secured.ts'
import { recordingHealthy } from './recording-healthy.ts'
import { remoteShellAndFileTransferClosed } from './remote-shell-and-file-transfer-closed.ts'
import { segmentationHolds } from './segmentation-holds.ts'
import { snmpDefaultsRefused } from './snmp-defaults-refused.ts'
import { snmpOffOrV3Only } from './snmp-off-or-v3-only.ts'
import { streamAccountSeparate } from './stream-account-separate.ts'
import { streamsEncrypted } from './streams-encrypted.ts'
import { strongAuthentication } from './strong-authentication.ts'
import { switchAdminSecured } from './switch-admin-secured.ts'
import { syslogConfigured } from './syslog-configured.ts'
import { telnetClosed } from './telnet-closed.ts'
import { tlsModern } from './tls-modern.ts'
import { unusedFunctionsOff } from './unused-functions-off.ts'
import { unusedPortsShut } from './unused-ports-shut.ts'
import { upgradesProven } from './upgrades-proven.ts'
import { upnpOff } from './upnp-off.ts'
import { webAdminOff } from './web-admin-off.ts'

/** Every check of this release, in the order of the controls. A new check is a new line here. */
export const checks: readonly AnyCheck[] = [
  inventoried,
  makerNotProhibited,
  activated,
  ownershipRecorded,
  defaultLoginsRefused,
  passwordsUnique,
  passwordChangesProven,
  streamAccountSeparate,
  accountsKnown,
  authenticationEnforced,
  lockoutOn,
  strongAuthentication,
  ntpConfigured,
  clockAccurate,
  telnetClosed,
  remoteShellAndFileTransferClosed,
  upnpOff,
  discoveryOff,
  snmpDefaultsRefused,
  snmpOffOrV3Only,
  cloudRelayOff,
  unusedFunctionsOff,
  networkProtocolsNeededOnly,
  openPortsApproved,
  addressFilterOn,
  addressingInOrder,
  segmentationHolds,
  httpsOn,
  certificateValid,
  tlsModern,
  streamsEncrypted,
  portAuthenticationOn,
  firmwareCurrent,
  firmwareNotKnownExploited,
  firmwareSupported,
  upgradesProven,
  syslogConfigured,
  configBackup,
  recordingHealthy,
  readersSecured,
  webAdminOff,
  switchAdminSecured,
  unusedPortsShut,
  changeWindowRecorded,
]
