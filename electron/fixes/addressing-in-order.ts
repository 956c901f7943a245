import { z } from 'zod'
import { holdsAddress } from '../model/address-range.ts'
import { Unsupported } from '../model/errors.ts'
import type { NetworkInterfaceState } from '../model/facts.ts'
import { securityWords } from '../model/security-fact-words.ts'
import type { IpSettings } from '../model/security-facts.ts'
import type { SiteSettings } from '../model/site.ts'
import { fail, pass } from '../model/verdict.ts'
import { type DeviceSession, defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

/**
 * Gives the device the gateway and the name servers of the site. Its own address stays as it is: which device is to have which one
 * is for a person to say, and so is what a DHCP server hands out.
 *
 * @see ONVIF Core, SetNetworkDefaultGateway and SetDNS
 */
export const setSiteAddressing = defineFix<IpSettings>({
  id: 'addressing-in-order',
  siteSettings: z
    .object({ gateways: z.array(z.string()).optional(), dnsServers: z.array(z.string()).optional() })
    .refine(({ gateways = [], dnsServers = [] }) => gateways.length + dnsServers.length > 0, { path: ['gateways'] }),
  disruption: 'medium',
  reboot: false,
  cutsOff: true,
  approval: 'none',
  writes: ['network.addressing'],
  /** @throws {Unsupported} when this computer reaches the device through the gateway that would be changed */
  async plan(device, settings) {
    const asFound = await readIfOffered(device, 'network.addressing')
    const interfaces = await readIfOffered(device, 'network.interfaces')
    if (asFound === null || interfaces === null) return null
    const isFromDhcp = interfaces.some(({ dhcp }) => dhcp)
    const networks = interfaces.flatMap(networksOf)
    const gateways = isFromDhcp ? asFound.gateways : gatewaysFor(asFound, networks, settings)
    const target: IpSettings = { ...dnsFor(asFound, settings), gateways }
    if (same(asFound, target)) return null
    if (!sameList(asFound.gateways, target.gateways)) await assertBeside(device, networks)
    return { asFound, target }
  },
  apply: (device, { target }) => device.write('network.addressing', target),
  async verify(device, { target }) {
    const kept = await device.read('network.addressing')
    return same(kept, target) ? pass(inWords(kept), inWords(target)) : fail(inWords(kept), inWords(target))
  },
  rollback: (device, { asFound }) => device.write('network.addressing', asFound),
  describe: inWords,
})

/** The networks that the device stands in itself. */
const networksOf = ({ addresses, prefixLengths = [] }: NetworkInterfaceState): readonly string[] =>
  addresses.flatMap((address, index) => {
    const length = prefixLengths[index] ?? null
    return length === null ? [] : [`${address}/${length}`]
  })

/** One of the site that the device can reach at all; its own where none of them is. */
function gatewaysFor(
  asFound: IpSettings,
  networks: readonly string[],
  { gateways = [] }: SiteSettings,
): readonly string[] {
  if (gateways.length === 0 || asFound.gateways.every((gateway) => gateways.includes(gateway))) return asFound.gateways
  const reachable = gateways.filter((gateway) => networks.some((network) => holdsAddress(network, gateway)))
  return reachable.length === 0 ? asFound.gateways : reachable.slice(0, 1)
}

function dnsFor(
  asFound: IpSettings,
  { dnsServers = [] }: SiteSettings,
): Pick<IpSettings, 'dnsFromDhcp' | 'dnsServers'> {
  const isRight = asFound.dnsServers.every((server) => dnsServers.includes(server))
  if (dnsServers.length === 0 || isRight) return asFound
  return { dnsFromDhcp: false, dnsServers: [...dnsServers] }
}

/** A wrong gateway cuts off everybody but those who are in the network of the device. */
async function assertBeside(device: DeviceSession, networks: readonly string[]): Promise<void> {
  const ours = await device.ownAddress?.()
  if (ours !== undefined && networks.some((network) => holdsAddress(network, ours))) return
  throw new Unsupported(
    'This computer is not in the network of the device: with another gateway it might not reach it any more.',
  )
}

const sameList = (left: readonly string[], right: readonly string[]): boolean =>
  [...left].sort().join(' ') === [...right].sort().join(' ')

const same = (left: IpSettings, right: IpSettings): boolean =>
  left.dnsFromDhcp === right.dnsFromDhcp &&
  sameList(left.gateways, right.gateways) &&
  sameList(left.dnsServers, right.dnsServers)

function inWords(settings: IpSettings): string {
  return securityWords['network.addressing'](settings)
}
