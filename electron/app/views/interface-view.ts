import type { NetworkInterfaceInfo } from 'node:os'
import ipaddr from 'ipaddr.js'
import type { Output } from '../../contract/channels.ts'

type View = Output<'scope.interfaces'>[number]
type Kind = View['kind']
type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/** Kinds of network cards by the names that operating systems give them; the first that matches counts. */
const kinds: readonly { readonly name: RegExp; readonly kind: Kind }[] = [
  { name: /^(tun|tap|wg|utun|ppp|ipsec|zt)|wireguard|tailscale|zerotier|vpn/i, kind: 'tunnel' },
  {
    name: /^(docker|veth|br-|virbr|vmnet|vboxnet|vEthernet|bridge)|virtual|hyper-v|wsl/i,
    kind: 'virtual',
  },
  { name: /^(wl|ath|wifi|wi-fi|wlan|airport)|wireless/i, kind: 'wireless' },
]

const suggestedKinds: readonly Kind[] = ['practice', 'link-local', 'wired-private']

/** The network cards of this computer with an IPv4 address, each with what it is; wired ones with a private address first. */
export function interfaceViews(interfaces: Interfaces, practice: boolean): View[] {
  return Object.entries(interfaces)
    .flatMap(([name, entries = []]) =>
      entries
        // Old versions of Node gave the family as a number.
        .filter(({ family }) => String(family) === 'IPv4' || String(family) === '4')
        .filter(({ internal }) => internal === practice)
        .map(({ address, cidr, mac }) => {
          const kind = kindOf(name, address, practice)
          return {
            name,
            address,
            cidr: networkOf(cidr ?? `${address}/32`),
            mac: /^(00:){5}00$/.test(mac) ? null : mac,
            kind,
            suggested: suggestedKinds.includes(kind),
          }
        }),
    )
    .sort((a, b) => Number(b.suggested) - Number(a.suggested))
}

function kindOf(name: string, address: string, practice: boolean): Kind {
  if (practice) return 'practice'
  const known = kinds.find((candidate) => candidate.name.test(name))
  if (known !== undefined) return known.kind
  const range = ipaddr.IPv4.parse(address).range()
  if (range === 'linkLocal') return 'link-local'
  return range === 'private' ? 'wired-private' : 'public'
}

/** `10.40.12.9/23` is in the network `10.40.12.0/23`. */
function networkOf(cidr: string): string {
  const [, prefix] = ipaddr.IPv4.parseCIDR(cidr)
  return `${ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()}/${prefix}`
}
