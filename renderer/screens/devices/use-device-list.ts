import { useMemo, useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { useKeptState } from '../../api/kept-state.ts'
import { offerUndo } from '../../frame/undo.tsx'
import { text } from '../../text/text.ts'
import { allColumns, type Column, firstColumns } from './device-columns.tsx'
import { type Filter, filterRows, knownFilters, type Where } from './device-filter.ts'
import { type DeviceRow, matchesSearch, searchWords } from './device-sort.ts'
import { type DeviceViewName, deviceViewNames, deviceViews, isViewName } from './device-views.ts'
import type { Sort } from './sorted-rows.ts'

export type SavedView = Output<'devices.views'>[number]

/** How the list is looked at: what is kept when somebody leaves the screen and comes back. */
export interface ListLook {
  readonly view: DeviceViewName
  readonly filters: readonly Filter[]
  readonly search: string
  readonly columns: readonly Column[]
  readonly sort: Sort | null
}

const firstLook: ListLook = {
  view: 'all',
  filters: [],
  search: '',
  columns: firstColumns,
  sort: { column: 'worst', descending: false },
}

const isColumn = (name: unknown): name is Column => allColumns.some((column) => column === name)

function isLook(value: unknown): value is ListLook {
  if (typeof value !== 'object' || value === null) return false
  const { view, filters, search, columns, sort } = value as Partial<Record<keyof ListLook, unknown>>
  const isSort = sort === null || isColumn((sort as Partial<Sort> | undefined)?.column)
  return (
    isViewName(view) &&
    typeof search === 'string' &&
    Array.isArray(filters) &&
    Array.isArray(columns) &&
    isSort &&
    columns.length > 0 &&
    columns.every(isColumn)
  )
}

/** The look of the list and the rows that it shows. `where` is what a link asked for; it is not kept. */
export function useDeviceList(rows: readonly DeviceRow[], where: Where | null) {
  const [kept, setKept] = useKeptState('devices', firstLook, isLook)
  const [linked, setLinked] = useState<ListLook | null>(where === null ? null : { ...kept, ...where })
  const look = linked ?? kept
  const setLook = linked === null ? setKept : setLinked
  const { view, filters, search } = look
  const counts = useMemo(
    () =>
      Object.fromEntries(deviceViewNames.map((name) => [name, rows.filter(deviceViews[name]).length])) as Readonly<
        Record<DeviceViewName, number>
      >,
    [rows],
  )
  const inView = useMemo(() => filterRows(rows.filter(deviceViews[view]), filters), [rows, view, filters])
  const shown = useMemo(() => {
    const words = searchWords(search)
    return words.length === 0 ? inView : inView.filter((row) => matchesSearch(row, words))
  }, [inView, search])
  const change = (part: Partial<ListLook>) => setLook({ ...look, ...part })
  return {
    look,
    counts,
    shown,
    change,
    isNarrowed: filters.length > 0 || search !== '' || view !== 'all',
    clear: () => {
      change({ view: 'all', filters: [], search: '' })
      offerUndo(text.notices.filtersCleared, () => {
        setLook(look)
        return null
      })
    },
    /** Puts a kept view in the place of the look. */
    use: ({ filters: wanted, columns, sort, search: words }: SavedView) =>
      change({
        view: 'all',
        filters: knownFilters(wanted),
        search: words,
        columns: columns.length === 0 ? firstColumns : columns,
        sort,
      }),
  }
}

export type DeviceList = ReturnType<typeof useDeviceList>
