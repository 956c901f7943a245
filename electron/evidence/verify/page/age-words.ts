import { dayMs } from '../../../model/days.ts'
import { siteSubject } from '../../../model/finding.ts'
import type { Results } from '../results-shape.ts'
import { plural, when } from './reading.ts'

/** That the devices were last looked at long before the seal; null where it was within a day, or nobody looked. */
export function oldLookText({ findings }: Pick<Results, 'findings'>, sealedAt: string): string | null {
  // What a person says, and what the record of the site says, may be of today: a device was looked at when its checks were.
  const looks = findings.flatMap(({ device, check, asLeft }) =>
    device === siteSubject || check === null || asLeft === null ? [] : [Date.parse(asLeft.at)],
  )
  if (looks.length === 0) return null
  // A signature claims a whole second: a look of the same second is not later than it.
  const newest = Math.floor(looks.reduce((a, b) => Math.max(a, b)) / 1000) * 1000
  const age = Math.floor((Date.parse(sealedAt) - newest) / dayMs)
  if (age < 1) return null
  return `The devices were last looked at on ${when(new Date(newest).toISOString())}, ${plural(age, 'day')} before this was sealed.`
}

/** The scope, and in which visit the technician confirmed it where that was not this one. */
export function scopeText({ scope, visit }: Pick<Results, 'scope' | 'visit'>, targets: string): string {
  const { confirmed = null } = scope
  if (targets === '') return 'none'
  if (confirmed === null || confirmed.visit === visit.number) return targets
  const where = confirmed.visit === null ? 'in an earlier visit' : `in visit ${confirmed.visit}`
  return `${targets} (confirmed ${where}, and not anew in this one)`
}
