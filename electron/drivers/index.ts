import type { Sighting } from '../model/device.ts'
import { axis } from './axis/driver.ts'
import type { Driver } from './driver.ts'
import { hikvision } from './hikvision/driver.ts'
import { onvif } from './onvif/driver.ts'
import { snmpCommunities } from './snmp/capabilities.ts'
import { snmp } from './snmp/driver.ts'

/** An agent that answers `public` is a matter of every device, whatever else it speaks. */
const withCommunities = (driver: Driver): Driver =>
  driver.supports.some(({ fact }) => fact === 'snmp.communities')
    ? driver
    : { ...driver, supports: [...driver.supports, snmpCommunities()] }

/** Every driver. Vendors first, then ONVIF, then SNMP: the first that knows a device gets it. */
export const drivers: readonly Driver[] = [axis, hikvision, onvif, snmp].map(withCommunities)

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
