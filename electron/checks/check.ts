import type { z } from 'zod'
import type { FactKey, Facts } from '../model/facts.ts'
import type { Verdict } from '../model/verdict.ts'

/**
 * A pure judgement of facts. `needs` types the first argument, `params` (from the checklist item) the second.
 * When a needed fact is not a value the engine answers notapplicable or error, and `evaluate` is not called.
 */
export interface Check<K extends FactKey = FactKey, P extends z.ZodType = z.ZodType> {
  /** The compliant condition, kebab-case; the file has the same name. */
  readonly id: string
  readonly needs: readonly K[]
  readonly params: P
  evaluate(facts: Pick<Facts, K>, params: z.output<P>): Verdict
}

export const defineCheck = <const K extends FactKey, P extends z.ZodType>(check: Check<K, P>): Check<K, P> => check

/** A check of any facts, as the list of checks holds it. */
// biome-ignore lint/suspicious/noExplicitAny: evaluate is contravariant in its facts; only the engine calls it, with the facts that `needs` names
export type AnyCheck = Check<any, any>
