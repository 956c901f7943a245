/** How much a checklist asks, held against the baseline. */
export interface ListStrength {
  /** True for a list that did not ship with the product. */
  readonly own: boolean
  /** The baseline; null where it was not at hand. */
  readonly comparedWith: { readonly id: string; readonly version: string } | null
  /** Each way in which it asks less. */
  readonly loosened: readonly Loosened[]
}

/** One way in which a list asks less of one item. */
export interface Loosened {
  readonly item: string
  /** In words; `left out` where the item is not in the list at all. */
  readonly how: string
}

const leftOut = 'left out'

/** The items that the list does not have at all, and those of which it asks less. */
export function weakened(loosened: readonly Loosened[]): {
  readonly leftOut: readonly string[]
  readonly weaker: readonly string[]
} {
  const gone = new Set(loosened.filter(({ how }) => how === leftOut).map(({ item }) => item))
  const less = new Set(loosened.map(({ item }) => item).filter((item) => !gone.has(item)))
  return { leftOut: [...gone], weaker: [...less] }
}

/** What somebody must know of the list before they read its outcomes; null where it is one of the product and asks no less. */
export function strengthText({ own, comparedWith, loosened }: ListStrength): string | null {
  const sentences = own ? ['This checklist is not one of the product: who sealed brought it.'] : []
  const { leftOut: gone, weaker } = weakened(loosened)
  const points = (count: number) => `${count} ${count === 1 ? 'point' : 'points'}`
  const less = [
    ...(gone.length === 0 ? [] : [`leaves out ${points(gone.length)}`]),
    ...(weaker.length === 0 ? [] : [`asks less in ${points(weaker.length)}`]),
  ]
  if (comparedWith === null) sentences.push('How much it asks could not be held against the baseline.')
  else if (less.length > 0)
    sentences.push(`Of the ${comparedWith.id} ${comparedWith.version} it ${less.join(' and ')}.`)
  return sentences.length === 0 ? null : sentences.join(' ')
}
