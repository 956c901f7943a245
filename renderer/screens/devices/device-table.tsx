import './device-table.css'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useCallback, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { text } from '../../text/text.ts'
import { useLook } from '../../theme/theme-provider.tsx'
import { allColumns, type Column, columnLook, rowsAsText, worstText } from './device-columns.tsx'
import { DeviceLine } from './device-line.tsx'
import { type DeviceRow, deviceName } from './device-sort.ts'

const { devices } = text
const rowHeight = 31
/** Rows that Page Up and Page Down move by. */
const pageRows = 12
const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns })
const helper = createColumnHelper<typeof features, DeviceRow>()
const columnDefs = helper.columns(
  allColumns.map((id) =>
    helper.accessor((row) => columnLook[id].key(row), { id, sortFn: 'basic', sortDescFirst: false }),
  ),
)

export interface Sort {
  readonly column: Column
  readonly descending: boolean
}

interface DeviceTableProps {
  readonly rows: readonly DeviceRow[]
  readonly columns: readonly Column[]
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
  readonly picked: ReadonlySet<string>
  readonly onPick: (picked: ReadonlySet<string>) => void
  /** Work runs: rows stay where they are, whatever becomes of them. */
  readonly still: boolean
  /** Instead of rows where there are none. */
  readonly empty: ReactNode
}

/** All devices, drawn only where they are seen, so that 5,000 of them scroll like 50. */
export function DeviceTable(props: DeviceTableProps) {
  const { rows, columns, sort, onSort, picked, onPick, still, empty } = props
  const [, navigate] = useLocation()
  const { textSize } = useLook()
  const [active, setActive] = useState(0)
  const [spoken, setSpoken] = useState('')
  const box = useRef<HTMLElement>(null)
  const table = useTable({
    features,
    columns: columnDefs,
    data: rows,
    getRowId: (row: DeviceRow) => row.id,
    state: { sorting: sort === null ? [] : [{ id: sort.column, desc: sort.descending }] },
  })
  const sorted = useStillOrder(table.getRowModel().rows, still, sort)
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => box.current,
    estimateSize: () => Math.round((rowHeight * textSize) / 100),
    overscan: 10,
  })
  const seen = virtual.getVirtualItems()
  const all = rows.length > 0 && rows.every(({ id }) => picked.has(id))
  const newest = useRef({ picked, onPick })
  newest.current = { picked, onPick }
  const toggle = useCallback((id: string) => {
    const next = new Set(newest.current.picked)
    if (!next.delete(id)) next.add(id)
    newest.current.onPick(next)
  }, [])
  const at = (index: number) => sorted[index]?.original
  const goTo = (index: number, extend: boolean) => {
    const target = Math.max(0, Math.min(sorted.length - 1, index))
    const row = at(target)
    if (row === undefined) return
    if (extend) {
      const [from, to] = target < active ? [target, active] : [active, target]
      onPick(new Set([...picked, ...sorted.slice(from, to + 1).map(({ id }) => id)]))
    }
    setActive(target)
    virtual.scrollToIndex(target)
    setSpoken(devices.row(row.address, row.name ?? deviceName(row), worstText(row), target + 1, sorted.length))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const current = at(active)
    const onBox = event.target === box.current
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event
    if (altKey || (event.target as HTMLElement).closest('thead') !== null) return
    if (ctrlKey || metaKey) {
      if (key.toLowerCase() !== 'a' || !onBox) return
      onPick(new Set(rows.map(({ id }) => id)))
      event.preventDefault()
      return
    }
    switch (key) {
      case 'ArrowDown':
      case 'j':
        goTo(active + 1, shiftKey)
        break
      case 'ArrowUp':
      case 'k':
        goTo(active - 1, shiftKey)
        break
      case 'PageDown':
        goTo(active + pageRows, shiftKey)
        break
      case 'PageUp':
        goTo(active - pageRows, shiftKey)
        break
      case 'Home':
        goTo(0, shiftKey)
        break
      case 'End':
        goTo(sorted.length - 1, shiftKey)
        break
      case ' ':
      case 'x':
        if (!onBox || current === undefined) return
        toggle(current.id)
        break
      case 'Enter':
        if (!onBox || current === undefined) return
        navigate(`/devices/${current.id}`)
        break
      case 'Escape':
        onPick(new Set())
        break
      default:
        return
    }
    event.preventDefault()
  }
  const onCopy = (event: ClipboardEvent<HTMLElement>) => {
    if (window.getSelection()?.isCollapsed === false) return
    const chosen = sorted.filter(({ id }, index) => (picked.size === 0 ? index === active : picked.has(id)))
    event.clipboardData.setData(
      'text/plain',
      rowsAsText(
        chosen.map(({ original }) => original),
        columns,
      ),
    )
    event.preventDefault()
    setSpoken(devices.copied(chosen.length))
  }
  const before = seen[0]?.start ?? 0
  const after = virtual.getTotalSize() - (seen.at(-1)?.end ?? 0)
  const width = columns.reduce((sum, column) => sum + columnLook[column].width, 2.4)
  return (
    <>
      <section
        className="grid-box"
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the box scrolls and carries the keys of the table
        tabIndex={0}
        aria-label={devices.table}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
      >
        <table className="grid" aria-rowcount={sorted.length + 1} style={{ minWidth: `${width}rem` }}>
          <caption className="sr">{devices.title}</caption>
          <colgroup>
            <col className="c-check" />
            {columns.map((column) => (
              <col key={column} style={column === 'worst' ? {} : { width: `${columnLook[column].width}rem` }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              <td className="check">
                <input
                  type="checkbox"
                  className="tick"
                  aria-label={devices.selectAll}
                  checked={all}
                  ref={(tick) => {
                    if (tick !== null) tick.indeterminate = picked.size > 0 && !all
                  }}
                  onChange={() => onPick(all ? new Set() : new Set(rows.map(({ id }) => id)))}
                />
              </td>
              {columns.map((column) => (
                <Head key={column} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            <Spacer height={before} />
            {seen.map(({ index }) => {
              const row = at(index)
              return row === undefined ? null : (
                <DeviceLine
                  key={row.id}
                  row={row}
                  columns={columns}
                  index={index}
                  isPicked={picked.has(row.id)}
                  isActive={index === active}
                  onToggle={toggle}
                  onActive={setActive}
                />
              )
            })}
            <Spacer height={after} />
          </tbody>
        </table>
        {rows.length === 0 && empty}
      </section>
      <p className="sr" aria-live="polite">
        {spoken}
      </p>
    </>
  )
}

function Head({ column, sort, onSort }: { readonly column: Column } & Pick<DeviceTableProps, 'sort' | 'onSort'>) {
  const own = sort?.column === column ? sort : null
  return (
    <th
      scope="col"
      className={columnLook[column].className}
      aria-sort={own === null ? 'none' : own.descending ? 'descending' : 'ascending'}
    >
      <button
        type="button"
        onClick={() => onSort(own?.descending === true ? null : { column, descending: own !== null })}
      >
        {devices.column[column]}
        {own?.descending === false && <IconArrowUp size="0.95em" aria-hidden />}
        {own?.descending === true && <IconArrowDown size="0.95em" aria-hidden />}
      </button>
    </th>
  )
}

/** The rows in the order that they had when `still` began, until another order is asked for; new rows come last. */
function useStillOrder<Row extends { readonly id: string }>(
  rows: readonly Row[],
  still: boolean,
  sort: Sort | null,
): readonly Row[] {
  const [kept, setKept] = useState<{ readonly sort: Sort | null; readonly places: ReadonlyMap<string, number> } | null>(
    null,
  )
  if (still && (kept === null || kept.sort !== sort)) {
    setKept({ sort, places: new Map(rows.map(({ id }, index) => [id, index])) })
  }
  if (!still && kept !== null) setKept(null)
  if (kept === null || kept.sort !== sort) return rows
  const placeOf = ({ id }: Row) => kept.places.get(id) ?? kept.places.size
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b))
}

/** Stands for the rows that are not drawn, so that the scroll bar tells the truth. */
function Spacer({ height }: { readonly height: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden style={{ height }}>
      <td className="spacer" />
    </tr>
  )
}
