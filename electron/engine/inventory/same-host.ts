import type { Device } from '../../model/device.ts'
import { disjoint, groupBy, sameSerial } from './same-device.ts'

/**
 * Entries of the inventory that may be the same device under another name, by id: `HOST` and `HOST:PORT`. A device counts the wrong
 * logins of all its ports together, so that these entries share one row of attempts. Where both tell a serial and they differ, a
 * router passes the port on to somebody else.
 */
export function sameHosts(devices: readonly Device[]): (device: Device) => readonly string[] {
  const byAddress = groupBy(devices, ({ endpoint }) => [endpoint.address])
  return (device) =>
    (byAddress.get(device.endpoint.address) ?? [])
      .filter((other) => other.id !== device.id && mayBeOne(device, other))
      .map(({ id }) => id)
}

function mayBeOne(one: Device, two: Device): boolean {
  const [serial, other] = [one.identity.serial, two.identity.serial]
  if (serial !== null && other !== null) return differentPlace(one, two) && sameSerial(serial, other)
  if (one.endpoint.forwarded !== two.endpoint.forwarded) return true
  if (!one.endpoint.forwarded || !differentPlace(one, two)) return false
  const macs = [one.identity.macs, two.identity.macs] as const
  const sharesMac = macs[0].length > 0 && macs[1].length > 0 && !disjoint(...macs)
  return sharesMac || (one.endpointReference !== null && one.endpointReference === two.endpointReference)
}

/** Another device in the same place is a replacement: what was tried on the old one was noted for it then. */
const differentPlace = ({ endpoint: one }: Device, { endpoint: two }: Device): boolean =>
  one.forwarded !== two.forwarded || (one.forwarded && one.ports.http !== two.ports.http)
