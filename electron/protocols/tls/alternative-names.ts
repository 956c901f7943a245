import net from 'node:net'

/**
 * The content of a subjectAltName: IPv4 and IPv6 addresses as such, everything else as DNS names. Null for no name.
 * @see RFC 5280 section 4.2.1.6
 */
export function alternativeNames(names: readonly string[]): Buffer | null {
  const entries = names.flatMap((name) => {
    const address = addressBytes(name)
    if (address !== null) return [tagged(0x87, address)]
    return /^[\x21-\x7e]{1,120}$/.test(name) ? [tagged(0x82, Buffer.from(name, 'latin1'))] : []
  })
  const content = Buffer.concat(entries.slice(0, 16))
  return content.length === 0 ? null : tagged(0x30, content)
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...head), content])
}

function addressBytes(name: string): Buffer | null {
  if (net.isIPv4(name)) return Buffer.from(name.split('.').map(Number))
  if (!net.isIPv6(name)) return null
  const [head = '', tail = ''] = name.split('%')[0]?.split('::') ?? []
  const words = (text: string) => text.split(':').filter((word) => word !== '')
  const filled = words(head)
  const rest = words(tail)
  const all = name.includes('::')
    ? [...filled, ...Array<string>(Math.max(0, 8 - filled.length - rest.length)).fill('0'), ...rest]
    : filled
  if (all.length !== 8 || all.some((word) => !/^[0-9a-f]{1,4}$/i.test(word))) return null
  return Buffer.from(all.flatMap((word) => [Number.parseInt(word, 16) >> 8, Number.parseInt(word, 16) & 0xff]))
}
