import type { SiteReader } from '../../engine/site-reader.ts'
import type { Device } from '../../model/device.ts'
import type { Finding } from '../../model/finding.ts'
import { Secret } from '../../model/secret.ts'
import type { Change, SiteSettings } from '../../model/site.ts'
import type { Chaos } from '../../practice/chaos.ts'
import { type TruthContext, untruthOf } from '../../practice/chaos-truth.ts'
import type { PracticeDevice } from '../../practice/practice-device.ts'
import { trueTime } from '../../practice/true-time.ts'
import { recoverPasswords } from '../../vault/recover.ts'

interface Parts {
  readonly devices: readonly PracticeDevice[]
  readonly settings: SiteSettings
  /** Its password journal is read as somebody would who has nothing else. */
  readonly file: string
  readonly passphrase: string
  /** How far the clock of the laptop was ahead since then, each value that it had, the newest last. @param since milliseconds of true time */
  readonly laptopAheadsMs: (since: number) => readonly number[]
}

/** A change of the password, or of the way in, is proven over seconds: what happens to the device meanwhile decides nothing. */
const shakenMs = 3_000

/** Holds what a site says of simulated devices against what is so. What it gathers are sentences, each once. */
export class ChaosJudge {
  readonly lost = new Set<string>()
  readonly untrue = new Set<string>()
  readonly unexplained = new Set<string>()
  readonly undecided = new Set<string>()
  readonly cutOff = new Set<string>()
  /** Of those that cut passwords off: a person has to find out what they hold, and is told so. */
  readonly waiting = new Set<string>()
  readonly #parts: Parts
  readonly #seenAt = new Map<string, string>()
  #lookedAt = trueTime()
  readonly #before: ReadonlyMap<PracticeDevice, string>
  chaos: Chaos | null = null

  constructor(parts: Parts) {
    this.#parts = parts
    this.#before = new Map(parts.devices.map((device) => [device, device.login().password]))
  }

  /** After discovery: every device is there. */
  inventory(site: SiteReader): void {
    for (const device of this.#parts.devices)
      if (inventoried(site, device) === null) this.unexplained.add(`${nameOf(device)} is not in the inventory`)
  }

  /** A change that calls itself fixed is so at that moment; one that did not hold says why. */
  change(site: SiteReader, { state, problem, fix, deviceId }: Change): void {
    if (['failed', 'unresolved', 'rolled-back'].includes(state) && !isExplained(problem))
      this.unexplained.add(`${fix} ended as ${state} without cause and remedy`)
    if (state !== 'fixed') return
    const known = site.devices().find(({ id }) => id === deviceId)
    const device = this.#parts.devices.find((each) => known !== undefined && isAt(known.endpoint, each))
    if (device === undefined || this.#shaken(device, trueTime() - shakenMs)) return
    const untruth = untruthOf(fix, device, this.#truth())
    if (untruth !== null) this.untrue.add(`fixed ${fix} on ${nameOf(device)}: ${untruth}`)
  }

  /** What was found since, on devices whose state nothing but the visit has moved since. */
  findings(site: SiteReader, when: string, since: number): void {
    const all = site.findings().asLeft.filter((finding) => this.#isNew(finding))
    // A step that was killed was not looked at: what is new may be of then.
    const from = Math.min(since, this.#lookedAt)
    this.#lookedAt = trueTime()
    for (const device of this.#parts.devices) {
      const known = inventoried(site, device)
      if (known === null || this.#shaken(device, from)) continue
      for (const finding of all) if (finding.deviceId === known.id) this.#finding(finding, device, when, since)
    }
  }

  /** For each list of accounts, a password that the vault holds or that was known before opens it. */
  async passwords(site: SiteReader, when: string): Promise<void> {
    const { file, passphrase, devices } = this.#parts
    const { passwords } = await recoverPasswords(`${file}-vault`, Secret.of(passphrase))
    for (const device of devices) {
      const id = inventoried(site, device)?.id
      if (device.faults.passwordTruncatedTo !== null) this.cutOff.add(nameOf(device))
      const { users, webUsers, rtspUsers } = device.state
      for (const { username, password, level } of [users, webUsers ?? [], rtspUsers ?? []].flat()) {
        if (level !== 'Administrator' || password === this.#before.get(device)) continue
        const held = passwords
          .filter(({ account }) => account.deviceId === id && account.username === username)
          .map((entry) => entry.password.reveal())
        // What a device cut off is a beginning of what the vault holds, until it is found out.
        if (!held.some((entry) => entry === password || (isCutOff(device) && entry.startsWith(password))))
          this.lost.add(`${when}: ${nameOf(device)} "${username}"`)
      }
    }
  }

  /** When all is quiet again: no password in doubt, and every device and change says how it ended. */
  end(site: SiteReader, inDoubt: (device: Device) => boolean): void {
    const changes = site.changes()
    for (const device of this.#parts.devices) {
      const known = inventoried(site, device)
      if (known === null) continue
      const name = nameOf(device)
      const findings = site.findings(known.id).asLeft
      if (findings.length === 0) this.unexplained.add(`${name} has no finding`)
      for (const { outcome, problem, observed, item } of findings) {
        if (observed.trim() === '') this.unexplained.add(`${name} ${item}: ${outcome} without a word`)
        if (outcome === 'error' && !isExplained(problem))
          this.unexplained.add(`${name} ${item}: error without cause and remedy`)
      }
      for (const { state, problem, fix } of changes.filter(({ deviceId }) => deviceId === known.id)) {
        if (state === 'planned' || state === 'applying') this.unexplained.add(`${name} ${fix} is still ${state}`)
        if (['failed', 'unresolved', 'rolled-back'].includes(state) && !isExplained(problem))
          this.unexplained.add(`${name} ${fix} is ${state} without cause and remedy`)
      }
      if (!inDoubt(known)) continue
      // Beyond what may be tried without locking it a person has to look, and every finding says so.
      if (isCutOff(device) && findings.some(({ problem }) => problem?.code === 'password/unresolved'))
        this.waiting.add(name)
      else this.undecided.add(`${name}: which password it holds is not proven`)
    }
  }

  /** Not one that stood here at the last look: that one said what was so then. */
  #isNew({ deviceId, item, at }: Finding): boolean {
    const key = `${deviceId} ${item}`
    const isNew = this.#seenAt.get(key) !== at
    this.#seenAt.set(key, at)
    return isNew
  }

  #finding({ check, outcome, item, observed, at }: Finding, device: PracticeDevice, when: string, since: number): void {
    if (check === null || (outcome !== 'pass' && outcome !== 'fixed')) return
    // An older finding says what was so when it was looked at.
    if (Date.parse(at) - Math.max(...this.#parts.laptopAheadsMs(since)) < since) return
    // A clock was measured by one of them: after a jump back an older finding looks like a new one.
    const untruths = this.#parts
      .laptopAheadsMs(Number.NEGATIVE_INFINITY)
      .map((laptopAheadMs) => untruthOf(check, device, { ...this.#truth(), laptopAheadMs }))
    const untruth = untruths.includes(null) ? null : (untruths.at(-1) ?? null)
    if (untruth !== null) this.untrue.add(`${when}: ${item} ${outcome} on ${nameOf(device)} (${observed}): ${untruth}`)
  }

  /** Whether the state of the device may have moved by itself since. */
  #shaken(device: PracticeDevice, since: number): boolean {
    return this.chaos?.since(device, since).some(({ kind }) => kind === 'restart' || kind === 'clock-jump') === true
  }

  #truth(): TruthContext {
    return {
      settings: this.#parts.settings,
      laptopAheadMs: this.#parts.laptopAheadsMs(trueTime()).at(-1) ?? 0,
      devices: this.#parts.devices,
      passwordBefore: (device) => this.#before.get(device) ?? '',
    }
  }
}

const isCutOff = ({ faults }: PracticeDevice): boolean => faults.passwordTruncatedTo !== null

const isExplained = (problem: Finding['problem']): boolean =>
  problem !== null && problem.message.trim() !== '' && problem.remedy.trim() !== ''

const inventoried = (site: SiteReader, device: PracticeDevice): Device | null =>
  site.devices().find(({ endpoint }) => isAt(endpoint, device)) ?? null

const isAt = ({ address, forwarded, ports }: Device['endpoint'], device: PracticeDevice): boolean =>
  address === device.address && (!forwarded || ports.http === device.ports.http)

export const nameOf = ({ state, personality, address, ports }: PracticeDevice): string =>
  `${personality.id} ${state.identity.vendor} ${state.identity.model} at ${address}${ports.http === 80 ? '' : `:${ports.http}`}`
