/** Lines or comma-separated parts of a text field, trimmed, without empty and repeated ones. */
export function splitLines(field: string): string[] {
  const parts = field.split(/[\s,;]+/).filter((part) => part !== '')
  return [...new Set(parts)]
}

/**
 * How many IPv4 addresses the targets hold, for a person to compare with what was meant. Lines that are no IPv4 address or
 * network count as one: the engine judges them.
 */
export function countAddresses(targets: readonly string[]): number {
  return targets.reduce((sum, target) => {
    const prefix = /^\d+\.\d+\.\d+\.\d+\/(\d{1,2})$/.exec(target)?.[1]
    return sum + (prefix === undefined ? 1 : 2 ** Math.max(0, 32 - Number(prefix)))
  }, 0)
}

/** Addresses of a /16: beyond that the technician says so on purpose. */
export const largestUnasked = 65_536

/** Whether two IPv4 networks or addresses have an address in common; false for what is none. */
export function networksMeet(one: string, other: string): boolean {
  const [a, b] = [rangeOf(one), rangeOf(other)]
  return a !== null && b !== null && a.first <= b.last && b.first <= a.last
}

function rangeOf(network: string): { readonly first: number; readonly last: number } | null {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\/(\d{1,2})|:\d+)?$/.exec(network)
  if (parts === null) return null
  const address = parts.slice(1, 5).reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - Math.min(32, Number(parts[5] ?? 32)))
  const first = Math.floor(address / size) * size
  return { first, last: first + size - 1 }
}
