import { type AnyCheck, factsOf } from '../../checks/check.ts'
import type { Problem } from '../../model/errors.ts'
import type { FactKey, Reading, Readings } from '../../model/facts.ts'
import type { Verdict } from '../../model/verdict.ts'

/** The end of one check on what was read: its verdict, or why there is none. */
export type Evaluation =
  | (Verdict & { readonly problem: null })
  | {
      readonly outcome: 'error' | 'notapplicable'
      readonly observed: string
      /** Never null: something was refused, silent, malformed, or not offered at all. */
      readonly problem: Problem
    }

/**
 * What the check says of these readings. A refusal or silence outweighs 'not offered', and takes a pass away even where the fact
 * was only wanted: what could not be looked at may be what fails. A fail that was seen stands, and so does a pass of a check
 * that one source is enough for.
 *
 * @param params parsed by the check already.
 */
export function evaluateOn(check: AnyCheck, readings: Readings, params: unknown): Evaluation {
  const of = (keys: readonly FactKey[]) => keys.map((key) => [key, readingOf(readings, key)] as const)
  const needed = of(check.needs)
  const wanted = of(check.wants)
  // What the site file says is no look at the device.
  const blind = check.wants.length > 0 && check.needs.every(isOfSite) && !wanted.some(hasValue)
  const hidden = troubleIn(needed) ?? (blind ? troubleIn(wanted) : null)
  if (hidden !== null) return without('error', hidden)
  const missing = needed.find(isUnsupported) ?? (blind ? wanted[0] : undefined)
  if (missing !== undefined && missing[1].end !== 'value') return without('notapplicable', missing[1].problem)
  const facts = Object.fromEntries(
    factsOf(check).map((key) => {
      const reading = readingOf(readings, key)
      return [key, reading.end === 'value' ? reading.value : null]
    }),
  )
  const verdict: Verdict = check.evaluate(facts, params)
  const unseen = troubleIn(wanted)
  const settled = verdict.outcome === 'fail' || (check.sources === 'any' && verdict.outcome !== 'unknown')
  if (unseen !== null && !settled) return without('error', unseen)
  return { ...verdict, problem: null }
}

type Entry = readonly [FactKey, Reading<unknown>]

function readingOf(readings: Readings, key: FactKey): Reading<unknown> {
  const reading = readings[key]
  if (reading === undefined) throw new Error(`the engine did not read ${key}`)
  return reading
}

const isOfSite = (key: FactKey): boolean => key.startsWith('site.')
const hasValue = ([, { end }]: Entry): boolean => end === 'value'
const isUnsupported = ([, { end }]: Entry): boolean => end === 'unsupported'

function troubleIn(entries: readonly Entry[]): Problem | null {
  for (const [, reading] of entries) {
    if (reading.end !== 'value' && reading.end !== 'unsupported') return reading.problem
  }
  return null
}

const without = (outcome: 'error' | 'notapplicable', problem: Problem): Evaluation => ({
  outcome,
  observed: problem.message,
  problem,
})
