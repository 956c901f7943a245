export const ssdpPort = 1900
export const ssdpGroup = '239.255.255.250'

const largestDatagram = 4_096

export interface SsdpAnswer {
  /** `SERVER`: operating system, UPnP version, product. */
  readonly server: string | null
  /** `LOCATION` as the device wrote it: a claim. Only its own address is ever asked. */
  readonly location: string | null
  /** `USN`: stays the same for this device and service. */
  readonly usn: string | null
}

/**
 * `host` is the group, or the device itself for a unicast search, which has no `MX`: it is answered at once.
 *
 * @see UPnP Device Architecture 1.1, section 1.3.2
 */
export function buildSearch(host: string): Buffer {
  const lines = ['M-SEARCH * HTTP/1.1', `HOST: ${host}:${ssdpPort}`, 'MAN: "ssdp:discover"']
  if (host === ssdpGroup) lines.push('MX: 1')
  lines.push('ST: upnp:rootdevice', '', '')
  return Buffer.from(lines.join('\r\n'), 'latin1')
}

/** What one datagram answers to a search, or null for anything else: a search, an announcement, junk. */
export function parseSsdpAnswer(datagram: Buffer): SsdpAnswer | null {
  if (datagram.length > largestDatagram) return null
  const [status = '', ...lines] = datagram.toString('utf8').split(/\r?\n/)
  if (!/^HTTP\/1\.[01] 200\b/.test(status)) return null
  const headers = new Map<string, string>()
  for (const line of lines) {
    if (line === '') break
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
    if (name !== undefined && value !== undefined && !headers.has(name.toLowerCase())) {
      headers.set(name.toLowerCase(), value)
    }
  }
  const one = (name: string): string | null => headers.get(name) || null
  return { server: one('server'), location: one('location'), usn: one('usn') }
}
