import './device-table.css'
import type { CSSProperties, ReactNode } from 'react'
import { text } from '../../text/text.ts'
import { type Column, columnLook } from './device-columns.tsx'
import { DeviceHead } from './device-head.tsx'
import { DeviceLine } from './device-line.tsx'
import type { Sort } from './sorted-rows.ts'
import { type CursorInput, type DeviceCursor, useDeviceCursor } from './use-device-cursor.ts'
import { useDeviceKeys } from './use-device-keys.ts'

const { devices } = text
/** In rem. */
const tickWidth = 2.4

interface DeviceTableProps extends CursorInput {
  readonly columns: readonly Column[]
  readonly onSort: (sort: Sort | null) => void
  /** Instead of rows where there are none. */
  readonly empty: ReactNode
}

/** All devices, drawn only where they are seen, so that 5,000 of them scroll like 50. */
export function DeviceTable(props: DeviceTableProps) {
  const { rows, columns, sort, onSort, picked, onPick, empty } = props
  const cursor = useDeviceCursor(props)
  const keys = useDeviceKeys(cursor, props)
  return (
    <>
      <section
        className="grid-box"
        ref={cursor.box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the box scrolls and carries the keys of the table
        tabIndex={0}
        aria-label={devices.table}
        {...keys}
      >
        <table className="grid" aria-rowcount={cursor.sorted.length + 1} style={lookOf(columns, cursor.height)}>
          <caption className="sr">{devices.title}</caption>
          <DeviceHead rows={rows} columns={columns} sort={sort} onSort={onSort} picked={picked} onPick={onPick} />
          <DeviceRows cursor={cursor} columns={columns} picked={picked} />
        </table>
        {rows.length === 0 && empty}
      </section>
      <p className="sr" aria-live="polite">
        {cursor.spoken}
      </p>
    </>
  )
}

interface DeviceRowsProps {
  readonly cursor: DeviceCursor
  readonly columns: readonly Column[]
  readonly picked: ReadonlySet<string>
}

function DeviceRows({ cursor, columns, picked }: DeviceRowsProps) {
  const { virtual, sorted, active, toggle, press } = cursor
  return (
    <tbody style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => {
        const row = sorted[index]
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
  )
}

function lookOf(columns: readonly Column[], rowHeight: number): CSSProperties {
  const width = columns.reduce((sum, column) => sum + columnLook[column].width, tickWidth)
  const look = { minWidth: `${width}rem`, '--grid-columns': tracksOf(columns), '--grid-row': `${rowHeight}px` }
  return look as CSSProperties
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
