import { severities } from '../model/outcome.ts'
import type { Checklist, ChecklistItem } from './checklist.ts'

/** One way in which a list asks less than another one. */
export interface Loosening {
  /** Number of the control. */
  readonly item: string
  /** For a person: `left out`, `severity low instead of high`, `maxOffsetSeconds 60, the baseline asks 2`. */
  readonly how: string
}

/**
 * In which ways a list asks less than the yardstick: items that are left out, devices that are left out, lower severities, answers
 * that hold longer, a person's word in the place of a check or beside it, weaker kinds of proof, the word of somebody else, one
 * answer for all devices, and looser parameters.
 *
 * @param looserParams in which way the parameters of an item ask less; the checks know which way is stricter.
 */
export function looseningsOf(
  checklist: Checklist,
  yardstick: Checklist,
  looserParams: (item: ChecklistItem, yardstick: ChecklistItem) => readonly string[],
): Loosening[] {
  return yardstick.items.flatMap((wanted) => {
    const item = checklist.items.find(({ id }) => id === wanted.id)
    if (item === undefined) return [{ item: wanted.id, how: 'left out' }]
    const ways = [...lessOf(item, wanted), ...(wanted.check === null ? [] : looserParams(item, wanted))]
    return [...new Set(ways)].map((how) => ({ item: wanted.id, how }))
  })
}

function lessOf(item: ChecklistItem, wanted: ChecklistItem): string[] {
  const ways: string[] = []
  if (wanted.check !== null && item.check === null) ways.push("a person's word in the place of a check")
  if (severities.indexOf(item.severity) > severities.indexOf(wanted.severity)) {
    ways.push(`severity ${item.severity}, the baseline says ${wanted.severity}`)
  }
  const missing = (wanted.appliesTo ?? []).filter((name) => item.appliesTo !== null && !item.appliesTo.includes(name))
  if (missing.length > 0) ways.push(`not for ${missing.join(', ')}`)
  else if (wanted.appliesTo === null && item.appliesTo !== null) ways.push(`only for ${item.appliesTo.join(', ')}`)
  if (item.per === 'site' && wanted.per === 'device')
    ways.push('once for the site, the baseline asks it of each device')
  ways.push(...weakerWord(item, wanted))
  const holds = (entry: ChecklistItem) => (entry.form ? (entry.form.holdsDays ?? Number.POSITIVE_INFINITY) : 0)
  if (wanted.form && item.form && holds(item) > holds(wanted)) {
    ways.push(
      `an answer holds ${item.form.holdsDays ?? 'without end'}, the baseline says ${wanted.form.holdsDays} days`,
    )
  }
  return ways
}

/** In which ways a person's word proves less: a weaker kind of proof, a word where the check alone decides, somebody else's word. */
function weakerWord({ check, manual, form }: ChecklistItem, wanted: ChecklistItem): string[] {
  if (manual === null) return []
  // Where the check is gone as well, that is said already.
  if (wanted.manual === null) return check === null ? [] : ["a person's word where the check cannot tell"]
  const ways: string[] = []
  // A note is the least that anybody can bring.
  if (wanted.manual !== 'note' && manual !== wanted.manual)
    ways.push(`${manual}, the baseline asks for a ${wanted.manual}`)
  if (wanted.form === null) return ways
  if (form === null) return [...ways, 'no form: anybody answers, and the answer holds without end']
  // The technician answers for the own work: nobody's word is less than that.
  if (wanted.form.by !== 'technician' && form.by !== wanted.form.by)
    ways.push(`answered by the ${form.by}, the baseline says ${wanted.form.by}`)
  return ways
}
