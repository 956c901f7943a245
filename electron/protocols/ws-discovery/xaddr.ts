import { isIPv6 } from 'node:net'

/** What is left of a transport address: the source of the packet says where the device is, this says at which door. */
export interface ServiceDoor {
  readonly https: boolean
  readonly port: number
  /** Path and query, beginning with `/`. */
  readonly path: string
}

const mostDoors = 4
/** Looked at; the rest of a longer list is noise. */
const mostXaddrs = 64

/**
 * The doors that a list of XAddrs names, those with the sender's own host first, at most four, and the hosts that it names
 * and that are not the sender (at most four, for evidence; nobody is sent there).
 */
export function readXaddrs(
  text: string,
  sender: string,
): { readonly doors: readonly ServiceDoor[]; readonly foreignHosts: readonly string[] } {
  const seen = text.split(/\s+/, mostXaddrs).flatMap((xaddr) => readXaddr(xaddr) ?? [])
  const own = seen.filter(({ host }) => host === hostText(sender))
  const foreign = seen.filter(({ host }) => host !== hostText(sender))
  const doors = [...own, ...foreign].map(({ https, port, path }) => ({ https, port, path }))
  return {
    doors: unique(doors, ({ https, port, path }) => `${https} ${port} ${path}`).slice(0, mostDoors),
    foreignHosts: unique(
      foreign.map(({ host }) => host),
      (host) => host,
    ).slice(0, mostDoors),
  }
}

function readXaddr(text: string): (ServiceDoor & { readonly host: string }) | null {
  if (text.length > 512 || !URL.canParse(text)) return null
  const url = new URL(text)
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '' || url.password !== '') return null
  const https = url.protocol === 'https:'
  const port = url.port === '' ? (https ? 443 : 80) : Number(url.port)
  const path = `${url.pathname}${url.search}`
  if (port === 0 || !/^\/[\x21-\x7e]*$/.test(path)) return null
  return { https, port, path, host: url.hostname.toLowerCase() }
}

/** An address as URLs spell it. */
const hostText = (address: string): string => {
  const [plain = ''] = address.split('%')
  return isIPv6(plain) ? new URL(`http://[${plain}]/`).hostname : plain
}

function unique<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [key(value), value])).values()]
}
