import type { ClipboardEvent, KeyboardEvent } from 'react'
import { useLocation } from 'wouter'
import { text } from '../../text/text.ts'
import { type Column, rowsAsText } from './device-columns.tsx'
import type { CursorInput, DeviceCursor } from './use-device-cursor.ts'

/** Rows that Page Up and Page Down move by. */
const pageRows = 12

interface KeysInput extends Pick<CursorInput, 'rows' | 'picked' | 'onPick' | 'onRow'> {
  readonly columns: readonly Column[]
}

/** Every key of the list, on the box that scrolls: moving, ticking, opening, and copying what is ticked. */
export function useDeviceKeys(cursor: DeviceCursor, { rows, picked, onPick, onRow, columns }: KeysInput) {
  const [, navigate] = useLocation()
  const { box, sorted, active, say, toggle, goTo } = cursor
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const current = sorted[active]
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
    say(text.devices.copied(chosen.length))
  }
  return { onKeyDown, onCopy }
}
