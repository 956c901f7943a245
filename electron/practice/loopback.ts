import ipaddr from 'ipaddr.js'
import { isInEnclosedNetwork } from './enclosed-network.ts'
import { NotLoopback } from './errors.ts'

/**
 * Simulated devices have public default passwords: only this computer may reach them. Everything in this folder that binds
 * or sends asks here first.
 *
 * @throws {NotLoopback}
 */
export function assertLoopback(address: string): void {
  if (isLoopback(address)) return
  throw new NotLoopback(`${address} is not a loopback address; a practice site is never opened to a network.`)
}

export function isLoopback(address: string): boolean {
  if (!ipaddr.IPv4.isValidFourPartDecimal(address)) return false
  const ip = ipaddr.IPv4.parse(address)
  return ip.range() === 'loopback' || isInEnclosedNetwork(ip)
}

/** Site-local groups: what is sent there leaves by the interface that the socket was told, which is always the loopback one. */
export function isMulticastGroup(address: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(address) && ipaddr.IPv4.parse(address).range() === 'multicast'
}
