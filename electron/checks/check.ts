import type { z } from 'zod'
import type { FactKey, Facts } from '../model/facts.ts'
import type { Stricter } from '../model/strictness.ts'
import type { Verdict } from '../model/verdict.ts'

/** What `evaluate` gets: every needed fact as a value, every wanted one as a value or null. */
export type FactsFor<K extends FactKey, W extends FactKey> = Pick<Facts, K> & { readonly [Q in W]: Facts[Q] | null }

/**
 * A pure judgement of facts. `needs` and `wants` type the first argument, `params` (from the checklist item) the second.
 *
 * When a needed fact is not a value the engine answers notapplicable or error, and `evaluate` is not called. A wanted fact is null
 * where the device does not offer it; without any needed fact, one wanted one at least is a value.
 */
export interface Check<K extends FactKey = FactKey, W extends FactKey = FactKey, P extends z.ZodType = z.ZodType> {
  /** The compliant condition, kebab-case; the file has the same name. */
  readonly id: string
  readonly needs: readonly K[]
  readonly wants: readonly W[]
  /**
   * `any`: the wanted facts show the same thing, and one that decides is enough. `all`: each of them may hold what fails, so that
   * one that was refused or silent takes a pass away.
   */
  readonly sources: 'all' | 'any'
  readonly params: P
  /** Which way each parameter gets stricter, so that a list that asks less than the baseline is seen. */
  readonly strictness: { readonly [name in keyof z.output<P>]?: Stricter }
  evaluate(facts: FactsFor<K, W>, params: z.output<P>): Verdict
}

type Definition<K extends FactKey, W extends FactKey, P extends z.ZodType> = Omit<
  Check<K, W, P>,
  'needs' | 'wants' | 'sources' | 'strictness'
> &
  Partial<Pick<Check<K, W, P>, 'needs' | 'wants' | 'sources' | 'strictness'>>

export function defineCheck<
  const K extends FactKey = never,
  const W extends FactKey = never,
  P extends z.ZodType = z.ZodType,
>(check: Definition<K, W, P>): Check<K, W, P> {
  return { needs: [], wants: [], sources: 'all', strictness: {}, ...check }
}

/** A check of any facts, as the list of checks holds it. */
// biome-ignore lint/suspicious/noExplicitAny: evaluate is contravariant in its facts; only the engine calls it, with the facts that it names
export type AnyCheck = Check<any, any, any>

/** Every fact that the check looks at, each once. */
export const factsOf = ({ needs, wants }: Pick<AnyCheck, 'needs' | 'wants'>): readonly FactKey[] => [
  ...new Set<FactKey>([...needs, ...wants]),
]
