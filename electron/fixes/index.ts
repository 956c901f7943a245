import { switchOffUnknownAccounts } from './accounts-known.ts'
import { activateDevice } from './activated.ts'
import { filterAddresses } from './address-filter-on.ts'
import { setSiteAddressing } from './addressing-in-order.ts'
import { switchOffAnonymousViewing } from './authentication-enforced.ts'
import { renewCertificate } from './certificate-valid.ts'
import { setClock } from './clock-accurate.ts'
import { switchOffCloudRelay } from './cloud-relay-off.ts'
import { keepConfigBackup } from './config-backup.ts'
import { replaceDefaultPasswords } from './default-logins-refused.ts'
import { switchOffDiscovery } from './discovery-off.ts'
import type { AnyFix } from './fix.ts'
import { switchOnHttps } from './https-on.ts'
import { switchOnLockout } from './lockout-on.ts'
import { switchOffUnneededProtocols } from './network-protocols-needed-only.ts'
import { configureNtp } from './ntp-configured.ts'
import { proveAgain } from './password-changes-proven.ts'
import { giveOwnPasswords } from './passwords-unique.ts'
import { switchOffRemoteShell } from './remote-shell-and-file-transfer-closed.ts'
import { switchOffOldSnmp } from './snmp-off-or-v3-only.ts'
import { addStreamAccount } from './stream-account-separate.ts'
import { configureSyslog } from './syslog-configured.ts'
import { switchOffTelnet } from './telnet-closed.ts'
import { switchOffOldTls } from './tls-modern.ts'
import { switchOffUnusedFunctions } from './unused-functions-off.ts'
import { switchOffUpnp } from './upnp-off.ts'

/**
 * Every fix of this release, in the order in which they are safe: the clock first, since logins are signed with the time; the first
 * password and the administrator's before NTP and the other accounts; services before what can cut us off; what hides the device
 * behind all of that; the copy of the configuration last, so that it is one of the device as it was left. A new fix is a new line here.
 */
export const fixes: readonly AnyFix[] = [
  setClock,
  activateDevice,
  replaceDefaultPasswords,
  giveOwnPasswords,
  proveAgain,
  configureNtp,
  addStreamAccount,
  switchOffUnknownAccounts,
  switchOnLockout,
  switchOffAnonymousViewing,
  switchOffTelnet,
  switchOffRemoteShell,
  switchOffUpnp,
  switchOffCloudRelay,
  switchOffUnusedFunctions,
  switchOffOldSnmp,
  switchOffUnneededProtocols,
  configureSyslog,
  renewCertificate,
  switchOffOldTls,
  switchOnHttps,
  setSiteAddressing,
  filterAddresses,
  switchOffDiscovery,
  keepConfigBackup,
]
