import { setTimeout as sleep } from 'node:timers/promises'
import { Hold } from '../../engine/change/waves.ts'
import { SiteSession } from '../../engine/session.ts'
import { type SessionOptions, SiteReader } from '../../engine/site-reader.ts'
import type { Device } from '../../model/device.ts'
import { ExpectedError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import type { Change } from '../../model/site.ts'
import { Chaos, devicesOf } from '../../practice/chaos.ts'
import type { PracticeDevice } from '../../practice/practice-device.ts'
import type { PracticeSite } from '../../practice/practice-site.ts'
import { SeededRandom } from '../../practice/random.ts'
import { trueTime } from '../../practice/true-time.ts'
import { ChaosJudge, nameOf } from './chaos-judge.ts'
import { type ChaosReport, counted, type Interruption } from './chaos-report.ts'
import { type Ending, Interruptions, type Passing } from './interruptions.ts'
import type { Laptop } from './laptop.ts'

export interface ChaosVisitOptions {
  readonly seed: string
  readonly practice: PracticeSite
  /** Of the new site file. */
  readonly file: string
  readonly passphrase: string
  readonly session: SessionOptions
  readonly laptop: Laptop
  /** Longest trouble of a device, in milliseconds. */
  readonly longestMs: number
  /** Told of each step as it begins. */
  readonly on?: (step: string) => void
}

const quiet = () => undefined
const halfAnHourMs = 31 * 60_000
const minutes = 60_000
/** The minute that a restarting camera gets is not what is measured. */
const patienceMs = 3_000
/** Selections of a technician: so many of the devices at a time. */
const selections = 4

/**
 * One visit to a practice site while everything goes wrong, at the devices and at the laptop, and a quiet look afterwards; what the
 * site says is held against what is so. Each kind of trouble that the laptop can be broken with strikes at least once.
 */
export async function chaosVisit(options: ChaosVisitOptions): Promise<ChaosReport> {
  const visit = new ChaosVisit(options)
  try {
    return await visit.run()
  } finally {
    visit.close()
  }
}

class ChaosVisit {
  readonly #options: ChaosVisitOptions
  readonly #devices: readonly PracticeDevice[]
  readonly #settings: PracticeSite['settings']
  readonly #judge: ChaosJudge
  readonly #random: SeededRandom
  readonly #plan: Interruptions
  readonly #bugs: string[] = []
  readonly #changes = new Map<string, Change>()
  #chaos: Chaos | null = null
  #session: SiteSession | null = null
  /** In the step that is under way. */
  #isKilled = false
  /** Each setting of the laptop's clock, by true time. */
  readonly #aheads: { readonly at: number; readonly ms: number }[] = [{ at: Number.NEGATIVE_INFINITY, ms: 0 }]

  constructor(options: ChaosVisitOptions) {
    const { practice, file, passphrase, laptop, seed } = options
    this.#options = options
    this.#devices = devicesOf(practice)
    const [ntp = ''] = practice.settings.ntpServers
    this.#settings = { ...practice.settings, syslogTargets: [{ host: ntp, port: 514, transport: 'udp' }] }
    const devices = this.#devices
    const laptopAheadsMs = (since: number) => this.#aheadsSince(since)
    this.#judge = new ChaosJudge({ devices, settings: this.#settings, file, passphrase, laptopAheadsMs })
    this.#random = new SeededRandom(`${seed} visit`)
    this.#plan = new Interruptions(laptop, this.#random)
  }

  get #site(): SiteSession {
    if (this.#session === null) throw new Error('no session is open')
    return this.#session
  }

  async run(): Promise<ChaosReport> {
    const started = performance.now()
    const { practice, seed, longestMs } = this.#options
    this.#say('discover')
    await this.#begin()
    this.#chaos = new Chaos(practice, { seed, longestMs })
    this.#judge.chaos = this.#chaos
    try {
      await this.#step(0, (signal) => this.#assess(null, signal))
      for (let step = 1; step <= this.#plan.mostSteps && !this.#plan.isDone; step += 1) {
        await this.#step(step, (signal, hold) => this.#fix(this.#selection(step), signal, hold))
      }
    } finally {
      await this.#chaos.end()
    }
    await this.#judge.passwords(this.#site, 'after the trouble')
    await this.#calm()
    return this.#report((performance.now() - started) / 1_000)
  }

  async #begin(): Promise<void> {
    const { practice, file, passphrase, session } = this.#options
    const site = {
      name: 'Practice',
      customer: null,
      contract: null,
      technician: 'T. Technician',
      company: 'Practice installer',
      checklist: 'baseline',
      settings: this.#settings,
      practice: true,
    }
    this.#session = await SiteSession.create(file, Secret.of(passphrase), site, session)
    this.#site.confirmScope({ targets: practice.scope, interfaces: practice.interfaces, excluded: [] })
    await this.#site.discover({ pace: 'fast', signal: new AbortController().signal, on: quiet })
    for (const { address, port, username, password } of practice.knownLogins) {
      this.#site.logins.addAt(address, port, { username, password: Secret.of(password) })
    }
    this.#judge.inventory(this.#site)
  }

  /** One thing that a technician does, and what happens to it meanwhile. */
  async #step(step: number, work: (signal: AbortSignal, hold: Hold) => Promise<void>): Promise<void> {
    const since = trueTime()
    const controller = new AbortController()
    const hold = new Hold()
    const { passing, ending } = this.#plan.next(step)
    this.#say(`step ${step}${[passing, ending].map((kind) => (kind === null ? '' : `, ${kind}`)).join('')}`)
    this.#isKilled = false
    const kill = ending?.startsWith('kill-') ? this.#plan.armed(ending, () => this.#end()) : null
    const ended = settle(work(controller.signal, hold))
    const isOver = ended.then(() => true)
    const within = async (ms: number) => (await Promise.race([isOver, sleep(ms, false)])) as boolean
    const soon = () => this.#random.integer(50, this.#options.longestMs)
    if (passing !== null && !(await within(soon()))) {
      await this.#pass(passing, hold)
      this.#plan.struck(passing)
    }
    if (ending !== null && kill === null && !(await within(soon()))) {
      await this.#strike(ending, controller, isOver)
      this.#plan.struck(ending)
    }
    const error = await ended
    const isKilled = kill?.() === true
    if (isKilled && ending !== null) this.#plan.struck(ending)
    if (error !== null && !isKilled && !(error instanceof ExpectedError)) {
      this.#bugs.push(
        `${ending ?? passing ?? 'work'}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
    }
    await this.#afterwards(ending, isKilled)
    // A clock that was set meanwhile leaves no way to say which finding is from when.
    const isClockSet = passing === 'clock' || passing === 'sleep'
    if (error === null && !isClockSet) this.#judge.findings(this.#site, `in step ${step}`, since)
  }

  /** As the end of the process does it: nothing of the site is held any more. */
  #end(): void {
    this.#isKilled = true
    this.#site.close()
  }

  /** What the work outlives. */
  async #pass(kind: Passing, hold: Hold): Promise<void> {
    const { laptop, longestMs } = this.#options
    switch (kind) {
      case 'hold':
        hold.pause()
        await sleep(this.#random.integer(50, longestMs))
        return hold.resume()
      case 'clock':
        this.#moveClock(this.#random.pick([-7_200_000, -60_000, 60_000, 2 * 3_600_000, 25 * 3_600_000]))
        return
      case 'sleep': {
        // The network is gone with the laptop, and time has gone on when it wakes.
        for (const { cable } of this.#devices) cable.pull()
        await sleep(300)
        this.#passTime(this.#random.pick([5, 40, 120]) * minutes)
        for (const { cable } of this.#devices) cable.plugIn()
        return
      }
      case 'card-out':
        laptop.card?.pull()
        for (const { cable } of this.#devices) cable.pull()
        await sleep(this.#random.integer(200, longestMs))
        for (const { cable } of this.#devices) cable.plugIn()
        return laptop.card?.plugIn()
      case 'second-technician':
        return await this.#secondTechnician()
    }
  }

  /** What cuts the work short. */
  async #strike(kind: Ending, controller: AbortController, isOver: Promise<boolean>): Promise<void> {
    const { disk } = this.#options.laptop
    if (kind === 'cancel') return controller.abort()
    if (kind === 'disk-full') disk?.fill()
    if (kind === 'disk-read-only') disk?.lock()
    await Promise.race([isOver, sleep(this.#options.longestMs)])
    if (kind === 'disk-full') disk?.free()
  }

  async #afterwards(ending: Ending | null, isKilled: boolean): Promise<void> {
    if (isKilled) this.#options.laptop.killer?.revive()
    if (ending === 'disk-read-only' && this.#plan.hasStruck(ending)) {
      this.#session?.close()
      await this.#lookWhileLocked()
      this.#options.laptop.disk?.unlock()
    }
    if (isKilled || ending?.startsWith('disk') || this.#random.chance(0.15)) await this.#reopen()
  }

  /** A site on a disk that cannot be written can be read, and nothing else. */
  async #lookWhileLocked(): Promise<void> {
    const { file, passphrase, session } = this.#options
    try {
      const view = await SiteReader.read(file, Secret.of(passphrase), session)
      if (view.devices().length !== this.#devices.length) this.#bugs.push('the site looks otherwise on a locked disk')
      view.close()
    } catch (error) {
      if (!(error instanceof ExpectedError)) this.#bugs.push(`on a locked disk: ${String(error)}`)
    }
  }

  /** A second one opens the same file: is told, and may read. */
  async #secondTechnician(): Promise<void> {
    const { file, passphrase, session } = this.#options
    try {
      const opened = await SiteSession.open(file, Secret.of(passphrase), session)
      opened.close()
      // Whose program ended meanwhile holds the site no more.
      if (!this.#isKilled) this.#bugs.push('a second technician opened the site')
    } catch (error) {
      if (!(error instanceof ExpectedError) || error.code !== 'store/in-use')
        this.#bugs.push(`a second technician met something else: ${String(error)}`)
    }
    try {
      const view = await SiteReader.read(file, Secret.of(passphrase), session)
      if (view.devices().length !== this.#devices.length) this.#bugs.push('a second technician sees another site')
      view.close()
    } catch (error) {
      // Somebody who writes without a pause leaves no moment for a copy: that is said, and nothing else.
      if (!(error instanceof ExpectedError) || error.code !== 'store/in-use')
        this.#bugs.push(`a second technician could not read: ${String(error)}`)
    }
  }

  async #assess(devices: readonly string[] | null, signal: AbortSignal): Promise<void> {
    await this.#site.assess({ devices, signal, on: quiet, pace: 'fast' })
  }

  async #fix(devices: readonly string[] | null, signal: AbortSignal, hold: Hold | null): Promise<void> {
    const site = this.#site
    const makePlan = () => site.plan({ devices, checks: null, signal, on: quiet })
    let plan = await makePlan()
    if (plan.changes.length === 0) {
      // What was out of reach has nothing to fix: a technician looks again.
      await this.#assess(devices, signal)
      plan = await makePlan()
    }
    await site.apply(plan, {
      signal,
      on: quiet,
      onChange: (change) => {
        this.#changes.set(change.id, change)
        this.#judge.change(site, change)
      },
      confirmed: new Set(plan.changes.map(({ change }) => change.id)),
      approvedBy: 'S. Second',
      waves: { canary: 1, width: 24, stopShare: 1 },
      patienceMs,
      ...(hold === null ? {} : { hold }),
    })
  }

  /** Two neighbouring parts of the site: what failed in the last step is tried again in the next one. */
  #selection(step: number): string[] {
    const all = this.#site.devices().map(({ id }) => id)
    const part = (index: number) => all.filter((_, at) => at % selections === index % selections)
    return [...part(step), ...part(step + 1)]
  }

  async #reopen(): Promise<void> {
    const { file, passphrase, session } = this.#options
    this.#session?.close()
    this.#session = null
    this.#session = await SiteSession.open(file, Secret.of(passphrase), session)
  }

  /** Half an hour later nothing disturbs: what was left open is settled by one look, and the rest can be fixed. */
  async #calm(): Promise<void> {
    const { signal } = new AbortController()
    for (const round of ['first', 'second']) {
      this.#say(`the ${round} quiet look: discover`)
      this.#passTime(halfAnHourMs)
      await this.#reopen()
      await this.#site.discover({ pace: 'fast', signal, on: quiet })
      this.#say(`the ${round} quiet look: assess`)
      await this.#assess(null, signal)
      if (round === 'second') break
      this.#say(`the ${round} quiet look: fix`)
      await this.#fix(null, signal, null)
    }
    await this.#nextDay(signal)
    await this.#judge.passwords(this.#site, 'at the end')
    this.#judge.inventory(this.#site)
    this.#judge.findings(this.#site, 'at the end', 0)
    this.#judge.end(this.#site, this.#inDoubt)
  }

  readonly #inDoubt = ({ id }: Device): boolean =>
    this.#site.logins.accounts(id).some(({ state }) => state === 'unresolved')

  /** What a device kept of a password that was too long for it may be tried again on another day. */
  async #nextDay(signal: AbortSignal): Promise<void> {
    const ids = this.#site
      .devices()
      .filter(this.#inDoubt)
      .map(({ id }) => id)
    if (ids.length === 0) return
    this.#say(`the next day: ${ids.length} devices with a password in doubt`)
    this.#passTime(25 * 60 * minutes)
    await this.#reopen()
    await this.#assess(ids, signal)
    await this.#fix(ids, signal, null)
  }

  #passTime(ms: number): void {
    const { clock } = this.#options.laptop
    for (const device of this.#devices) {
      device.passTime(ms)
      // Where the clock of the laptop cannot be set, no time passes for it, and none for the clocks of the devices.
      if (clock !== null) device.state.clock.offsetMs += ms
    }
    this.#moveClock(ms)
  }

  #moveClock(ms: number): void {
    const { clock } = this.#options.laptop
    if (clock === null) return
    clock.aheadMs += ms
    this.#aheads.push({ at: trueTime(), ms: clock.aheadMs })
  }

  #aheadsSince(since: number): readonly number[] {
    const first = this.#aheads.findLastIndex(({ at }) => at < since)
    return this.#aheads.slice(Math.max(0, first)).map(({ ms }) => ms)
  }

  #say(step: string): void {
    this.#options.on?.(step)
  }

  #report(seconds: number): ChaosReport {
    const { lost, untrue, unexplained, undecided, cutOff, waiting } = this.#judge
    return {
      seed: this.#options.seed,
      devices: this.#devices.length,
      mishaps: counted((this.#chaos?.mishaps ?? []).map(({ kind }) => kind)),
      interruptions: this.#plan.done satisfies readonly Interruption[],
      missed: this.#plan.left,
      changes: counted([...this.#changes.values()].map(({ state }) => state)),
      lost: [...lost],
      lockouts: this.#devices.filter(({ logins }) => logins.lockouts > 0).map(nameOf),
      untrue: [...untrue],
      unexplained: [...unexplained],
      undecided: [...undecided],
      cutOff: [...cutOff],
      waiting: [...waiting],
      bugs: this.#bugs,
      seconds,
    }
  }

  close(): void {
    this.#session?.close()
  }
}

/** The error that it ended with; null for none. */
async function settle(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
    return null
  } catch (error) {
    return error ?? new Error('rejected with nothing')
  }
}
