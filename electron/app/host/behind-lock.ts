import type { Secret } from '../../model/secret.ts'
import { StoreError } from '../../store/errors.ts'
import type { OpenSite } from './open-site.ts'
import type { RunningWork } from './work.ts'

/** What becomes of work that runs when its site is locked: it goes on to its end, or nothing more is begun. */
export type LockedWork = 'goes-on' | 'ends'

/** How work stands or ended of which nobody sees more than this. */
export interface BehindState {
  readonly state: 'goes-on' | 'ending' | 'ended' | 'stopped' | 'trouble'
  readonly progress: RunningWork
}

/**
 * A site that is locked while its work comes to its end. Its keys stay in memory just so long: what was begun on a device needs
 * them to be finished in good order. Nothing of it is shown but how far it is.
 */
export class BehindLock {
  readonly open: OpenSite
  /** Settles when the work has ended and the site is closed, or was brought back. */
  readonly closed: Promise<void>
  #isEnding: boolean
  #isBack = false
  #isClosing = false
  #progress: RunningWork
  #end: BehindState['state'] | null = null

  constructor(open: OpenSite, running: RunningWork, work: LockedWork) {
    this.open = open
    this.#progress = running
    this.#isEnding = work === 'ends'
    if (this.#isEnding) open.work.cancel()
    this.closed = this.#closeAfterwards()
  }

  get state(): BehindState {
    this.#progress = this.open.work.running ?? this.#progress
    return { state: this.#end ?? (this.#isEnding ? 'ending' : 'goes-on'), progress: this.#progress }
  }

  /** Begins nothing more. What is in hand is finished. */
  endWork(): void {
    this.#isEnding = true
    this.open.work.cancel()
  }

  /**
   * The site is shown again to whoever knows its passphrase. Null: its work ended meanwhile and it is closed.
   * @throws {StoreError} `store/wrong-passphrase`
   */
  async bringBack(passphrase: Secret): Promise<OpenSite | null> {
    const isTheirs = await this.open.session.passphrase.holds(passphrase)
    if (!isTheirs) throw new StoreError('store/wrong-passphrase', 'This passphrase does not open the site.')
    if (this.#isClosing) {
      await this.closed
      return null
    }
    this.#isBack = true
    return this.open
  }

  async #closeAfterwards(): Promise<void> {
    const end = await this.open.work.ended()
    if (this.#isBack) return
    this.#isClosing = true
    this.#progress = end.progress
    this.#end = end.state === 'done' ? 'ended' : end.state === 'cancelled' ? 'stopped' : 'trouble'
    await this.open.close()
  }
}
