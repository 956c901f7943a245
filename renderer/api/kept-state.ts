import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'

/** As `useState`, kept until the window closes: whoever comes back to a screen finds it as it was left. */
export function useKeptState<T>(name: string, first: T, accepts: (value: unknown) => value is T): Kept<T> {
  const key = `fieldseal.kept.${name}`
  const [value, setValue] = useState<T>(() => load(key, accepts) ?? first)
  useEffect(() => {
    window.sessionStorage.setItem(key, JSON.stringify(value))
  }, [key, value])
  return [value, setValue]
}

type Kept<T> = readonly [T, Dispatch<SetStateAction<T>>]

function load<T>(key: string, accepts: (value: unknown) => value is T): T | null {
  const stored = window.sessionStorage.getItem(key)
  if (stored === null) return null
  try {
    const value: unknown = JSON.parse(stored)
    return accepts(value) ? value : null
  } catch (error) {
    // Not ours: it is as if nothing was kept.
    if (error instanceof SyntaxError) return null
    throw error
  }
}
