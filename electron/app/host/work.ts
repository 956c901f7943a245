import { setMaxListeners } from 'node:events'
import type { Event } from '../../contract/channels.ts'
import { Cancelled, ExpectedError, toProblem } from '../../model/errors.ts'
import { type HostEvents, siteAreas } from './events.ts'
import { RemainingTime } from './remaining-time.ts'

export type RunningWork = Pick<Event<'progress'>, 'work' | 'done' | 'total' | 'text' | 'held' | 'waiting'>
type Kind = RunningWork['work']

/** How long work ended, and how far it had come. */
export interface WorkEnded {
  readonly state: 'done' | 'cancelled' | 'problem'
  readonly progress: RunningWork
}
type Step = Pick<RunningWork, 'done' | 'total' | 'text' | 'waiting'>

/** A second long work was asked for while one runs. */
export class WorkRuns extends ExpectedError {
  override readonly name = 'WorkRuns'
  readonly code = 'app/work-runs'
  readonly remedy = 'Wait until the running work is done, or cancel it.'
}

/**
 * The one long work of an open site. Tells the window how far it is, ends it on request, and lets nobody close the site
 * under it.
 */
export class Work {
  readonly #events: HostEvents
  #current: {
    readonly controller: AbortController
    readonly ended: Promise<WorkEnded>
    readonly time: RemainingTime
    progress: RunningWork
    held: boolean
  } | null = null

  constructor(events: HostEvents) {
    this.#events = events
  }

  get running(): RunningWork | null {
    if (this.#current === null) return null
    const { progress, held } = this.#current
    return held ? { ...progress, held } : progress
  }

  /**
   * Runs to the end and answers what `task` answers. Trouble is thrown to the caller and said to the window.
   * @throws {WorkRuns}
   */
  async run<T>(kind: Kind, task: (signal: AbortSignal, report: (step: Step) => void) => Promise<T>): Promise<T> {
    if (this.#current !== null)
      throw new WorkRuns(`${this.#current.progress.work} is running; only one long work runs at a time.`)
    const controller = new AbortController()
    // Every open socket of the work listens for the cancel.
    setMaxListeners(0, controller.signal)
    const first: RunningWork = { work: kind, done: 0, total: null, text: '' }
    const time = new RemainingTime()
    const report = (step: Step) => {
      if (this.#current === null) return
      const { done, total, text, waiting } = step
      this.#current.progress = { work: kind, done, total, text, ...(waiting === undefined ? {} : { waiting }) }
      this.#keepTime()
      this.#events.often(`progress ${kind}`, 'progress', {
        ...this.#current.progress,
        state: 'running',
        remainingSeconds: time.seconds(step.done, step.total),
        held: this.#current.held,
      })
    }
    const ended = deferred()
    this.#current = { controller, ended: ended.promise, time, progress: first, held: false }
    this.#events.send('progress', { ...first, state: 'running' })
    // The visit shows what runs from its first moment on, not from its first step.
    this.#events.changed('site')
    try {
      const value = await task(controller.signal, report)
      ended.resolve(this.#finish(controller.signal.aborted ? 'cancelled' : 'done', first))
      return value
    } catch (error) {
      const isCancelled = controller.signal.aborted || error instanceof Cancelled
      ended.resolve(this.#finish(isCancelled ? 'cancelled' : 'problem', first))
      throw error
    }
  }

  /** Starts the work and answers at once. Trouble goes to the window as an event; bugs stay loud. */
  start(kind: Kind, task: (signal: AbortSignal, report: (step: Step) => void) => Promise<void>): void {
    if (this.#current !== null)
      throw new WorkRuns(`${this.#current.progress.work} is running; only one long work runs at a time.`)
    this.run(kind, task).catch((error: unknown) => {
      if (error instanceof Cancelled) return
      if (error instanceof ExpectedError) this.#events.send('problem', toProblem(error))
      else this.#events.bug(error)
    })
  }

  paused(isHeld: boolean): void {
    if (this.#current === null) return
    this.#current.held = isHeld
    this.#keepTime()
    this.#events.send('progress', { ...this.#current.progress, state: 'running', held: isHeld })
  }

  /** Time in which nothing is begun says nothing about the pace of the work. */
  #keepTime(): void {
    if (this.#current === null) return
    const { time, held, progress } = this.#current
    if (held || progress.waiting !== undefined) time.hold()
    else time.release()
  }

  /** Says once more how far the running work is: to a window that cannot know. */
  tell(): void {
    if (this.running !== null) this.#events.send('progress', { ...this.running, state: 'running' })
  }

  cancel(): void {
    this.#current?.controller.abort()
  }

  /** How the running work ends, when it has put everything down. Only while some runs. */
  async ended(): Promise<WorkEnded> {
    if (this.#current === null) throw new Error('no work runs')
    return await this.#current.ended
  }

  /** Cancels and waits until the work has put everything down. */
  async end(): Promise<void> {
    this.cancel()
    await this.#current?.ended
  }

  #finish(state: WorkEnded['state'], first: RunningWork): WorkEnded {
    const progress = this.#current?.progress ?? first
    this.#current = null
    this.#events.send('progress', { ...progress, state })
    this.#events.changed(...siteAreas)
    return { state, progress }
  }
}

function deferred(): { readonly promise: Promise<WorkEnded>; readonly resolve: (end: WorkEnded) => void } {
  let resolve: (end: WorkEnded) => void = () => undefined
  const promise = new Promise<WorkEnded>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
