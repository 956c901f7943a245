import { existsSync } from 'node:fs'
import type { StampAuthority } from '../../engine/seal/stamp-authorities.ts'
import type { StampOutcome } from '../../engine/seal/stamps.ts'
import type { SiteSession } from '../../engine/session.ts'
import { ExpectedError } from '../../model/errors.ts'

const minute = 60_000
/** Between two tries without an answer: doubled each time, up to the last. */
const firstPauseMs = minute
const longestPauseMs = 32 * minute

/**
 * Packs that wait for timestamps: asks for them after a seal, and again and again until a network is there. Asks nobody but the
 * authorities that a person entered, and nothing while there are none.
 */
export class StampQueue {
  readonly #session: Pick<SiteSession, 'stamps'>
  readonly #file: string
  readonly #moved: () => void
  readonly #bug: (error: unknown) => void
  readonly #ending = new AbortController()
  #running: Promise<void> | null = null
  /** Looks whether anything waits. */
  #looking: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  #pauseMs = firstPauseMs
  triedAt: string | null = null
  outcomes: readonly StampOutcome[] = []

  /** @param file where the authorities of this user are kept. @param moved called whenever something is different. */
  constructor(
    session: Pick<SiteSession, 'stamps'>,
    file: string,
    moved: () => void,
    bug: (error: unknown) => void = (error) => {
      throw error
    },
  ) {
    this.#session = session
    this.#file = file
    this.#moved = moved
    this.#bug = bug
  }

  get asking(): boolean {
    return this.#running !== null
  }

  /** Tries now where something waits, and later again. Never throws: trouble of an authority is its outcome. */
  try(): void {
    if (this.#ending.signal.aborted || this.#running !== null) return
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#looking ??= this.#askIfNeeded()
      .catch((error: unknown) => {
        if (!(error instanceof ExpectedError)) this.#bug(error)
      })
      .finally(() => {
        this.#looking = null
      })
  }

  async #askIfNeeded(): Promise<void> {
    if (await this.#isAnythingToDo()) await this.ask({ log: false })
  }

  /** Asks now, on the word of a person. @throws {ExpectedError} trouble with the list or with a pack file */
  async ask({ log }: { readonly log: boolean }): Promise<void> {
    if (this.#running !== null) return await this.#running
    this.#running = this.#ask(log)
    this.#moved()
    try {
      await this.#running
    } finally {
      this.#running = null
      this.#moved()
      await this.#later()
    }
  }

  /** Asks no more, and waits until what was begun is put down. */
  async end(): Promise<void> {
    this.#ending.abort()
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#looking
    await this.#running?.catch(() => undefined)
  }

  async #ask(log: boolean): Promise<void> {
    const authorities = await this.#authorities()
    const { signal } = this.#ending
    const stamps = await this.#session.stamps()
    const ofLog = log ? await stamps.stampLog(authorities, { signal }) : []
    const packs = await stamps.stampWaiting(authorities, { signal })
    this.outcomes = [...ofLog, ...packs.flatMap(({ outcomes }) => outcomes)]
    this.triedAt = new Date().toISOString()
  }

  async #isAnythingToDo(): Promise<boolean> {
    try {
      const authorities = await this.#authorities()
      if (authorities.length === 0 || this.#ending.signal.aborted) return false
      return (await this.#session.stamps()).waiting(authorities).length > 0
    } catch (error) {
      // Said where the list is shown; a list that cannot be read is not asked for by itself.
      if (error instanceof ExpectedError) return false
      throw error
    }
  }

  /** What stamps needs many libraries: they are loaded by whoever needs one, and not by the opening of a site. */
  async #authorities(): Promise<readonly StampAuthority[]> {
    if (!existsSync(this.#file)) return []
    const { readAuthorities } = await import('../../engine/seal/stamp-authorities.ts')
    return readAuthorities(this.#file)
  }

  async #later(): Promise<void> {
    if (this.#ending.signal.aborted || !(await this.#isAnythingToDo())) {
      this.#pauseMs = firstPauseMs
      return
    }
    this.#timer = setTimeout(() => this.try(), this.#pauseMs)
    this.#timer.unref()
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2)
  }
}
