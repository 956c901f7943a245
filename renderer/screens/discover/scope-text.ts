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
