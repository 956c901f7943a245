import type { Plan } from '../../engine/change/plan.ts'
import { type Hold, usualWaves, type WaveRule } from '../../engine/change/waves.ts'
import type { SiteSession } from '../../engine/session.ts'
import type { Change } from '../../model/site.ts'
import { FirmwareLibrary } from '../../store/firmware-library.ts'
import { type DiscoveryRun, noRun } from '../views/discovery-view.ts'
import { type Names, namesOf } from '../views/plan-view.ts'
import type { ShownUpgrade } from '../views/upgrade-view.ts'
import type { Practice } from './practice.ts'
import type { StampQueue } from './stamp-queue.ts'
import type { Work } from './work.ts'

/** A plan that was made, and where each of its changes stands. */
export interface ShownPlan {
  readonly plan: Plan
  readonly moved: Map<string, Change>
  running: boolean
  /** The second person who agreed to it, proven by their passphrase. */
  approvedBy: string | null
  rule: WaveRule
  /** Devices of each wave; empty before it was applied. */
  order: readonly (readonly string[])[]
  /** Holds it back while it runs; null before. */
  hold: Hold | null
}

/** A plan that nobody touched yet. */
export const newShownPlan = (plan: Plan): ShownPlan => ({
  plan,
  moved: new Map(),
  running: false,
  approvedBy: null,
  rule: usualWaves,
  order: [],
  hold: null,
})

/** Everything that belongs to the site that is open now, and ends with it. */
export class OpenSite {
  readonly kind = 'open'
  readonly session: SiteSession
  readonly work: Work
  readonly unlockedAt = Date.now()
  readonly #practice: Practice | null
  readonly #libraryFolder: string
  #library: FirmwareLibrary | null = null
  /** Packs of this site that wait for timestamps; null until the site is told where its authorities are. */
  stamps: StampQueue | null = null
  discovery: DiscoveryRun = noRun
  shownPlan: ShownPlan | null = null
  shownUpgrade: ShownUpgrade | null = null

  constructor(session: SiteSession, work: Work, libraryFolder: string, practice: Practice | null) {
    this.session = session
    this.work = work
    this.#libraryFolder = libraryFolder
    this.#practice = practice
  }

  /** Firmware files that this site may be upgraded with. @throws {FirmwareError} when their folder cannot be made */
  get library(): FirmwareLibrary {
    this.#library ??= new FirmwareLibrary(this.#libraryFolder)
    return this.#library
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
    await this.stamps?.end()
    this.session.close()
    await this.#practice?.end()
  }
}
