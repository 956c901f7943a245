import { isDeepStrictEqual } from 'node:util'
import type { SiteRecord, SiteSettings } from '../../model/site.ts'
import type { LogEvent } from '../event-log.ts'

/** How somebody looks at the list of devices is no evidence. */
const unlogged: readonly string[] = ['deviceViews'] satisfies (keyof SiteRecord)[]

/**
 * Which parts of the site record differ, by name: what findings are held against must not change in silence. Null when nothing
 * does. Values stay out, for they are addresses and people; who carries the visit out is named, since it signs.
 */
export function siteChange(before: SiteRecord, after: SiteRecord): LogEvent | null {
  const changed = namesOf(before, after).filter((name) => name !== 'settings' && !unlogged.includes(name))
  const settings: readonly string[] = namesOf<SiteSettings>(before.settings, after.settings)
  const fields = [...changed, ...settings.map((name) => `settings.${name}`)]
  if (fields.length === 0) return null
  const who = ({ technician, company }: SiteRecord) => ({ technician, company })
  const isOther = !isDeepStrictEqual(who(before), who(after))
  return {
    type: 'site.changed',
    by: before.technician,
    fields,
    ...(isOther ? { from: who(before), to: who(after) } : {}),
  }
}

function namesOf<T extends object>(before: T, after: T): (keyof T & string)[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof T & string>
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name])).sort()
}
