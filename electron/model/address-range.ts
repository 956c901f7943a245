/** The bits of an IPv4 or IPv6 address from left to right, null for what is no address. */
function bitsOf(address: string): string | null {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) {
    const parts = address.split('.').map(Number)
    return parts.every((part) => part <= 255) ? parts.map((part) => part.toString(2).padStart(8, '0')).join('') : null
  }
  if (!/^[0-9a-f:]+$/i.test(address) || !address.includes(':')) return null
  const halves = address.split('::')
  if (halves.length > 2) return null
  const groups = (half: string | undefined): string[] => (half === undefined || half === '' ? [] : half.split(':'))
  const head = groups(halves[0])
  const tail = groups(halves[1])
  const gap = halves.length === 2 ? 8 - head.length - tail.length : 0
  const all = [...head, ...Array.from({ length: Math.max(gap, 0) }, () => '0'), ...tail]
  if (all.length !== 8 || all.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null
  return all.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('')
}

/** The leading bits that every address of a range has; a single address is a range of one. Null for what is neither. */
export function rangeBits(range: string): string | null {
  const [address = '', length, ...more] = range.trim().split('/')
  const bits = bitsOf(address)
  if (bits === null || more.length > 0) return null
  if (length === undefined) return bits
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits.length) return null
  return bits.slice(0, Number(length))
}

/** Whether a range (`10.0.0.0/24`, or one address) holds all of another one. False for what cannot be read. */
export function holdsRange(range: string, inner: string): boolean {
  const outer = rangeBits(range)
  const within = rangeBits(inner)
  if (outer === null || within === null || isIpv6(range) !== isIpv6(inner)) return false
  return within.startsWith(outer)
}

/** Whether a range holds one address, without a port. False for what cannot be read. */
export const holdsAddress = (range: string, address: string): boolean => holdsRange(range, address)

const isIpv6 = (range: string): boolean => range.includes(':')
