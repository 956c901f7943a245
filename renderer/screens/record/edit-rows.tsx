import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { DayField } from '../../components/day-field.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { text } from '../../text/text.ts'
import type { Row, RowErrors } from './record-drafts.ts'

const { record } = text

export interface Column {
  readonly name: string
  readonly label: string
  readonly kind?: 'text' | 'date' | 'mono'
  /** A choice instead of free text. */
  readonly options?: readonly (readonly [string, string])[]
}

interface EditRowsProps {
  readonly title: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly empty: Row
  readonly onChange: (rows: readonly Row[]) => void
  readonly errors?: (row: Row) => RowErrors
  readonly showErrors?: boolean
  /** What an empty table says. */
  readonly nothing?: string
  /** So many rows are drawn; all others are kept as they are, and their number is said. */
  readonly most?: number
  /** More rows than these cannot be added. */
  readonly limit?: number
}

/** A short table that is edited in place: every field is a labelled field of its own. */
export function EditRows({
  title,
  columns,
  rows,
  empty,
  onChange,
  errors,
  showErrors = false,
  nothing = record.noRows,
  most = 200,
  limit = Number.POSITIVE_INFINITY,
}: EditRowsProps) {
  const set = (index: number, name: string, value: string) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, [name]: value } : row)))
  return (
    <div className="edit-rows">
      {rows.length === 0 ? (
        <p className="dim">{nothing}</p>
      ) : (
        <div className="scroll-x">
          <table>
            <caption className="sr">{title}</caption>
            <thead>
              <tr>
                {columns.map(({ name, label }) => (
                  <th key={name} scope="col">
                    {label}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, most).map((row, index) => {
                const wrong = showErrors && errors ? errors(row) : {}
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
                  <tr key={index}>
                    {columns.map((column) => (
                      <td key={column.name}>
                        <Field
                          column={column}
                          label={`${column.label}, ${record.row(index + 1)}`}
                          value={row[column.name] ?? ''}
                          error={wrong[column.name]}
                          onChange={(value) => set(index, column.name, value)}
                        />
                      </td>
                    ))}
                    <td>
                      <IconButton
                        label={record.remove(`${title}, ${record.row(index + 1)}`)}
                        onClick={() => onChange(rows.filter((_, at) => at !== index))}
                      >
                        <IconX size="1.1rem" aria-hidden />
                      </IconButton>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > most && <p className="dim">{record.notDrawn(rows.length - most)}</p>}
      {rows.length < limit && (
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size="1.1em" aria-hidden />}
            aria-label={`${record.add}: ${title}`}
            onClick={() => onChange([...rows, empty])}
          >
            {record.add}
          </Button>
        </div>
      )}
    </div>
  )
}

function Field(props: {
  readonly column: Column
  readonly label: string
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}) {
  const { column, label, value, error, onChange } = props
  if (column.options !== undefined) {
    return (
      <NativeSelect
        aria-label={label}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {column.options.map(([name, said]) => (
          <option key={name} value={name}>
            {said}
          </option>
        ))}
      </NativeSelect>
    )
  }
  if (column.kind === 'date') return <DayField aria-label={label} value={value} error={error} onChange={onChange} />
  return (
    <TextInput
      aria-label={label}
      value={value}
      error={error}
      autoComplete="off"
      spellCheck={false}
      {...(column.kind === 'mono' ? { classNames: { input: 'mono-input' } } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
