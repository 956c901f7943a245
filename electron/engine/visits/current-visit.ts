import type { Visit } from '../../model/site.ts'
import type { SiteFile } from '../../store/site-file.ts'
import { EventLog } from '../event-log.ts'
import { carryScope } from './carried-scope.ts'
import { linesAfterSeal } from './lines-after-seal.ts'

/**
 * The visit that is going on, and its log. A sealed visit stays as it was sealed: the first piece of work after it begins the next
 * one, so that whatever is done stands in the pack of a visit, and drift is held against what was sealed.
 */
export class CurrentVisit {
  readonly #store: SiteFile
  readonly #began: (visit: Visit) => void
  #visit: Visit
  #log: EventLog

  constructor(store: SiteFile, began: (visit: Visit) => void) {
    this.#store = store
    this.#began = began
    this.#visit = store.currentVisit() ?? store.startVisit(new Date().toISOString())
    this.#log = new EventLog(store, store.site().id, this.#visit.id)
  }

  get visit(): Visit {
    return this.#visit
  }

  get id(): string {
    return this.#visit.id
  }

  get isSealed(): boolean {
    return this.#store.packs().some(({ visitId }) => visitId === this.#visit.id)
  }

  /** For what is no work: a look at a password, a timestamp. After a seal such lines go over into the log of the next visit. */
  get log(): EventLog {
    return this.#log
  }

  /** For work. Not to be called within a transaction: what it undoes would take the visit with it. */
  workLog(): EventLog {
    this.begin()
    return this.#log
  }

  /**
   * Begins the next visit where this one is sealed. To be called before anything is done for it.
   *
   * @param scope `anew` where the technician confirms one right now; else the scope of before goes on, and the log says so
   */
  begin(scope: 'carried' | 'anew' = 'carried'): void {
    if (!this.isSealed) return
    const { id, number } = this.#visit
    const now = new Date().toISOString()
    const { visit, log } = this.#store.transaction(() => {
      const after = linesAfterSeal(this.#store, id)
      this.#store.endVisit(id, now)
      const visit = this.#store.startVisit(now)
      const log = new EventLog(this.#store, this.#store.site().id, visit.id)
      log.appendAll(after.map((entry) => ({ type: 'log.carried', of: number, entry })))
      if (scope === 'carried') carryScope(this.#store, visit, log)
      return { visit, log }
    })
    this.#visit = visit
    this.#log = log
    this.#began(visit)
  }
}
