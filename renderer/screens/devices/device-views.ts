import type { DeviceRow } from './device-sort.ts'

/** The views above the table, in their order. */
export const deviceViews = {
  all: () => true,
  open: (row) => row.open > 0,
  critical: (row) => row.openCritical > 0,
  fixable: (row) => row.fixable > 0,
  unread: (row) => !row.assessed,
  unreachable: (row) => row.trouble !== null,
  conflict: (row) => row.conflict,
  new: (row) => row.presence === 'new',
  missing: (row) => row.presence === 'missing',
} as const satisfies Readonly<Record<string, (row: DeviceRow) => boolean>>

export type DeviceViewName = keyof typeof deviceViews
export const deviceViewNames = Object.keys(deviceViews) as readonly DeviceViewName[]
/** Views that speak of outcomes: before any device was assessed their number is not known. */
export const judgedViews: readonly DeviceViewName[] = ['open', 'critical', 'fixable']
/** Shown only while they hold something. */
export const rareViews: readonly DeviceViewName[] = ['unreachable', 'conflict', 'new', 'missing']

export const isViewName = (name: unknown): name is DeviceViewName => deviceViewNames.some((known) => known === name)
