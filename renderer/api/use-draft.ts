import { useEffect, useSyncExternalStore } from 'react'
import { useDrafts } from './drafts.ts'

export interface Draft<T> {
  /** What was begun, or the beginning where nothing was. */
  readonly value: T
  readonly isBegun: boolean
  /** A function gets what is kept at that moment, also long after the drawing that it was made in. */
  set(next: T | ((known: T) => T)): void
  forget(): void
}

/**
 * The one way to hold what a person types before it is saved: it outlives the screen, the window and the app, and belongs to the
 * open site alone. Secrets are not for it.
 *
 * @param name of the form, the same on every visit to the screen
 * @param first what stands there where nothing was begun
 * @param accepts whether what was kept is of today's shape; else it is as if nothing was begun
 */
export function useDraft<T>(name: string, first: T, accepts: (value: unknown) => value is T): Draft<T> {
  const drafts = useDrafts()
  const raw = useSyncExternalStore(drafts.subscribe, () => drafts.read(name))
  const isBegun = raw !== undefined && accepts(raw)
  const known = (): T => {
    const now = drafts.read(name)
    return now !== undefined && accepts(now) ? now : first
  }
  return {
    value: isBegun ? raw : first,
    isBegun,
    set: (next) => drafts.keep(name, typeof next === 'function' ? (next as (known: T) => T)(known()) : next),
    forget: () => drafts.forget(name),
  }
}

/** Files of a draft by their id; one that is still on its way is missing. */
export function useDraftFiles(name: string, ids: readonly string[]): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const drafts = useDrafts()
  const wanted = ids.join(' ')
  // Read for its side: it says when a file has arrived.
  useSyncExternalStore(drafts.subscribe, () => ids.map((id) => drafts.file(name, id)?.length ?? '').join(' '))
  useEffect(() => {
    for (const id of wanted.split(' ')) if (id !== '') void drafts.loadFile(name, id)
  }, [drafts, name, wanted])
  return new Map(
    ids.flatMap((id) => {
      const bytes = drafts.file(name, id)
      return bytes == null ? [] : [[id, bytes] as const]
    }),
  )
}

/** Accepts what has the parts of `example`, each of its kind; what lists hold is taken as it is. */
export const isLike =
  <T>(example: T) =>
  (value: unknown): value is T =>
    isAlike(value, example)

function isAlike(value: unknown, example: unknown): boolean {
  if (Array.isArray(example)) return Array.isArray(value)
  if (typeof example !== 'object' || example === null) return typeof value === typeof example
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.entries(example).every(([name, part]) => isAlike((value as Record<string, unknown>)[name], part))
}
