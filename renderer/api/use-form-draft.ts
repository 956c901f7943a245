import { useEffect } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { useDrafts } from './drafts.ts'
import { isLike, useDraft } from './use-draft.ts'

/** What was typed into a form of this name before, or `first`. */
export function useFormDraft<T extends FieldValues>(name: string, first: T): { readonly value: T; forget(): void } {
  const { value, forget } = useDraft(name, first, isLike(first))
  return { value, forget }
}

/** Keeps every value of the form as it is typed. Not for a form with a password. */
export function useKeptForm<T extends FieldValues>(name: string, { watch }: Pick<UseFormReturn<T>, 'watch'>): void {
  const drafts = useDrafts()
  useEffect(() => {
    const watching = watch((values) => drafts.keep(name, values))
    return () => watching.unsubscribe()
  }, [drafts, name, watch])
}
