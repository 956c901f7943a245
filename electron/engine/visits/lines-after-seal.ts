import type { SiteFile } from '../../store/site-file.ts'

/** Many lines each, and their sum is in what they led to. */
const unsaid: ReadonlySet<unknown> = new Set(['finding', 'fact.read', 'login.attempt', 'device.seen'])

/**
 * What the log of a visit holds behind its last seal, and no pack therefore says: passwords that were looked at, timestamps, and
 * what versions before 0.4 did for a visit that was sealed already.
 */
export function linesAfterSeal(store: SiteFile, visitId: string): Readonly<Record<string, unknown>>[] {
  const pack = store.packs().findLast((each) => each.visitId === visitId)
  if (pack === undefined) return []
  const lines = store.logLines(visitId)
  const sealed = lines.findLastIndex(
    (line) => line.includes(pack.packId) && (JSON.parse(line) as { type: unknown }).type === 'seal',
  )
  return lines
    .slice(sealed + 1)
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    .filter(({ type }) => !unsaid.has(type))
    .map(({ type, prev: _, mono: __, token: ___, ...said }) => ({ what: type, ...said }))
}
