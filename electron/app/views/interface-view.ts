import type { NetworkInterfaceInfo } from 'node:os'
import ipaddr from 'ipaddr.js'
import type { Output } from '../../contract/channels.ts'

type View = Output<'scope.interfaces'>[number]
type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/** Kinds of network cards by the names that operating systems give them; the first that matches counts. */
const kinds: readonly { readonly name: RegExp; readonly suggested: boolean; readonly why: string }[] = [
  {
    name: /^(tun|tap|wg|utun|ppp|ipsec|zt)|wireguard|tailscale|zerotier|vpn/i,
    suggested: false,
    why: 'A tunnel: probes would reach whatever is at its other end.',
  },
  {
    name: /^(docker|veth|br-|virbr|vmnet|vboxnet|vEthernet|bridge)|virtual|hyper-v|wsl/i,
    suggested: false,
    why: 'A virtual network of this computer: no device can be behind it.',
  },
  {
    name: /^(wl|ath|wifi|wi-fi|wlan|airport)|wireless/i,
    suggested: false,
    why: 'Wireless: often an office or guest network. Tick it only if the devices are there.',
  },
]

/** The network cards of this computer with an IPv4 address, each with the reason why it is suggested or left out. */
export function interfaceViews(interfaces: Interfaces, practice: boolean): View[] {
  return Object.entries(interfaces).flatMap(([name, entries = []]) =>
    entries
      // Old versions of Node gave the family as a number.
      .filter(({ family }) => String(family) === 'IPv4' || String(family) === '4')
      .filter(({ internal }) => internal === practice)
      .map(({ address, cidr }) => ({
        name,
        address,
        cidr: networkOf(cidr ?? `${address}/32`),
        ...judge(name, address, practice),
      })),
  )
}

function judge(name: string, address: string, practice: boolean): Pick<View, 'suggested' | 'why'> {
  if (practice) return { suggested: true, why: 'Inside this computer: the practice devices are here.' }
  const kind = kinds.find((candidate) => candidate.name.test(name))
  if (kind !== undefined) return { suggested: kind.suggested, why: kind.why }
  const range = ipaddr.IPv4.parse(address).range()
  if (range === 'linkLocal') {
    return { suggested: true, why: 'No address was handed out: usual on a direct cable to devices in factory state.' }
  }
  if (range === 'private') return { suggested: true, why: 'A network card with a private address.' }
  return { suggested: false, why: 'A public address: this may be the internet.' }
}

/** `10.40.12.9/23` is in the network `10.40.12.0/23`. */
function networkOf(cidr: string): string {
  const [, prefix] = ipaddr.IPv4.parseCIDR(cidr)
  return `${ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()}/${prefix}`
}
