import { useSyncExternalStore } from 'react'
import { useDrafts } from '../../api/drafts.ts'
import { isLike, useDraft } from '../../api/use-draft.ts'
import { text } from '../../text/text.ts'

const { record } = text
export type PartName = keyof typeof record.part

/** What was typed into one part of the record and is not saved. */
export interface RecordDraft<T> {
  readonly value: T
  /** Differs from what is on record. */
  readonly isUnsaved: boolean
  set(next: T | ((known: T) => T)): void
  forget(): void
}

const formOf = (part: PartName): string => `record ${part}`

/** @param saved what is on record, in the form in which it is edited */
export function useRecordDraft<T>(part: PartName, saved: T): RecordDraft<T> {
  const { value, isBegun, set, forget } = useDraft(formOf(part), saved, isLike(saved))
  const drafts = useDrafts()
  return {
    value,
    isUnsaved: isBegun && !isSame(value, saved),
    set: (next) => {
      set(next)
      // Typed back to what is on record, nothing is unsaved.
      if (isSame(drafts.read(formOf(part)), saved)) forget()
    },
    forget,
  }
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Parts in which something was typed and not saved. */
export function useUnsavedParts(parts: readonly PartName[]): ReadonlySet<PartName> {
  const drafts = useDrafts()
  const unsaved = useSyncExternalStore(drafts.subscribe, () =>
    parts.filter((part) => drafts.read(formOf(part)) !== undefined).join(' '),
  )
  return new Set(parts.filter((part) => unsaved.split(' ').includes(part)))
}
