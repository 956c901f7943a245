import type { Visit } from '../../model/site.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { EventLog } from '../event-log.ts'

/** In which visit the technician confirmed the scope that goes on. */
export interface ScopeLine {
  readonly confirmedIn: number
  readonly confirmedAt: string
}

/**
 * Says in the log that the scope of an earlier visit goes on, where the log names no scope yet: nobody confirmed it in this visit.
 * Does nothing where there is no scope.
 */
export function carryScope(store: SiteFile, visit: Visit, log: EventLog): void {
  const { scope } = store.site()
  if (scope === null || scopeLine(store, visit) !== null) return
  const earlier = store.visits().filter(({ number }) => number < visit.number)
  const from = earlier.toReversed().reduce<ScopeLine | null>((found, each) => found ?? scopeLine(store, each), null)
  log.append({ type: 'scope.carried', ...scope, ...(from ?? { confirmedIn: null, confirmedAt: null }) })
}

/** The last word of a visit on its scope; null where its log has none. */
function scopeLine(store: SiteFile, { id, number }: Visit): ScopeLine | null {
  const line = store
    .logLines(id)
    .filter((each) => each.includes('"type":"scope.'))
    .map((each) => JSON.parse(each) as Readonly<Record<string, unknown>>)
    .findLast(({ type }) => type === 'scope.confirmed' || type === 'scope.carried')
  if (line === undefined) return null
  if (line.type === 'scope.confirmed') return { confirmedIn: number, confirmedAt: String(line.t) }
  const { confirmedIn, confirmedAt } = line
  return typeof confirmedIn === 'number' && typeof confirmedAt === 'string' ? { confirmedIn, confirmedAt } : null
}
