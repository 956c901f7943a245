import { useMemo, useState } from 'react'
import { type Column, columnLook } from './device-columns.tsx'
import type { DeviceRow } from './device-sort.ts'

export interface Sort {
  readonly column: Column
  readonly descending: boolean
}

type Key = string | number

/** What a row is sorted by, made once for each: a row that changes is another object. */
const known = new Map<Column, WeakMap<DeviceRow, Key>>()

function keyOf(row: DeviceRow, column: Column): Key {
  let keys = known.get(column)
  if (keys === undefined) {
    keys = new WeakMap()
    known.set(column, keys)
  }
  const kept = keys.get(row)
  if (kept !== undefined) return kept
  const made = columnLook[column].key(row)
  keys.set(row, made)
  return made
}

/** In the order of a column; rows that are alike there stay as they were. */
function sortRows(rows: readonly DeviceRow[], sort: Sort | null): readonly DeviceRow[] {
  if (sort === null) return rows
  const { column, descending } = sort
  const keyed = rows.map((row) => ({ row, key: keyOf(row, column) }))
  const direction = descending ? -1 : 1
  keyed.sort((a, b) => (a.key === b.key ? 0 : a.key > b.key ? direction : -direction))
  return keyed.map(({ row }) => row)
}

/**
 * The rows in the order that is asked for. While `still`, each keeps the place that it had when that began, until another order
 * is asked for; new rows come last.
 */
export function useSortedRows(rows: readonly DeviceRow[], sort: Sort | null, still: boolean): readonly DeviceRow[] {
  const [kept, setKept] = useState<{ readonly sort: Sort | null; readonly ids: readonly string[] } | null>(null)
  const held = still && kept?.sort === sort ? kept.ids : null
  const sorted = useMemo(
    () => (held === null ? sortRows(rows, sort) : inPlaces(rows, held)),
    // A new object of the same order sorts nothing anew.
    [rows, held, sort],
  )
  if (still && held === null) setKept({ sort, ids: sorted.map(({ id }) => id) })
  if (!still && kept !== null) setKept(null)
  return sorted
}

function inPlaces(rows: readonly DeviceRow[], ids: readonly string[]): readonly DeviceRow[] {
  const left = new Map(rows.map((row) => [row.id, row]))
  const placed: DeviceRow[] = []
  for (const id of ids) {
    const row = left.get(id)
    if (row === undefined) continue
    placed.push(row)
    left.delete(id)
  }
  return [...placed, ...left.values()]
}
