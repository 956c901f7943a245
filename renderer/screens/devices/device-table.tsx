import './device-table.css'
import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import {
  createColumnHelper,
  createSortedRowModel,
  FlexRender,
  rowSortingFeature,
  type SortingState,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { SeverityMark } from '../../components/severity-mark.tsx'
import { OutcomeTag, Tag } from '../../components/tag.tsx'
import { text } from '../../text/en.ts'
import { useLook } from '../../theme/theme-provider.tsx'
import { addressKey, type DeviceRow, worstKey } from './device-sort.ts'

const { devices } = text
const rowHeight = 31
const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns })
const helper = createColumnHelper<typeof features, DeviceRow>()
const known = (value: string | null) => value ?? <span className="dim">{text.unknownValue}</span>

const columns = helper.columns([
  helper.accessor((row) => addressKey(row.address), {
    id: 'address',
    header: devices.address,
    cell: ({ row: { original } }) => (
      <a className="row-link mono" href={`#/devices/${original.id}`} tabIndex={-1}>
        {original.address}
      </a>
    ),
  }),
  helper.accessor(worstKey, {
    id: 'worst',
    header: devices.worst,
    cell: ({ row: { original } }) => <WorstItem row={original} />,
  }),
  helper.accessor('open', { header: devices.open, cell: ({ row: { original } }) => original.open }),
  helper.accessor((row) => row.vendor ?? '', {
    id: 'vendor',
    header: devices.vendor,
    cell: ({ row: { original } }) => known(original.vendor),
  }),
  helper.accessor((row) => row.model ?? '', {
    id: 'model',
    header: devices.model,
    cell: ({ row: { original } }) => <span title={original.model ?? undefined}>{known(original.model)}</span>,
  }),
  helper.accessor((row) => row.firmware ?? '', {
    id: 'firmware',
    header: devices.firmware,
    cell: ({ row: { original } }) => (
      <span className="mono" title={original.firmware ?? undefined}>
        {known(original.firmware)}
      </span>
    ),
  }),
  helper.accessor((row) => text.deviceClass[row.deviceClass], {
    id: 'class',
    header: devices.deviceClass,
    cell: ({ row: { original } }) => text.deviceClass[original.deviceClass],
  }),
])

const cellClass = (column: string) => (column === 'open' ? 'right num' : column === 'class' ? 'wide-only' : undefined)

interface DeviceTableProps {
  readonly rows: readonly DeviceRow[]
  readonly picked: ReadonlySet<string>
  readonly onPick: (picked: ReadonlySet<string>) => void
  /** Work runs: rows stay where they are, whatever becomes of them. */
  readonly still: boolean
  /** Instead of rows where there are none. */
  readonly empty: ReactNode
}

/** All devices, drawn only where they are seen, so that 5,000 of them scroll like 50. */
export function DeviceTable({ rows, picked, onPick, still, empty }: DeviceTableProps) {
  const [, navigate] = useLocation()
  const { textSize } = useLook()
  const [sorting, setSorting] = useState<SortingState>([{ id: 'worst', desc: false }])
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row: DeviceRow) => row.id,
    state: { sorting },
    onSortingChange: setSorting,
  })
  const sorted = useStillOrder(table.getRowModel().rows, still)
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => box.current,
    estimateSize: () => Math.round((rowHeight * textSize) / 100),
    overscan: 12,
  })
  const seen = virtual.getVirtualItems()
  const all = rows.length > 0 && rows.every(({ id }) => picked.has(id))
  const toggle = (id: string) => {
    const next = new Set(picked)
    if (!next.delete(id)) next.add(id)
    onPick(next)
  }
  const goTo = (index: number) => {
    const target = Math.max(0, Math.min(sorted.length - 1, index))
    setActive(target)
    virtual.scrollToIndex(target)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const current = sorted[active]?.original
    const onBox = event.target === box.current
    switch (event.key) {
      case 'ArrowDown':
        goTo(active + 1)
        break
      case 'ArrowUp':
        goTo(active - 1)
        break
      case 'Home':
        goTo(0)
        break
      case 'End':
        goTo(sorted.length - 1)
        break
      case ' ':
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
  const before = seen[0]?.start ?? 0
  const after = virtual.getTotalSize() - (seen.at(-1)?.end ?? 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the box scrolls and carries the keys of the table
    <section className="grid-box" ref={box} tabIndex={0} aria-label={devices.table} onKeyDown={onKeyDown}>
      <table className="grid" aria-rowcount={sorted.length + 1}>
        <caption className="sr">{devices.title}</caption>
        <colgroup>
          <col className="c-check" />
          <col className="c-address" />
          <col className="c-worst" />
          <col className="c-open" />
          <col className="c-vendor" />
          <col className="c-model" />
          <col className="c-firmware" />
          <col className="c-class wide-only" />
        </colgroup>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1}>
              <td className="check">
                <Checkbox
                  aria-label={devices.selectAll}
                  checked={all}
                  indeterminate={picked.size > 0 && !all}
                  onChange={() => onPick(all ? new Set() : new Set(rows.map(({ id }) => id)))}
                />
              </td>
              {group.headers.map((header) => {
                const direction = header.column.getIsSorted()
                return (
                  <th
                    scope="col"
                    key={header.id}
                    className={cellClass(header.id)}
                    aria-sort={direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : 'none'}
                  >
                    <button type="button" onClick={header.column.getToggleSortingHandler()}>
                      <FlexRender header={header} />
                      {direction === 'asc' && <IconArrowUp size="0.95em" aria-hidden />}
                      {direction === 'desc' && <IconArrowDown size="0.95em" aria-hidden />}
                    </button>
                  </th>
                )
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          <Spacer height={before} />
          {seen.map(({ index }) => {
            const row = sorted[index]
            if (row === undefined) return null
            const { id, original } = row
            return (
              <tr
                key={id}
                aria-rowindex={index + 2}
                aria-selected={picked.has(id)}
                className={`${picked.has(id) ? 'picked' : ''} ${index === active ? 'active' : ''}`}
                onClick={() => setActive(index)}
              >
                <td className="check">
                  <Checkbox
                    aria-label={devices.select(original.address)}
                    checked={picked.has(id)}
                    onChange={() => toggle(id)}
                  />
                </td>
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} className={cellClass(cell.column.id)}>
                    <FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            )
          })}
          <Spacer height={after} />
        </tbody>
      </table>
      {rows.length === 0 && empty}
    </section>
  )
}

/** The rows in the order that they had when `still` began; new rows come last. */
function useStillOrder<Row extends { readonly id: string }>(rows: readonly Row[], still: boolean): readonly Row[] {
  const [places, setPlaces] = useState<ReadonlyMap<string, number> | null>(null)
  if (still && places === null) setPlaces(new Map(rows.map(({ id }, index) => [id, index])))
  if (!still && places !== null) setPlaces(null)
  if (places === null) return rows
  const placeOf = ({ id }: Row) => places.get(id) ?? places.size
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

function WorstItem({ row: { worst, assessed, conflict } }: { readonly row: DeviceRow }) {
  if (conflict) return <Tag tone="warn">{devices.conflict}</Tag>
  if (worst === null) {
    return assessed ? (
      <OutcomeTag outcome="pass">{devices.allPass}</OutcomeTag>
    ) : (
      <OutcomeTag outcome="notchecked">{devices.notAssessed}</OutcomeTag>
    )
  }
  return (
    <span className="worst" title={worst.title}>
      <OutcomeTag outcome={worst.outcome} />
      <SeverityMark severity={worst.severity} word={false} />
      <span className="mono item-id">{worst.item}</span>
      <span className="cut">{worst.title}</span>
    </span>
  )
}
