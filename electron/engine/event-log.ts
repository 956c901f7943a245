import { nextLogLine } from '../evidence/log.ts'
import type { SiteFile } from '../store/site-file.ts'

/** What happened, in one flat object. `type` is a dotted noun; no secret ever enters. */
export interface LogEvent {
  readonly type: string
  readonly device?: string
  readonly [detail: string]: unknown
}

/** The hash-chained log of one visit: a line is on disk when `append` returns, and goes into the pack as it is. */
export class EventLog {
  readonly #store: SiteFile
  readonly #visitId: string
  readonly #siteId: string
  #last: string | null

  constructor(store: SiteFile, siteId: string, visitId: string) {
    this.#store = store
    this.#siteId = siteId
    this.#visitId = visitId
    this.#last = store.lastLogLine(visitId)
    if (this.#last === null) this.append({ type: 'visit.start' })
  }

  append(event: LogEvent): void {
    const stamped = { t: new Date().toISOString(), mono: Math.round(performance.now()), ...event }
    const line = nextLogLine(this.#last, { visit: this.#visitId, site: this.#siteId }, stamped)
    this.#store.appendLog(this.#visitId, line)
    this.#last = line
  }
}
