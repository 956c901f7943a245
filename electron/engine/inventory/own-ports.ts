import type { Device, Endpoint } from '../../model/device.ts'

const named = ({ ports }: Endpoint): readonly number[] =>
  Object.values(ports).filter((port): port is number => port !== undefined)

/**
 * Those of the ports of its address that are the device's own: of a forwarded one the ports that it is known by, of any other one
 * what no forwarded device of the same address is known by.
 */
export function ownPorts(device: Device, devices: readonly Device[], ports: readonly number[]): readonly number[] {
  const { address, forwarded } = device.endpoint
  if (forwarded) return ports.filter((port) => named(device.endpoint).includes(port))
  const others = devices
    .filter(({ id, endpoint }) => id !== device.id && endpoint.forwarded && endpoint.address === address)
    .flatMap(({ endpoint }) => named(endpoint))
  return ports.filter((port) => !others.includes(port))
}
