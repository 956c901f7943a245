import type { ReactNode } from 'react'
import { type DeviceColumn, deviceColumns } from '../../../electron/contract/device-columns.ts'
import { SeverityMark } from '../../components/severity-mark.tsx'
import { OutcomeTag, Tag } from '../../components/tag.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { dateTimeText, numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { addressKey, type DeviceRow, worstKey } from './device-sort.ts'

export type Column = DeviceColumn
export const allColumns: readonly Column[] = deviceColumns
export const firstColumns: readonly Column[] = [
  'address',
  'name',
  'worst',
  'open',
  'vendor',
  'model',
  'firmware',
  'state',
]

const isFirst = (columns: readonly Column[]): boolean => columns.join() === firstColumns.join()

/** The columns that are drawn: as at first, one that would say nothing on any row makes room for the others. */
export function drawnColumns(columns: readonly Column[], rows: readonly DeviceRow[]): readonly Column[] {
  if (!isFirst(columns)) return columns
  const saysNothing: Readonly<Partial<Record<Column, (row: DeviceRow) => boolean>>> = {
    name: ({ name }) => name === null,
    // Conflicts, trouble and what was not assessed stand in the column of the worst item too.
    state: ({ presence }) => presence === 'here',
  }
  return columns.filter((column) => !rows.every(saysNothing[column] ?? (() => false)))
}

const { devices } = text

interface Look {
  /** In rem; the worst item takes what is left. */
  readonly width: number
  readonly key: (row: DeviceRow) => string | number
  readonly cell: (row: DeviceRow) => ReactNode
  /** As it is copied. */
  readonly plain: (row: DeviceRow) => string
  readonly className?: string
}

const known = (value: string | null): ReactNode =>
  value === null ? <span className="dim">{text.unknownValue}</span> : <span title={value}>{value}</span>
const mono = (value: string | null): ReactNode => <span className="mono">{known(value)}</span>
const ofText = (width: number, get: (row: DeviceRow) => string | null, draw = known): Look => ({
  width,
  key: (row) => get(row)?.toLowerCase() ?? '\uffff',
  cell: (row) => draw(get(row)),
  plain: (row) => get(row) ?? '',
})

/** How each column looks, sorts and is copied. */
export const columnLook: Readonly<Record<Column, Look>> = {
  address: {
    width: 7.4,
    key: ({ address }) => addressKey(address),
    cell: ({ id, address }) => (
      <a className="row-link mono" href={`#/devices/${id}`} tabIndex={-1}>
        {address}
      </a>
    ),
    plain: ({ address }) => address,
  },
  name: ofText(6.4, ({ name }) => name),
  worst: { width: 12.5, key: worstKey, cell: (row) => <WorstItem row={row} />, plain: worstText },
  open: {
    // Room for its name, whatever the language calls it.
    width: Math.max(3.6, devices.column.open.length * 0.64),
    // What nobody looked at is no zero: it comes last, as nothing known.
    key: ({ open, assessed }) => (assessed ? -open : 1),
    cell: ({ open, assessed }) =>
      assessed ? (
        numberText(open)
      ) : (
        <span className="dim" title={devices.notAssessed}>
          {devices.notLooked}
        </span>
      ),
    plain: ({ open, assessed }) => (assessed ? String(open) : ''),
    className: 'right num',
  },
  vendor: ofText(5.8, ({ vendor }) => vendor),
  model: ofText(8.4, ({ model }) => model),
  firmware: ofText(13, ({ firmware }) => firmware, mono),
  class: ofText(8, ({ deviceClass }) => text.deviceClass[deviceClass]),
  zone: ofText(7, ({ zone }) => zone),
  serial: ofText(10, ({ serial }) => serial, mono),
  mac: ofText(10, ({ macs }) => macs.join(' ') || null, mono),
  driver: ofText(9, ({ driver, grade }) =>
    driver === null ? null : `${driver}${grade === null ? '' : `, ${devices.grade[grade].toLowerCase()}`}`,
  ),
  state: {
    width: 6.8,
    key: stateText,
    cell: (row) => <span className={row.presence === 'here' ? 'dim' : undefined}>{stateText(row)}</span>,
    plain: stateText,
  },
  lastSeen: {
    width: 10,
    key: ({ lastSeen }) => lastSeen,
    cell: ({ lastSeen }) => <span className="dim">{dateTimeText(lastSeen)}</span>,
    plain: ({ lastSeen }) => lastSeen,
  },
}

function stateText({ conflict, trouble, presence, assessed }: DeviceRow): string {
  if (conflict) return devices.conflict
  if (trouble !== null) return devices.trouble[trouble] ?? trouble
  if (presence !== 'here') return devices.presence[presence] ?? presence
  return assessed ? devices.assessed : devices.notAssessed
}

/** The worst item in words, as it is said aloud and copied. */
export function worstText({ worst, assessed, conflict }: DeviceRow): string {
  if (conflict) return devices.conflict
  if (worst === null) return assessed ? devices.allPass : devices.notAssessed
  return `${text.outcome[worst.outcome]}, ${text.severity[worst.severity]}, ${worst.item} ${checklistText(worst.title)}`
}

/** Rows as a spreadsheet takes them from the clipboard, with the names of the columns above. */
export function rowsAsText(rows: readonly DeviceRow[], columns: readonly Column[]): string {
  const clean = (cell: string) => cell.replace(/[\t\r\n]+/g, ' ')
  return [
    columns.map((column) => devices.column[column]),
    ...rows.map((row) => columns.map((column) => columnLook[column].plain(row))),
  ]
    .map((cells) => cells.map(clean).join('\t'))
    .join('\n')
}

function WorstItem({ row: { worst, assessed, conflict, trouble } }: { readonly row: DeviceRow }) {
  if (conflict) return <Tag tone="warn">{devices.conflict}</Tag>
  if (trouble !== null) return <OutcomeTag outcome="error">{devices.trouble[trouble] ?? trouble}</OutcomeTag>
  if (worst === null) {
    return assessed ? (
      <OutcomeTag outcome="pass">{devices.allPass}</OutcomeTag>
    ) : (
      <OutcomeTag outcome="notchecked">{devices.notAssessed}</OutcomeTag>
    )
  }
  return (
    <span className="worst" title={checklistText(worst.title)}>
      <OutcomeTag outcome={worst.outcome} />
      <SeverityMark severity={worst.severity} word={false} />
      <span className="mono item-id">{worst.item}</span>
      <span className="cut">{checklistText(worst.title)}</span>
    </span>
  )
}
