import type { SiteSession } from '../../engine/session.ts'
import { FirmwareLibrary } from '../../store/firmware-library.ts'
import { type DiscoveryRun, noRun } from '../views/discovery-view.ts'
import { type Names, namesOf } from '../views/plan-view.ts'
import type { ShownUpgrade } from '../views/upgrade-view.ts'
import { Plans } from './plans.ts'
import type { Practice } from './practice.ts'
import { SinceUnlock } from './since-unlock.ts'
import type { StampQueue } from './stamp-queue.ts'
import type { Work } from './work.ts'

/** What stays in memory of a locked site until another one is opened: plans hold no secret, and a plan that is read is not lost to a lock. */
export type LeftSite = Pick<OpenSite, 'plans' | 'shownUpgrade'> & { readonly file: string; readonly visitId: string }

/** Everything that belongs to the site that is open now, and ends with it. */
export class OpenSite {
  readonly kind = 'open'
  readonly session: SiteSession
  readonly work: Work
  sinceUnlock = new SinceUnlock()
  readonly #practice: Practice | null
  readonly #libraryFolder: string
  #library: FirmwareLibrary | null = null
  /** Packs of this site that wait for timestamps; null until the site is told where its authorities are. */
  stamps: StampQueue | null = null
  discovery: DiscoveryRun = noRun
  plans: Plans
  shownUpgrade: ShownUpgrade | null = null

  constructor(session: SiteSession, work: Work, libraryFolder: string, practice: Practice | null) {
    this.session = session
    this.work = work
    this.plans = new Plans(session.keptPlans.all())
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

  /** What a person decided and looked at before this very site was locked, in the same visit. */
  takeBack(left: LeftSite): void {
    if (left.file !== this.session.file || left.visitId !== this.session.visit().id) return
    this.plans.takeBack(left.plans)
    this.shownUpgrade = left.shownUpgrade
  }

  /** Plans that wait outlive the program: called whenever one was made, or another one is looked at. */
  keepPlans(): void {
    this.session.keptPlans.keep(this.plans.kept)
  }

  left(): LeftSite {
    const { session, plans, shownUpgrade } = this
    return { file: session.file, visitId: session.visit().id, plans, shownUpgrade }
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
