import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import type { Event, Output, Problem } from '../../electron/contract/channels.ts'
import { useApi } from './api-context.ts'
import { useEvent } from './use-event.ts'
import { queryKey } from './use-query.ts'

export type Progress = Event<'progress'>
type Work = Progress['work']

interface Live {
  /** Newest word about each kind of long work. */
  readonly progress: Readonly<Partial<Record<Work, Progress>>>
  /** Trouble of long work that no screen was waiting for, oldest first. */
  readonly problems: readonly Problem[]
  dismiss(problem: Problem): void
  /** Trouble of something that runs by itself. */
  tell(problem: Problem): void
}

const LiveContext = createContext<Live | null>(null)

export function useLive(): Live {
  const live = useContext(LiveContext)
  if (live === null) throw new Error('useLive outside of ApiProvider')
  return live
}

/** The work that runs now, or null. There is never more than one. */
export function useRunningWork(): Progress | null {
  const { progress } = useLive()
  return Object.values(progress).find(({ state }) => state === 'running') ?? null
}

/** Keeps the cached answers true to the events of main. On lock everything that was shown of the site is forgotten. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient()
  const api = useApi()
  const [progress, setProgress] = useState<Live['progress']>({})
  const [problems, setProblems] = useState<readonly Problem[]>([])
  useEvent('progress', (news) => setProgress((known) => ({ ...known, [news.work]: news })))
  const tell = useCallback((problem: Problem) => setProblems((known) => [...known, problem]), [])
  useEvent('problem', tell)
  const showRows = useGathered((rows: ReadonlyMap<string, Row>) => {
    client.setQueryData<Rows>(queryKey('devices.list', undefined), (list) => withRows(list, rows))
    for (const id of rows.keys()) void client.invalidateQueries({ queryKey: queryKey('devices.view', { id }) })
  })
  useEvent('changed', ({ areas }) => {
    // What waits is older than what is asked for now.
    showRows.flush()
    for (const area of areas) void client.invalidateQueries({ queryKey: [area] })
  })
  useEvent('change', (change) => {
    client.setQueryData<Output<'plan.view'>>(queryKey('plan.view', undefined), (plan) =>
      plan ? { ...plan, changes: plan.changes.map((known) => (known.id === change.id ? change : known)) } : plan,
    )
  })
  useEvent('deviceRows', ({ rows }) => showRows.add(rows))
  useEvent('locked', () => {
    setProgress({})
    setProblems([])
    // First no site is open, so that no screen of it stays; then every answer about it is dropped.
    client.setQueryData<Output<'site.view'>>(queryKey('site.view', undefined), null)
    client.removeQueries({ predicate: ({ queryKey: [area, channel] }) => channel !== 'site.view' && area !== 'app' })
    void client.invalidateQueries({ queryKey: ['app'] })
  })
  // A page that comes up in the middle of work cannot know of it.
  useEffect(() => {
    void api.call('work.view', undefined).then((answer) => {
      if (!answer.ok || answer.value === null) return
      const news = answer.value
      setProgress((known) => ({ [news.work]: news, ...known }))
    })
  }, [api])
  const live = useMemo<Live>(
    () => ({
      progress,
      problems,
      dismiss: (problem) => setProblems((known) => known.filter((other) => other !== problem)),
      tell,
    }),
    [progress, problems, tell],
  )
  return <LiveContext value={live}>{children}</LiveContext>
}

type Rows = Output<'devices.list'>
type Row = Rows[number]

/** Between two drawings of rows that change. Nobody reads faster, and each one costs a frame. */
const calmMs = 150

interface Gathered {
  add(rows: Rows): void
  /** Hands over what waits. */
  flush(): void
}

/** Hands rows over at once where it was calm, else together with what comes within a moment: each as it was last. */
function useGathered(show: (rows: ReadonlyMap<string, Row>) => void): Gathered {
  const newest = useRef(show)
  useEffect(() => {
    newest.current = show
  })
  const [gathered] = useState(() => {
    let waiting = new Map<string, Row>()
    let timer: number | null = null
    let shownAt = Number.NEGATIVE_INFINITY
    const flush = () => {
      if (timer !== null) window.clearTimeout(timer)
      timer = null
      if (waiting.size === 0) return
      const rows = waiting
      waiting = new Map()
      shownAt = performance.now()
      newest.current(rows)
    }
    const add = (rows: Rows) => {
      for (const row of rows) waiting.set(row.id, row)
      const calm = performance.now() - shownAt
      if (calm >= calmMs) flush()
      else timer ??= window.setTimeout(flush, calmMs - calm)
    }
    return { add, flush }
  })
  useEffect(() => gathered.flush, [gathered])
  return gathered
}

/** The list with these rows as they are now, each in its place; ones that are new come last. */
function withRows(list: Rows | undefined, rows: ReadonlyMap<string, Row>): Rows | undefined {
  if (list === undefined) return undefined
  const news = new Map(rows)
  const kept = list.map((row) => {
    const now = news.get(row.id)
    news.delete(row.id)
    return now ?? row
  })
  return [...kept, ...news.values()]
}
