import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useRef, useState } from 'react'
import { text } from '../../text/text.ts'
import { useLook } from '../../theme/theme-provider.tsx'
import { rowPixels } from '../../theme/tokens.ts'
import { worstText } from './device-columns.tsx'
import { type DeviceRow, deviceName } from './device-sort.ts'
import { type Sort, useSortedRows } from './sorted-rows.ts'

/** Rows that stay above the one that somebody comes back to. */
const rowsAbove = 4

export interface CursorInput {
  readonly rows: readonly DeviceRow[]
  readonly sort: Sort | null
  readonly picked: ReadonlySet<string>
  readonly onPick: (picked: ReadonlySet<string>) => void
  /** The device of the row that somebody comes back to; empty: the first. */
  readonly startAt: string
  /** A row was pressed or opened. */
  readonly onRow: (id: string) => void
  /** Work runs: rows stay where they are, whatever becomes of them. */
  readonly still: boolean
}

export type DeviceCursor = ReturnType<typeof useDeviceCursor>

/** The rows in their order, which of them are drawn, the active one, and what is said of it. */
export function useDeviceCursor({ rows, sort, picked, onPick, startAt, onRow, still }: CursorInput) {
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
  const goTo = (index: number, extend: boolean) => {
    const target = Math.max(0, Math.min(sorted.length - 1, index))
    const row = sorted[target]
    if (row === undefined) return
    if (extend) {
      const [from, to] = target < active ? [target, active] : [active, target]
      onPick(new Set([...picked, ...sorted.slice(from, to + 1).map(({ id }) => id)]))
    }
    setActive(target)
    virtual.scrollToIndex(target)
    setSpoken(text.devices.row(row.address, row.name ?? deviceName(row), worstText(row), target + 1, sorted.length))
  }
  return { box, sorted, active, height, virtual, spoken, say: setSpoken, toggle, press, goTo }
}
