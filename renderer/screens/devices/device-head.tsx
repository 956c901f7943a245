import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { text } from '../../text/text.ts'
import { type Column, columnLook } from './device-columns.tsx'
import type { DeviceRow } from './device-sort.ts'
import type { Sort } from './sorted-rows.ts'

const { devices } = text

interface Sorting {
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
}

interface DeviceHeadProps extends Sorting {
  readonly rows: readonly DeviceRow[]
  readonly columns: readonly Column[]
  readonly picked: ReadonlySet<string>
  readonly onPick: (picked: ReadonlySet<string>) => void
}

/** The head of the list: ticks all rows or none, and sorts by a column. */
export function DeviceHead({ rows, columns, picked, onPick, ...sorting }: DeviceHeadProps) {
  const all = rows.length > 0 && rows.every(({ id }) => picked.has(id))
  return (
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
          <ColumnHead key={column} column={column} {...sorting} />
        ))}
      </tr>
    </thead>
  )
}

function ColumnHead({ column, sort, onSort }: { readonly column: Column } & Sorting) {
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
