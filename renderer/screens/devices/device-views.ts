import type { DeviceRow } from './device-sort.ts'

/** The views above the table, in their order. */
export const deviceViews = {
  all: () => true,
  open: (row) => row.open > 0,
  fixable: (row) => row.fixable > 0,
  unread: (row) => !row.assessed,
  conflict: (row) => row.conflict,
} as const satisfies Readonly<Record<string, (row: DeviceRow) => boolean>>

export type DeviceViewName = keyof typeof deviceViews
export const deviceViewNames = Object.keys(deviceViews) as readonly DeviceViewName[]
