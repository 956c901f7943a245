import './device-table.css'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type ClipboardEvent,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useRef,
  useState,
} from 'react'
import { useLocation } from 'wouter'
import { text } from '../../text/text.ts'
import { useLook } from '../../theme/theme-provider.tsx'
import { rowPixels } from '../../theme/tokens.ts'
import { type Column, columnLook, rowsAsText, worstText } from './device-columns.tsx'
import { DeviceLine } from './device-line.tsx'
import { type DeviceRow, deviceName } from './device-sort.ts'
import { type Sort, useSortedRows } from './sorted-rows.ts'

const { devices } = text
/** Rows that Page Up and Page Down move by. */
const pageRows = 12
/** Rows that stay above the one that somebody comes back to. */
const rowsAbove = 4
/** In rem. */
const tickWidth = 2.4

interface DeviceTableProps {
  readonly rows: readonly DeviceRow[]
  readonly columns: readonly Column[]
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
  readonly picked: ReadonlySet<string>
  readonly onPick: (picked: ReadonlySet<string>) => void
  /** The device of the row that somebody comes back to; empty: the first. */
  readonly startAt: string
  /** A row was pressed or opened. */
  readonly onRow: (id: string) => void
  /** Work runs: rows stay where they are, whatever becomes of them. */
  readonly still: boolean
  /** Instead of rows where there are none. */
  readonly empty: ReactNode
}

/** All devices, drawn only where they are seen, so that 5,000 of them scroll like 50. */
export function DeviceTable(props: DeviceTableProps) {
  const { rows, columns, sort, onSort, picked, onPick, startAt, onRow, still, empty } = props
  const [, navigate] = useLocation()
  const { textSize, density } = useLook()
  const [spoken, setSpoken] = useState('')
  const box = useRef<HTMLElement>(null)
  const sorted = useSortedRows(rows, sort, still)
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      sorted.findIndex(({ id }) => id === startAt),
    ),
  )
  const height = rowPixels(density, textSize)
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 6,
    // With a few rows above the one that somebody comes back to.
    initialOffset: Math.max(0, active - rowsAbove) * height,
    // The head covers a row.
    scrollPaddingEnd: height,
  })
  const seen = virtual.getVirtualItems()
  const all = rows.length > 0 && rows.every(({ id }) => picked.has(id))
  const newest = useRef({ picked, onPick, sorted, onRow })
  newest.current = { picked, onPick, sorted, onRow }
  const toggle = useCallback((id: string) => {
    const next = new Set(newest.current.picked)
    if (!next.delete(id)) next.add(id)
    newest.current.onPick(next)
  }, [])
  const press = useCallback((index: number) => {
    setActive(index)
    const row = newest.current.sorted[index]
    if (row !== undefined) newest.current.onRow(row.id)
  }, [])
  const at = (index: number) => sorted[index]
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
        onRow(current.id)
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
    event.clipboardData.setData('text/plain', rowsAsText(chosen, columns))
    event.preventDefault()
    setSpoken(devices.copied(chosen.length))
  }
  const width = columns.reduce((sum, column) => sum + columnLook[column].width, tickWidth)
  const look = { minWidth: `${width}rem`, '--grid-columns': tracksOf(columns), '--grid-row': `${height}px` }
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
        <table className="grid" aria-rowcount={sorted.length + 1} style={look as CSSProperties}>
          <caption className="sr">{devices.title}</caption>
          <thead>
            <tr aria-rowindex={1}>
              <td className="check">
                {/* The whole cell can be touched, not the box alone. */}
                <label className="tick-cell">
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
                </label>
              </td>
              {columns.map((column) => (
                <Head key={column} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody style={{ height: virtual.getTotalSize() }}>
            {seen.map(({ index, start }) => {
              const row = at(index)
              return row === undefined ? null : (
                <DeviceLine
                  key={row.id}
                  row={row}
                  columns={columns}
                  index={index}
                  top={start}
                  isPicked={picked.has(row.id)}
                  isActive={index === active}
                  onToggle={toggle}
                  onActive={press}
                />
              )
            })}
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

/** The worst item takes what is left; without it all columns share it. */
function tracksOf(columns: readonly Column[]): string {
  const tracks = columns.map((column) => {
    const { width } = columnLook[column]
    if (column === 'worst') return `minmax(${width}rem, 1fr)`
    return columns.includes('worst') ? `${width}rem` : `minmax(${width}rem, ${width}fr)`
  })
  return [`${tickWidth}rem`, ...tracks].join(' ')
}
