import { memo } from 'react'
import { text } from '../../text/text.ts'
import { type Column, columnLook } from './device-columns.tsx'
import type { DeviceRow } from './device-sort.ts'

interface DeviceLineProps {
  readonly row: DeviceRow
  readonly columns: readonly Column[]
  readonly index: number
  /** From the top of all rows, in px. */
  readonly top: number
  readonly isPicked: boolean
  readonly isActive: boolean
  readonly onToggle: (id: string) => void
  readonly onActive: (index: number) => void
}

/** One device of the list; drawn again only when something of it changed. */
export const DeviceLine = memo(function DeviceLine(props: DeviceLineProps) {
  const { row, columns, index, top, isPicked, isActive, onToggle, onActive } = props
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={isPicked}
      className={`${isPicked ? 'picked' : ''} ${isActive ? 'active' : ''}`}
      style={{ top }}
      onClick={() => onActive(index)}
    >
      <td className="check">
        <label className="tick-cell">
          <input
            type="checkbox"
            className="tick"
            aria-label={text.devices.select(row.address)}
            checked={isPicked}
            onChange={() => onToggle(row.id)}
          />
        </label>
      </td>
      {columns.map((column) => (
        <td key={column} className={columnLook[column].className}>
          {columnLook[column].cell(row)}
        </td>
      ))}
    </tr>
  )
})
