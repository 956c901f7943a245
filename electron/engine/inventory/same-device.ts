import type { Identity } from '../../model/device.ts'

/** Both are told, and they are not the same. */
export const differ = (a: string | null | undefined, b: string | null | undefined): boolean =>
  (a ?? null) !== null && (b ?? null) !== null && a !== b

/** Both tell something, and nothing of it is the same. */
export const disjoint = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  (a ?? []).length > 0 && (b ?? []).length > 0 && !(a ?? []).some((value) => (b ?? []).includes(value))

/** `AXIS`, `Axis Communications AB` and `axis` are one maker. */
export const makerKey = (name: string | null): string | null =>
  name
    ?.toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')[0] ?? null

/** Shorter ends of serials prove nothing. */
const shortestEnd = 6

/** One protocol of a device may put its model in front of the number, or dashes into it. */
export function sameSerial(one: string, two: string): boolean {
  const [shorter = '', longer = ''] = [one, two]
    .map((serial) => serial.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .sort((a, b) => a.length - b.length)
  return shorter === longer || (shorter.length >= shortestEnd && longer.endsWith(shorter))
}

/**
 * What of the answer shows another device than the one that is known, in words; null where nothing does. Serial numbers decide;
 * where one of both tells none, the hardware addresses do.
 */
export function signOfAnother(known: Identity, said: Identity): string | null {
  if (known.serial !== null && said.serial !== null) {
    return sameSerial(said.serial, known.serial) ? null : `serial ${said.serial}, the site file knows ${known.serial}`
  }
  if (!disjoint(known.macs, said.macs)) return null
  return `hardware address ${said.macs.join(', ')}, the site file knows ${known.macs.join(', ')}`
}

/** Each thing under each of its keys once, in the order of `things`. */
export function groupBy<T>(things: readonly T[], keysOf: (thing: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    for (const key of new Set(keysOf(thing))) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [thing])
      else group.push(thing)
    }
  }
  return groups
}
