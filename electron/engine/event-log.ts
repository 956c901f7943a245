import type { Checklist } from '../catalog/checklist.ts'
import { nextLogLine } from '../evidence/log.ts'
import type { SiteFile } from '../store/site-file.ts'

/** What happened, in one flat object. `type` is a dotted noun; no secret ever enters. */
export interface LogEvent {
  readonly type: string
  readonly device?: string
  readonly [detail: string]: unknown
}

/** A checklist as the log names it. */
interface NamedChecklist {
  readonly id: string
  readonly version: string
  /** Of its file, hex. */
  readonly sha256: string
}

const checklistOf = {
  'checklist.used': ({ checklist }: LogEvent): unknown => checklist,
  'checklist.changed': ({ to }: LogEvent): unknown => to,
}

/**
 * The hash-chained log of one visit: a line is on disk when `append` returns, and goes into the pack as it is. Inside
 * `SiteFile.transaction` it is on disk with the rest of that, or gone with it.
 */
export class EventLog {
  readonly #store: SiteFile
  readonly #visitId: string
  readonly #siteId: string
  /** The one named last. Null: not looked up yet. */
  #checklist: NamedChecklist | null = null

  constructor(store: SiteFile, siteId: string, visitId: string) {
    this.#store = store
    this.#siteId = siteId
    this.#visitId = visitId
    if (store.lastLogLine(visitId) === null) this.append({ type: 'visit.start' })
  }

  append(event: LogEvent): void {
    this.appendAll([event])
  }

  /** One line for each, in this order: all of them, or none. */
  appendAll(events: readonly LogEvent[]): void {
    const stamp = { t: new Date().toISOString(), mono: Math.round(performance.now()) }
    const chain = { visit: this.#visitId, site: this.#siteId }
    // Always the last line of the file: a line that was undone with its transaction must not be built upon.
    let last = this.#store.lastLogLine(this.#visitId)
    const lines = events.map((event) => {
      last = nextLogLine(last, chain, { ...stamp, ...event })
      return last
    })
    this.#store.appendLog(this.#visitId, ...lines)
  }

  /**
   * Names the checklist that judges from here on, where it is not the one named last: what was judged by another one may
   * have items that this one does not know. Not inside a transaction: what was named stays named.
   *
   * @returns whether it is another one
   */
  judgeBy({ id, version, digestHex }: Pick<Checklist, 'id' | 'version' | 'digestHex'>): boolean {
    const named = { id, version, sha256: digestHex }
    this.#checklist ??= this.#namedChecklist()
    if (this.#checklist?.id === id && this.#checklist.sha256 === digestHex) return false
    if (this.#checklist === null && !this.#hasFindings()) this.append({ type: 'checklist.used', checklist: named })
    else this.append({ type: 'checklist.changed', from: this.#checklist, to: named })
    this.#checklist = named
    return true
  }

  #namedChecklist(): NamedChecklist | null {
    const naming = this.#lines('checklist.').findLast(({ type }) => Object.hasOwn(checklistOf, type))
    return naming === undefined
      ? null
      : (checklistOf[naming.type as keyof typeof checklistOf](naming) as NamedChecklist)
  }

  /** Judged by a version that named no checklist: which one it was, nobody knows. */
  #hasFindings(): boolean {
    return this.#lines('finding').some(({ type }) => type === 'finding')
  }

  /** Lines whose type may begin so: a text of a device can look like it. */
  #lines(type: string): LogEvent[] {
    const lines = this.#store.logLines(this.#visitId).filter((line) => line.includes(`"type":"${type}`))
    return lines.map((line) => JSON.parse(line) as LogEvent)
  }
}
