import type { Output } from '../../../electron/contract/channels.ts'
import { worstFirst } from '../../../electron/contract/worst-first.ts'
import { checklistText } from '../../text/checklist-text.ts'

export type ItemRow = Output<'checklist.view'>['items'][number]
export type Subject = Output<'checklist.item'>['subjects'][number]

/** The views of the list, each with what belongs into it. */
export const itemViews = {
  all: () => true,
  open: ({ counts }: ItemRow) => counts.fail + counts.error + counts.unknown > 0,
  people: ({ waiting }: ItemRow) => waiting > 0,
  loosened: ({ loosened }: ItemRow) => loosened.length > 0,
  waived: ({ waivers, counts }: ItemRow) => waivers > 0 || counts.waived > 0,
} as const satisfies Record<string, (item: ItemRow) => boolean>

/** Items whose number or title holds every word of the search. */
export function matching(items: readonly ItemRow[], search: string): readonly ItemRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return items.filter(({ item, title, answers }) => {
    const all = `${item} ${checklistText(title)} ${answers.join(' ')}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
}

/** Items by the letters of their number, in the order of the list. */
export function byFamily(items: readonly ItemRow[]): readonly (readonly [string, readonly ItemRow[]])[] {
  const families = new Map<string, ItemRow[]>()
  for (const item of items) {
    const family = item.item.slice(0, item.item.indexOf('-'))
    families.set(family, [...(families.get(family) ?? []), item])
  }
  return [...families]
}

const { outcomes } = worstFirst

/** Devices of one item, the worst on top, else by address as people count. */
export const worstSubjectsFirst = (subjects: readonly Subject[]): Subject[] =>
  subjects.toSorted(
    (a, b) =>
      outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome) ||
      a.address.localeCompare(b.address, undefined, { numeric: true }),
  )
