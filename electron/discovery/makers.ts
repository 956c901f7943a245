import { makerSigns } from './maker-signs.ts'

/** The maker that these marks speak for, or null where they are too weak or speak for several. */
export function makerOfMarks(marks: Readonly<Record<string, string>>): string | null {
  const enough = [...votesOf(marks)].filter(([, weight]) => weight >= 2)
  const [only, ...others] = enough
  return others.length > 0 ? null : (only?.[0] ?? null)
}

/** Every maker that at least one mark speaks for, however weakly. */
export const makersHinted = (marks: Readonly<Record<string, string>>): readonly string[] => [...votesOf(marks).keys()]

function votesOf(marks: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
  const votes = new Map<string, number>()
  for (const { maker, by, pattern, beside, weak } of makerSigns) {
    const value = marks[by] ?? ''
    const besideFits = beside === undefined || beside.pattern.test(marks[beside.by] ?? '')
    if (value !== '' && pattern.test(value) && besideFits) votes.set(maker, (votes.get(maker) ?? 0) + (weak ? 1 : 2))
  }
  return votes
}
