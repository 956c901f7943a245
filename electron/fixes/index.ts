import { setClock } from './clock-accurate.ts'
import { replaceDefaultPasswords } from './default-logins-refused.ts'
import { switchOffDiscovery } from './discovery-off.ts'
import type { AnyFix } from './fix.ts'
import { switchOffUnneededProtocols } from './network-protocols-needed-only.ts'
import { configureNtp } from './ntp-configured.ts'

/**
 * Every fix of this release, in the order in which they are safe: the clock first, since logins are signed with the time;
 * passwords before the rest; what hides the device last. A new fix is a new line here.
 */
export const fixes: readonly AnyFix[] = [
  setClock,
  replaceDefaultPasswords,
  configureNtp,
  switchOffUnneededProtocols,
  switchOffDiscovery,
]
