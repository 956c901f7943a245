import type { Plan } from '../../engine/plan.ts'
import type { SiteSession } from '../../engine/session.ts'
import type { Change } from '../../model/site.ts'
import { type DiscoveryRun, noRun } from '../views/discovery-view.ts'
import { type Names, namesOf } from '../views/plan-view.ts'
import type { Practice } from './practice.ts'
import type { Work } from './work.ts'

/** A plan that was made, and where each of its changes stands. */
export interface ShownPlan {
  readonly plan: Plan
  readonly moved: Map<string, Change>
  running: boolean
}

/** Everything that belongs to the site that is open now, and ends with it. */
export class OpenSite {
  readonly session: SiteSession
  readonly work: Work
  readonly unlockedAt = Date.now()
  readonly #practice: Practice | null
  discovery: DiscoveryRun = noRun
  shownPlan: ShownPlan | null = null

  constructor(session: SiteSession, work: Work, practice: Practice | null) {
    this.session = session
    this.work = work
    this.#practice = practice
  }

  get isPractice(): boolean {
    return this.#practice !== null
  }

  /** Called when discovery has brought the inventory up to date. */
  discovered(): void {
    this.#practice?.discovered()
  }

  names(): Names {
    return namesOf(this.session.devices(), this.session.checklist().items)
  }

  /** Puts running work down, wipes the keys and closes the file. A practice site is thrown away with its devices. */
  async close(): Promise<void> {
    await this.work.end()
    this.session.close()
    await this.#practice?.end()
  }
}
