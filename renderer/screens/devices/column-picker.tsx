import { Button, Checkbox } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { IconButton } from '../../components/icon-button.tsx'
import { text } from '../../text/text.ts'
import { allColumns, type Column, firstColumns } from './device-columns.tsx'

const { devices } = text

/** Which columns, and in which order. The address always stays: it is how one finds a device again. */
export function ColumnPicker(props: {
  readonly columns: readonly Column[]
  readonly onChange: (columns: readonly Column[]) => void
}) {
  const { columns, onChange } = props
  const others = allColumns.filter((column) => !columns.includes(column))
  const move = (index: number, step: -1 | 1) => {
    const next = [...columns]
    const [moved] = next.splice(index, 1)
    if (moved !== undefined) next.splice(index + step, 0, moved)
    onChange(next)
  }
  return (
    <div className="column-picker">
      <ul aria-label={devices.columns}>
        {columns.map((column, index) => (
          <li key={column}>
            <Checkbox
              checked
              disabled={column === 'address'}
              label={devices.column[column]}
              onChange={() => onChange(columns.filter((known) => known !== column))}
            />
            <span className="grow" />
            <IconButton
              label={devices.moveColumn(devices.column[column], true)}
              disabled={index === 0}
              onClick={() => move(index, -1)}
            >
              <IconChevronLeft size="1rem" aria-hidden />
            </IconButton>
            <IconButton
              label={devices.moveColumn(devices.column[column], false)}
              disabled={index === columns.length - 1}
              onClick={() => move(index, 1)}
            >
              <IconChevronRight size="1rem" aria-hidden />
            </IconButton>
          </li>
        ))}
        {others.map((column) => (
          <li key={column}>
            <Checkbox checked={false} label={devices.column[column]} onChange={() => onChange([...columns, column])} />
          </li>
        ))}
      </ul>
      <Button variant="default" onClick={() => onChange(firstColumns)}>
        {devices.columnsReset}
      </Button>
    </div>
  )
}
