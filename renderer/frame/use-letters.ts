import { useEffect, useRef } from 'react'
import { loadPreference, savePreference } from '../api/preferences.ts'

const isOff = (value: unknown): value is 'off' => value === 'off'

/** Keys of one letter can be switched off: they get in the way of people who speak to their computer. */
export const letters = {
  areOn: (): boolean => loadPreference('letters', isOff) === null,
  set: (on: boolean): void => savePreference('letters', on ? null : 'off'),
}

/** How long the first key of a pair waits for the second. */
const pairMs = 1200

/**
 * Hears keys of one letter (`n`, `?`) and pairs (`g d`) while no field has the focus, no dialog is open and no Ctrl, Alt or Meta is
 * held.
 */
export function useLetters(keys: Readonly<Record<string, () => void>>): void {
  const newest = useRef(keys)
  useEffect(() => {
    newest.current = keys
  })
  useEffect(() => {
    let first: { readonly key: string; readonly at: number } | null = null
    const hear = (event: KeyboardEvent) => {
      const { key, ctrlKey, altKey, metaKey, target, defaultPrevented, timeStamp } = event
      if (defaultPrevented || ctrlKey || altKey || metaKey || !letters.areOn() || isBusy(target)) return
      const pair = first !== null && timeStamp - first.at < pairMs ? `${first.key} ${key}` : null
      first = { key, at: timeStamp }
      const act = (pair === null ? undefined : newest.current[pair]) ?? newest.current[key]
      if (act === undefined) return
      first = null
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"]') !== null) return true
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select') !== null
  )
}
