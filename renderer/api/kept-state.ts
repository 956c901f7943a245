import type { Dispatch, SetStateAction } from 'react'
import { useDraft } from './use-draft.ts'

/** As `useState`, kept with the site: whoever comes back to a screen, or starts the app again, finds it as it was left. */
export function useKeptState<T>(name: string, first: T, accepts: (value: unknown) => value is T): Kept<T> {
  const { value, set } = useDraft(name, first, accepts)
  return [value, set]
}

type Kept<T> = readonly [T, Dispatch<SetStateAction<T>>]
