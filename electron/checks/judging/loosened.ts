import { type Severity, severities } from '../../model/outcome.ts'
import { isLooser } from '../../model/strictness.ts'
import type { AnyCheck } from '../check.ts'

/** What of an item says how much it asks. */
export interface Demand {
  readonly check: string | null
  readonly severity: Severity
  readonly params: Readonly<Record<string, unknown>>
}

/**
 * In which way an item asks less than the same item of the yardstick, each as one line for a person; empty where it does not.
 * A parameter of unknown direction that differs counts as looser, so that nothing hides.
 */
export function loosenedText(check: AnyCheck, item: Demand, yardstick: Demand): string[] {
  if (item.check !== yardstick.check) return [`asks for ${item.check}, the baseline for ${yardstick.check}`]
  const names = [...new Set([...Object.keys(yardstick.params), ...Object.keys(item.params)])]
  const params = names.flatMap((name) => {
    const direction = check.strictness[name]
    const value = item.params[name]
    const wanted = yardstick.params[name]
    const looser =
      direction === undefined ? JSON.stringify(value) !== JSON.stringify(wanted) : isLooser(direction, value, wanted)
    return looser ? [`${name} ${text(value)}, the baseline asks ${text(wanted)}`] : []
  })
  const lowered = severities.indexOf(item.severity) > severities.indexOf(yardstick.severity)
  return lowered ? [...params, `severity ${item.severity}, the baseline says ${yardstick.severity}`] : params
}

function text(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(String).join(', ')
  return value === undefined ? 'nothing' : String(value)
}
