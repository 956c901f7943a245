import { authenticationEnforced } from './authentication-enforced.ts'
import type { AnyCheck } from './check.ts'
import { clockAccurate } from './clock-accurate.ts'
import { defaultLoginsRefused } from './default-logins-refused.ts'
import { discoveryOff } from './discovery-off.ts'
import { firmwareCurrent } from './firmware-current.ts'
import { firmwareNotKnownExploited } from './firmware-not-known-exploited.ts'
import { firmwareSupported } from './firmware-supported.ts'
import { networkProtocolsNeededOnly } from './network-protocols-needed-only.ts'
import { ntpConfigured } from './ntp-configured.ts'
import { remoteShellAndFileTransferClosed } from './remote-shell-and-file-transfer-closed.ts'
import { snmpDefaultsRefused } from './snmp-defaults-refused.ts'
import { telnetClosed } from './telnet-closed.ts'
import { upnpOff } from './upnp-off.ts'

/** Every check of this release. A new check is a new line here. */
export const checks: readonly AnyCheck[] = [
  defaultLoginsRefused,
  authenticationEnforced,
  clockAccurate,
  ntpConfigured,
  telnetClosed,
  remoteShellAndFileTransferClosed,
  upnpOff,
  discoveryOff,
  snmpDefaultsRefused,
  networkProtocolsNeededOnly,
  firmwareCurrent,
  firmwareNotKnownExploited,
  firmwareSupported,
]
