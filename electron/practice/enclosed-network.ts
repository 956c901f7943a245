import { readFileSync, readlinkSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'
import { NotLoopback } from './errors.ts'

let enclosed: [ipaddr.IPv4, number] | null = null

/**
 * Lets this process put simulated devices on addresses of `network`, besides loopback. Only in a network namespace of Linux that
 * was made for the purpose: another one than that of the program which started this process, without a way to everywhere and
 * without any address outside `network`. For measuring on routed addresses, of which some are silent, as none on loopback are.
 *
 * @throws {NotLoopback} anywhere else
 */
export function openEnclosedNetwork(network: string): void {
  const range = ipaddr.IPv4.parseCIDR(network)
  if (!isEnclosed(range)) {
    throw new NotLoopback(
      `${network} is not a loopback network; practice devices stand there only inside a network namespace of their own.`,
    )
  }
  enclosed = range
}

export const isInEnclosedNetwork = (address: ipaddr.IPv4): boolean => enclosed !== null && address.match(enclosed)

function isEnclosed(range: [ipaddr.IPv4, number]): boolean {
  if (process.platform !== 'linux' || !isElsewhereThanParent()) return false
  const addresses = Object.values(networkInterfaces()).flatMap((own) => own ?? [])
  return addresses.every(({ address, family, internal, scopeid }) => {
    if (family === 'IPv6') return internal || (scopeid ?? 0) > 0
    return internal || ipaddr.IPv4.parse(address).match(range)
  })
}

/** @see namespaces(7); proc(5), /proc/net/route: a destination of zeros is the way to everywhere */
function isElsewhereThanParent(): boolean {
  try {
    if (readlinkSync('/proc/self/ns/net') === readlinkSync(`/proc/${process.ppid}/ns/net`)) return false
    const routes = readFileSync('/proc/self/net/route', 'latin1').split('\n').slice(1)
    return !routes.some((route) => route.split('\t')[1] === '00000000')
  } catch {
    // Whoever may not look cannot know, and then it is not enclosed.
    return false
  }
}
