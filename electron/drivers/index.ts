import type { Sighting } from '../model/device.ts'
import { twoN } from './2n/driver.ts'
import { axis } from './axis/driver.ts'
import { bosch } from './bosch/driver.ts'
import { dahua } from './dahua/driver.ts'
import type { Driver } from './driver.ts'
import { hanwha } from './hanwha/driver.ts'
import { hid } from './hid/driver.ts'
import { hikvision } from './hikvision/driver.ts'
import { mercury } from './mercury/driver.ts'
import { mobotix } from './mobotix/driver.ts'
import { onvif } from './onvif/driver.ts'
import { reolink } from './reolink/driver.ts'
import { snmpCommunities } from './snmp/capabilities.ts'
import { snmp } from './snmp/driver.ts'
import { managedSwitch } from './switch/driver.ts'
import { uniview } from './uniview/driver.ts'
import { vivotek } from './vivotek/driver.ts'
import { zkteco } from './zkteco/driver.ts'

/** An agent that answers `public` is a matter of every device, whatever else it speaks. */
const withCommunities = (driver: Driver): Driver =>
  driver.supports.some(({ fact }) => fact === 'snmp.communities')
    ? driver
    : { ...driver, supports: [...driver.supports, snmpCommunities()] }

/** Every driver. Vendors first, then ONVIF, then SNMP: the first that knows a device gets it. */
export const drivers: readonly Driver[] = [
  axis,
  dahua,
  hanwha,
  hikvision,
  uniview,
  bosch,
  vivotek,
  reolink,
  mobotix,
  twoN,
  hid,
  mercury,
  zkteco,
  managedSwitch,
  onvif,
  snmp,
].map(withCommunities)

export const driverById = (id: string): Driver | null => drivers.find((driver) => driver.id === id) ?? null

/**
 * The driver for a device with these marks and ports: one whose fingerprint matches, else the first generic one that can talk
 * to it. Null when nobody can.
 */
export function driverFor(sighting: Pick<Sighting, 'marks' | 'ports'>): Driver | null {
  const known = drivers.find(({ identifies }) =>
    identifies.some(({ by, pattern }) => pattern.test(sighting.marks[by] ?? '')),
  )
  return known ?? drivers.find(({ accepts }) => accepts?.(sighting) === true) ?? null
}
