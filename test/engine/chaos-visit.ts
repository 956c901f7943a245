import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SiteSession } from '../../electron/engine/session.ts'
import { Hold } from '../../electron/engine/waves.ts'
import type { Device } from '../../electron/model/device.ts'
import { ExpectedError } from '../../electron/model/errors.ts'
import type { Finding } from '../../electron/model/finding.ts'
import { Secret } from '../../electron/model/secret.ts'
import type { Change } from '../../electron/model/site.ts'
import { Chaos, devicesOf, type MishapKind } from '../../electron/practice/chaos.ts'
import { type TruthContext, untruthOf } from '../../electron/practice/chaos-truth.ts'
import { personalities } from '../../electron/practice/personalities.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { SeededRandom } from '../../electron/practice/random.ts'
import { trueTime } from '../../electron/practice/true-time.ts'
import { recoverPasswords } from '../../electron/vault/recover.ts'
import { LaptopClock } from './laptop-clock.ts'
import { newSite, passphrase, sessionOptions } from './site-fixture.ts'
import { SmallDisk } from './small-disk.ts'

export interface ChaosVisitOptions {
  readonly seed: string
  readonly devices: number
  /** Steps of the visit while everything goes wrong. */
  readonly steps: number
  readonly longestMs: number
}

/** What became of a visit while everything went wrong. Sentences are for whoever has to find out why. */
export interface ChaosVisitReport {
  readonly seed: string
  readonly devices: number
  readonly mishaps: Readonly<Partial<Record<MishapKind, number>>>
  readonly interruptions: readonly string[]
  readonly changes: Readonly<Partial<Record<Change['state'], number>>>
  readonly lost: readonly string[]
  readonly lockouts: readonly string[]
  readonly untrue: readonly string[]
  readonly unexplained: readonly string[]
  readonly open: readonly string[]
  /** Devices that cut passwords off: a shortened one of the vault opens them. */
  readonly cutOff: readonly string[]
  readonly bugs: readonly string[]
  readonly seconds: number
}

const quiet = () => undefined
const halfAnHourMs = 31 * 60_000
/** The logins of the stop rule, and the minute of patience with devices that are away, are not what is measured. */
const patienceMs = 3_000

/** One visit over every kind of device, with trouble on both sides, and a quiet look afterwards. */
export async function chaosVisit(options: ChaosVisitOptions): Promise<ChaosVisitReport> {
  const started = performance.now()
  const lineUp = personalities.flatMap(({ id, products }) => products.map(({ model }) => ({ personality: id, model })))
  const practice = await startPracticeSite({
    devices: options.devices,
    seed: options.seed,
    lineUp: new SeededRandom(`${options.seed} line-up`).shuffled(lineUp),
  })
  const folder = mkdtempSync(join(tmpdir(), 'fieldseal-chaos-'))
  const disk = SmallDisk.mount(folder, 96)
  const clock = new LaptopClock()
  clock.turn()
  const visit = new ChaosVisit(options, practice, folder, disk, clock)
  try {
    await visit.run()
    return visit.report((performance.now() - started) / 1_000)
  } finally {
    visit.close()
    clock.restore()
    await practice.close()
    disk?.unmount()
    rmSync(folder, { recursive: true, force: true })
  }
}

class ChaosVisit {
  readonly #options: ChaosVisitOptions
  readonly #practice: PracticeSite
  readonly #devices: readonly PracticeDevice[]
  readonly #before: ReadonlyMap<PracticeDevice, string>
  readonly #settings: PracticeSite['settings']
  readonly #file: string
  readonly #disk: SmallDisk | null
  readonly #clock: LaptopClock
  readonly #random: SeededRandom
  readonly #interruptions: string[] = []
  readonly #lost = new Set<string>()
  readonly #untrue = new Set<string>()
  readonly #unexplained = new Set<string>()
  readonly #open = new Set<string>()
  readonly #cutOff = new Set<string>()
  readonly #bugs: string[] = []
  #changes: Change[] = []
  #chaos: Chaos | null = null
  #session: SiteSession | null = null

  constructor(
    options: ChaosVisitOptions,
    practice: PracticeSite,
    folder: string,
    disk: SmallDisk | null,
    clock: LaptopClock,
  ) {
    this.#options = options
    this.#practice = practice
    this.#devices = devicesOf(practice)
    this.#before = new Map(this.#devices.map((device) => [device, device.login().password]))
    const [ntp = ''] = practice.settings.ntpServers
    this.#settings = { ...practice.settings, syslogTargets: [{ host: ntp, port: 514, transport: 'udp' }] }
    this.#file = join(folder, 'site.fieldseal')
    this.#disk = disk
    this.#clock = clock
    this.#random = new SeededRandom(`${options.seed} visit`)
  }

  get #site(): SiteSession {
    if (this.#session === null) throw new Error('no session is open')
    return this.#session
  }

  async run(): Promise<void> {
    this.#session = await SiteSession.create(this.#file, Secret.of(passphrase), newSite(this.#settings), sessionOptions)
    const { scope, interfaces, knownLogins } = this.#practice
    this.#site.confirmScope({ targets: scope, interfaces, excluded: [] })
    await this.#site.discover({ pace: 'fast', signal: new AbortController().signal, on: quiet })
    for (const { address, port, username, password } of knownLogins) {
      this.#site.logins.addAt(address, port, { username, password: Secret.of(password) })
    }
    for (const device of this.#devices)
      if (this.#inventoried(device) === null) this.#unexplained.add(`${nameOf(device)} was not discovered`)
    this.#chaos = new Chaos(this.#practice, { seed: this.#options.seed, longestMs: this.#options.longestMs })
    try {
      for (let step = 0; step < this.#options.steps; step += 1) await this.#step(step)
    } finally {
      await this.#chaos.end()
    }
    await this.#passwordsHold('after the trouble')
    await this.#calm()
  }

  /** One thing that a technician does, and what happens to it meanwhile. */
  async #step(step: number): Promise<void> {
    const since = trueTime()
    const controller = new AbortController()
    const hold = new Hold()
    const work =
      step === 0 || this.#random.chance(0.25) ? this.#assess(controller.signal) : this.#fix(controller.signal, hold)
    const kind = this.#random.pick(['cancel', 'kill', 'hold', 'clock', 'sleep', 'disk', 'nothing', 'nothing'] as const)
    const afterMs = this.#random.integer(50, this.#options.longestMs * 2)
    const ended = settle(work)
    const first = await Promise.race([ended, sleep(afterMs)])
    if (first === undefined && kind !== 'nothing') {
      this.#interruptions.push(kind)
      await this.#interrupt(kind, controller, hold)
    }
    const error = await ended
    this.#disk?.free()
    hold.resume()
    const isKilled = kind === 'kill' && first === undefined
    if (error !== null && !isKilled && !(error instanceof ExpectedError)) {
      this.#bugs.push(`${kind}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    }
    if (isKilled || this.#random.chance(0.15) || (error !== null && kind === 'disk')) await this.#reopen()
    // A clock that was set meanwhile leaves no way to say which finding is from when.
    if (error === null && kind !== 'clock') this.#findingsAreTrue('in the trouble', since)
  }

  async #interrupt(
    kind: 'cancel' | 'kill' | 'hold' | 'clock' | 'sleep' | 'disk',
    controller: AbortController,
    hold: Hold,
  ): Promise<void> {
    switch (kind) {
      case 'cancel':
        return controller.abort()
      case 'kill':
        // All that the process knew is gone from here on; what was sent is sent.
        return this.#site.close()
      case 'hold':
        hold.pause()
        await sleep(this.#random.integer(50, this.#options.longestMs))
        return hold.resume()
      case 'clock':
        this.#clock.aheadMs += this.#random.pick([-7_200_000, -60_000, 60_000, 2 * 3_600_000])
        return
      case 'sleep': {
        // The network is gone with the laptop, and the clock has gone on when it wakes.
        for (const device of this.#devices) device.faults.silence = true
        await sleep(500)
        for (const device of this.#devices) device.faults.silence = false
        return
      }
      case 'disk':
        this.#disk?.fill()
        await sleep(this.#options.longestMs)
        this.#disk?.free()
    }
  }

  async #assess(signal: AbortSignal): Promise<void> {
    await this.#site.assess({ devices: null, signal, on: quiet, pace: 'fast' })
  }

  async #fix(signal: AbortSignal, hold: Hold | null): Promise<void> {
    const site = this.#site
    const plan = await site.plan({ devices: null, checks: null, signal, on: quiet })
    await site.apply(plan, {
      signal,
      on: quiet,
      onChange: (change) => this.#moved(change),
      confirmed: new Set(plan.changes.map(({ change }) => change.id)),
      approvedBy: 'S. Second',
      waves: { canary: 1, width: 24, stopShare: 1 },
      patienceMs,
      ...(hold === null ? {} : { hold }),
    })
  }

  /** A change that calls itself fixed is so at that moment. */
  #moved(change: Change): void {
    const at = this.#changes.findIndex(({ id }) => id === change.id)
    if (at === -1) this.#changes.push(change)
    else this.#changes[at] = change
    const isFinal = change.state !== 'planned' && change.state !== 'applying'
    if (isFinal && change.state !== 'fixed' && change.state !== 'cancelled' && change.problem === null) {
      this.#unexplained.add(`${change.fix} ended as ${change.state} without a word`)
    }
    if (change.state !== 'fixed') return
    const device = this.#simulated(change.deviceId)
    if (device === null || this.#shaken(device, trueTime() - 3_000)) return
    const untruth = untruthOf(change.fix, device, this.#truth())
    if (untruth !== null) this.#untrue.add(`fixed ${change.fix} on ${nameOf(device)}: ${untruth}`)
  }

  /** Whether the state of the device may have moved by itself since. */
  #shaken(device: PracticeDevice, since: number): boolean {
    return this.#chaos?.since(device, since).some(({ kind }) => kind === 'restart' || kind === 'clock-jump') === true
  }

  #findingsAreTrue(when: string, since: number): void {
    const findings = this.#site.findings().asLeft
    for (const device of this.#devices) {
      const known = this.#inventoried(device)
      if (known === null || this.#shaken(device, since)) continue
      for (const finding of findings.filter(({ deviceId }) => deviceId === known.id))
        this.#isTrue(finding, device, when, since)
    }
  }

  #isTrue({ check, outcome, item, observed, at }: Finding, device: PracticeDevice, when: string, since: number): void {
    if (check === null || (outcome !== 'pass' && outcome !== 'fixed')) return
    // An older finding says what was so when it was looked at.
    if (Date.parse(at) - this.#clock.aheadMs < since) return
    const untruth = untruthOf(check, device, this.#truth())
    if (untruth !== null) this.#untrue.add(`${when}: ${item} ${outcome} on ${nameOf(device)} (${observed}): ${untruth}`)
  }

  #truth(): TruthContext {
    return {
      settings: this.#settings,
      laptopAheadMs: this.#clock.aheadMs,
      devices: this.#devices,
      passwordBefore: (device) => this.#before.get(device) ?? '',
    }
  }

  /** For each list of accounts, a password that the vault holds or that was known opens it. */
  async #passwordsHold(when: string): Promise<void> {
    const { passwords } = await recoverPasswords(`${this.#file}-vault`, Secret.of(passphrase))
    for (const device of this.#devices) {
      const known = this.#inventoried(device)
      const before = this.#before.get(device) ?? ''
      for (const { username, password, level } of [
        device.state.users,
        device.state.webUsers ?? [],
        device.state.rtspUsers ?? [],
      ].flat()) {
        if (level !== 'Administrator' || password === before) continue
        const held = passwords
          .filter(({ account }) => account.deviceId === known?.id && account.username === username)
          .map((entry) => entry.password.reveal())
        const isCut = device.faults.passwordTruncatedTo !== null || held.some((entry) => entry.startsWith(password))
        if (held.includes(password)) continue
        if (isCut && held.some((entry) => entry.startsWith(password))) this.#cutOff.add(nameOf(device))
        else this.#lost.add(`${when}: ${nameOf(device)} "${username}"`)
      }
    }
  }

  async #reopen(): Promise<void> {
    this.#session?.close()
    this.#session = null
    this.#session = await SiteSession.open(this.#file, Secret.of(passphrase), sessionOptions)
  }

  /** Half an hour later nothing disturbs: what was left open is settled by one look, and the rest can be fixed. */
  async #calm(): Promise<void> {
    const { signal } = new AbortController()
    for (let round = 0; round < 2; round += 1) {
      this.#passHalfAnHour()
      await this.#reopen()
      await this.#site.discover({ pace: 'fast', signal, on: quiet })
      await this.#assess(signal)
      const undecided = this.#undecided()
      if (round === 0) await this.#fix(signal, null)
      else for (const name of undecided) this.#open.add(name)
    }
    await this.#passwordsHold('at the end')
    this.#findingsAreTrue('at the end', 0)
    for (const device of this.#devices) this.#explain(device)
  }

  /** Devices with a password change whose end is not proven, but for those that cut passwords off: a person has to look there. */
  #undecided(): string[] {
    return this.#devices
      .filter((device) => {
        const id = this.#inventoried(device)?.id
        const accounts = id === undefined ? [] : this.#site.logins.accounts(id)
        return accounts.some(({ state }) => state === 'unresolved') && !this.#cutOff.has(nameOf(device))
      })
      .map((device) => `${nameOf(device)}: which password it holds is not proven`)
  }

  #passHalfAnHour(): void {
    this.#clock.aheadMs += halfAnHourMs
    for (const device of this.#devices) {
      device.passTime(halfAnHourMs)
      // The clock of the device runs as well.
      device.state.clock.offsetMs += halfAnHourMs
    }
  }

  #explain(device: PracticeDevice): void {
    const known = this.#inventoried(device)
    if (known === null) return void this.#unexplained.add(`${nameOf(device)} is not in the inventory`)
    const findings = this.#site.findings(known.id).asLeft
    if (findings.length === 0) this.#unexplained.add(`${nameOf(device)} has no finding`)
    for (const { outcome, problem, item } of findings) {
      if (outcome === 'error' && problem === null)
        this.#unexplained.add(`${nameOf(device)} ${item}: error without a problem`)
    }
    for (const { state, problem, fix } of this.#site.changes().filter(({ deviceId }) => deviceId === known.id)) {
      if (state === 'planned' || state === 'applying')
        this.#unexplained.add(`${nameOf(device)} ${fix} is still ${state}`)
      if (['failed', 'unresolved', 'rolled-back'].includes(state) && problem === null) {
        this.#unexplained.add(`${nameOf(device)} ${fix} is ${state} without a problem`)
      }
    }
  }

  #inventoried(device: PracticeDevice): Device | null {
    return this.#site.devices().find(({ endpoint }) => isAt(endpoint, device)) ?? null
  }

  #simulated(deviceId: string): PracticeDevice | null {
    const known = this.#site.devices().find(({ id }) => id === deviceId)
    return this.#devices.find((device) => known !== undefined && isAt(known.endpoint, device)) ?? null
  }

  report(seconds: number): ChaosVisitReport {
    const lockouts = this.#devices.filter(({ logins }) => logins.lockouts > 0).map(nameOf)
    return {
      seed: this.#options.seed,
      devices: this.#devices.length,
      mishaps: counted((this.#chaos?.mishaps ?? []).map(({ kind }) => kind)),
      interruptions: this.#interruptions,
      changes: counted(this.#changes.map(({ state }) => state)),
      lost: [...this.#lost],
      lockouts,
      untrue: [...this.#untrue],
      unexplained: [...this.#unexplained],
      open: [...this.#open],
      cutOff: [...this.#cutOff],
      bugs: this.#bugs,
      seconds,
    }
  }

  close(): void {
    this.#session?.close()
  }
}

const isAt = ({ address, forwarded, ports }: Device['endpoint'], device: PracticeDevice): boolean =>
  address === device.address && (!forwarded || ports.http === device.ports.http)

const nameOf = ({ state, personality, address, ports }: PracticeDevice): string =>
  `${personality.id} ${state.identity.vendor} ${state.identity.model} at ${address}${ports.http === 80 ? '' : `:${ports.http}`}`

async function settle(work: Promise<void>): Promise<unknown> {
  try {
    await work
    return null
  } catch (error) {
    return error ?? new Error('rejected with nothing')
  }
}

function counted<T extends string>(values: readonly T[]): Partial<Record<T, number>> {
  const counts: Partial<Record<T, number>> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
