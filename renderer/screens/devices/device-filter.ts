import { text } from '../../text/text.ts'
import type { DeviceRow } from './device-sort.ts'
import { type DeviceViewName, isViewName } from './device-views.ts'

/** What each filter looks at: a row may have several values of one. */
const filterValues = {
  vendor: (row) => one(row.vendor),
  model: (row) => one(row.model),
  firmware: (row) => one(row.firmware),
  class: (row) => [row.deviceClass],
  zone: (row) => one(row.zone),
  outcome: (row) => row.outcomes,
  severity: (row) => row.severities,
  item: (row) => row.openItems,
  trouble: (row) => one(row.trouble),
  driver: (row) => one(row.driver),
  presence: (row) => [row.presence],
  address: (row) => [row.address],
} as const satisfies Readonly<Record<string, (row: DeviceRow) => readonly string[]>>

/** Stands for rows that have no value there. */
const noValue = ''
const one = (value: string | null): readonly string[] => [value ?? noValue]

export type FilterName = keyof typeof filterValues
export const filterNames = Object.keys(filterValues) as readonly FilterName[]
export interface Filter {
  readonly by: FilterName
  readonly is: string
}

const isFilterName = (name: string): name is FilterName => Object.hasOwn(filterValues, name)

/** Filters as they are kept in views and links; what this release does not know is left out. */
export const knownFilters = (filters: readonly { readonly by: string; readonly is: string }[]): Filter[] =>
  filters.flatMap(({ by, is }) => (isFilterName(by) ? [{ by, is }] : []))

/** Two filters of the same kind widen, two kinds narrow. */
export function filterRows(rows: readonly DeviceRow[], filters: readonly Filter[]): readonly DeviceRow[] {
  const kinds = filterNames.flatMap((by) => {
    const wanted = new Set(filters.filter((filter) => filter.by === by).map(({ is }) => is))
    return wanted.size === 0 ? [] : [{ values: filterValues[by], wanted }]
  })
  if (kinds.length === 0) return rows
  return rows.filter((row) => kinds.every(({ values, wanted }) => values(row).some((value) => wanted.has(value))))
}

/** The values that these rows have there, the most frequent first, with the number of rows. */
export function valuesOf(rows: readonly DeviceRow[], by: FilterName): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const row of rows) for (const value of filterValues[by](row)) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a, many], [b, more]) => more - many || a.localeCompare(b))
}

/** A value of a filter as a person reads it. */
export function valueText({ by, is }: Filter): string {
  if (is === noValue) return text.unknownValue
  const words: Readonly<Partial<Record<FilterName, Readonly<Record<string, string>>>>> = {
    class: text.deviceClass,
    outcome: text.outcome,
    severity: text.severity,
    trouble: text.devices.trouble,
    presence: text.devices.presence,
  }
  return words[by]?.[is] ?? is
}

export interface Where {
  readonly view: DeviceViewName
  readonly filters: readonly Filter[]
  readonly search: string
}

/** `severity=critical&vendor=AXIS` of a link: `state` names a view, `q` is a search, all else are filters. */
export function readWhere(link: string): Where {
  const parts = [...new URLSearchParams(link)]
  const state = parts.find(([key]) => key === 'state')?.[1]
  return {
    view: isViewName(state) ? state : 'all',
    filters: knownFilters(parts.map(([by, is]) => ({ by, is }))),
    search: parts.find(([key]) => key === 'q')?.[1] ?? '',
  }
}
