import { useState } from 'react'

/** The first rows of a long list, until all are asked for. `more` is null when there are no others. */
export function useFirst<T>(list: readonly T[], amount: number) {
  const [all, setAll] = useState(false)
  const hides = !all && list.length > amount
  return { shown: hides ? list.slice(0, amount) : list, more: hides ? () => setAll(true) : null }
}
