import type { Output } from '../../../electron/contract/channels.ts'

export type LibraryFile = Output<'upgrade.library'>[number]
export type Upgrade = NonNullable<Output<'upgrade.view'>>
export type Row = Upgrade['rows'][number]

/** Nothing of the plan was begun. */
export const isPlanned = ({ running, rows }: Upgrade): boolean =>
  !running && rows.every(({ state }) => state === 'planned')

export const isOver = (plan: Upgrade): boolean => !plan.running && !isPlanned(plan)

/** The devices of each firmware that go first: those that need no yes of their own before the others, in the order of the plan. */
export function goFirst(rows: readonly Row[], canary: number): ReadonlySet<string> {
  const files = [...new Set(rows.map(({ fileId }) => fileId))]
  const first = files.flatMap((file) =>
    rows
      .filter(({ fileId }) => fileId === file)
      .toSorted((left, right) => left.needsYes.length - right.needsYes.length)
      .slice(0, canary),
  )
  return new Set(first.map(({ deviceId }) => deviceId))
}
