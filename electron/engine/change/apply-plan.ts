import { type Device, endpointText } from '../../model/device.ts'
import { ExpectedError, type Problem, toProblem } from '../../model/errors.ts'
import type { Change } from '../../model/site.ts'
import { CardGate, NoOwnNetwork, ownTrouble } from '../../protocols/card-gate.ts'
import { type AssessParts, assessOpen, judgeAgain, recordUnread } from '../assess/assess.ts'
import { OpenDevice } from '../device/open-device.ts'
import { PasswordUnresolved, PlanOutdated } from '../problems.ts'
import type { ChangeOptions } from '../progress.ts'
import { asAgreed, endOfNotNeeded } from './as-agreed.ts'
import type { PlannedDevice } from './canaries.ts'
import { type AgreedChange, carryOut, type PlannedChange, sessionFor } from './carry-out.ts'
import { keepChange } from './change-event.ts'
import { mayLosePicture } from './confirm-change.ts'
import type { Plan } from './plan.ts'
import { DeviceTurns, lostBy, recordersThatLost } from './recorder-watch.ts'
import { Hold, runWaves, usualWaves, type WorkEnd } from './waves.ts'

/**
 * Carries a plan out, wave by wave and device by device. Cancelling takes effect between two changes: one that was begun is
 * finished and proven first. Each touched device is assessed again as a whole. A change that asked for a yes of its own, or for a
 * second person, and has none is left out and says so.
 */
export async function applyPlan(
  plan: Plan,
  devices: readonly Device[],
  parts: AssessParts,
  options: ChangeOptions,
): Promise<Change[]> {
  const run = new PlanRun(plan, parts, options)
  const rule = { ...usualWaves, ...options.waves }
  parts.log.append({ type: 'plan.apply', plan: plan.id, devices: devices.length, ...rule })
  // On record before anything is begun: whatever ends the program, nobody has to guess what was still to come. From the same moment
  // on it waits no more: what is on record never comes back as a plan.
  parts.store.transaction(() => {
    for (const { change } of plan.changes) parts.store.saveChange(change)
    parts.store.plans.forget(plan.id)
  })
  try {
    await runWaves(
      withFixes(
        devices,
        plan.changes.filter((planned) => run.mayRun(planned)),
      ),
      {
        rule,
        signal: options.signal,
        ready: (device, until) => run.ready(device, until),
        work: (device, wave) => run.device(device, wave),
        left: (device, problem) => run.leave(device, problem),
      },
    )
  } catch (error) {
    // Every change has an end on record, whatever happened to one of them.
    run.end()
    throw error
  }
  return run.end()
}

/** Nothing was written; without a reason a person cancelled it. */
const leftAlone = (change: Change, problem: Problem | null): Change => ({
  ...change,
  state: problem === null ? 'cancelled' : 'left',
  problem,
})

/** The devices for which something is planned, each with its fixes. */
export function withFixes(devices: readonly Device[], changes: readonly AgreedChange[]): readonly PlannedDevice[] {
  const fixes = new Map<string, string[]>()
  for (const { change } of changes) fixes.set(change.deviceId, [...(fixes.get(change.deviceId) ?? []), change.fix])
  return devices.flatMap((device) => {
    const own = fixes.get(device.id)
    return own === undefined ? [] : [{ device, fixes: own }]
  })
}

/** Restarts of cameras take about as long; devices of a practice site are back in a moment, or not at all. */
const usualPatienceMs = { field: 60_000, practice: 6_000 }

class PlanRun {
  readonly hold: Hold
  readonly #plan: Plan
  readonly #parts: AssessParts
  readonly #options: ChangeOptions
  readonly #ended = new Map<string, Change>()
  readonly #total: number
  /** Carried out and proven, in this order. */
  readonly #done: PlannedChange[] = []
  readonly #turns = new DeviceTurns()
  readonly #gate: CardGate
  #waiting: Problem | null = null
  #devicesDone = 0

  constructor(plan: Plan, parts: AssessParts, options: ChangeOptions) {
    this.#plan = plan
    this.#parts = parts
    this.#options = options
    this.hold = options.hold ?? new Hold()
    this.#total = new Set(plan.changes.map(({ change }) => change.deviceId)).size
    this.#gate = new CardGate(parts.network.cards, (waiting) => {
      this.#waiting = waiting
      this.#report('')
    })
    this.#report('')
  }

  /** Returns when nobody holds it back and this computer has a network to the device, or at once when it was cancelled. */
  async ready({ endpoint }: Device, signal: AbortSignal): Promise<void> {
    do {
      await this.hold.passed(this.#options.signal)
      await this.#gate.passed([endpoint.address], signal)
    } while (this.hold.held && !signal.aborted)
  }

  mayRun({ change }: AgreedChange): boolean {
    return this.#missingYes(change) === null
  }

  async device(device: Device, wave: number): Promise<WorkEnd> {
    const isGood = await this.#turns.take(device.id, () =>
      this.#gate.during(device.endpoint.address, () => this.#carryOut(device, wave)),
    )
    const isKept = await this.#recordersKeep(device, wave)
    this.#devicesDone += 1
    this.#report(endpointText(device.endpoint))
    // What another change did already shows nothing of this fix.
    const held = this.#done.filter(({ change }) => change.deviceId === device.id)
    return { isGood: isGood && isKept, held: isKept ? held.map(({ fix }) => fix.id) : [] }
  }

  /**
   * Whether recorders that had the picture of this device still have it. Where one lost it, whatever could part them counts as
   * failed. After a canary it is waited for, since others follow.
   */
  async #recordersKeep(device: Device, wave: number): Promise<boolean> {
    const parting = this.#done.filter(({ change, fix }) => change.deviceId === device.id && mayLosePicture(fix))
    if (parting.length === 0) return true
    const waitMs = wave === 0 ? this.#patienceMs() / 2 : 0
    const lost = await recordersThatLost(device, this.#parts, { turns: this.#turns, waitMs })
    if (lost.length === 0) return true
    for (const { change } of parting) {
      const ended = this.#ended.get(change.id) ?? change
      this.#moved({ ...ended, state: 'failed', problem: lostBy(lost), at: new Date().toISOString() })
    }
    judgeAgain(device, this.#parts, false)
    return false
  }

  async #carryOut(device: Device, wave: number): Promise<boolean> {
    const own = this.#plan.changes
      .filter(({ change }) => change.deviceId === device.id)
      .map((planned) => ({ ...planned, change: this.#inWave(planned.change, wave) }))
    let isGood = true
    const since = performance.now()
    try {
      const open = await OpenDevice.open(device, this.#parts, new AbortController().signal)
      for (const planned of own) {
        const { change } = planned
        await this.ready(device, this.#options.signal)
        const missing = this.#missingYes(change)
        if (this.#options.signal.aborted || missing !== null) {
          this.#moved(leftAlone(change, missing))
          continue
        }
        const ended = await this.#apply(planned, open)
        if (ended.state !== 'fixed' && ended.state !== 'left') isGood = false
        // With a password in doubt every further request could be the refused login that locks: nothing more is sent.
        if (ended.state === 'unresolved') throw new PasswordUnresolved(ended.problem?.message ?? ended.fix)
      }
      await open.refreshLogin()
      await assessOpen(open, this.#parts)
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      const trouble = this.#trouble(device, error, since)
      // Whatever was begun has its end already: this computer's own loss says nothing of a change.
      if (!(trouble instanceof NoOwnNetwork)) isGood = false
      this.#giveUp(device, own, trouble)
    }
    return isGood
  }

  /** A device that was not begun. */
  leave(device: Device, problem: Problem | null): void {
    for (const { change } of this.#plan.changes) {
      if (change.deviceId === device.id) this.#moved(leftAlone(change, problem))
    }
    this.#devicesDone += 1
    this.#report(endpointText(device.endpoint))
  }

  end(): Change[] {
    for (const { change } of this.#plan.changes) {
      if (!this.#ended.has(change.id)) {
        this.#moved(leftAlone(change, this.#missingYes(change)))
      }
    }
    return [...this.#ended.values()]
  }

  #giveUp(device: Device, own: readonly AgreedChange[], error: ExpectedError): void {
    const problem = toProblem(error)
    const isOther = error instanceof PasswordUnresolved || error instanceof NoOwnNetwork
    const state = isOther ? 'left' : 'failed'
    for (const { change } of own) if (!this.#ended.has(change.id)) this.#moved({ ...change, state, problem })
    // What the device is like now is not known any more: its findings say so, and no further login is spent on it.
    recordUnread(device, this.#parts, problem)
  }

  /** Looks again before it writes: what was planned may have been changed by hand since. */
  async #apply(agreed: AgreedChange, open: OpenDevice): Promise<Change> {
    const { change, fix } = agreed
    const { allowClear, settings } = this.#plan
    const item = this.#parts.checklist.items.find((entry) => entry.check === fix.id)
    const check = this.#parts.checkById(fix.id)
    const patienceMs = this.#patienceMs()
    const session = sessionFor(open, { ...this.#parts, allowClear }, patienceMs)
    const since = performance.now()
    try {
      if (item === undefined || check === null)
        throw new PlanOutdated(
          `The checklist of the site does not ask for this any more (${fix.id}); nothing was written.`,
        )
      const { visitId } = this.#parts
      const { params } = item
      const now = await asAgreed(agreed, { open, session, settings, visitId, check, params, done: this.#done })
      if ('observed' in now) return this.#moved({ ...change, ...endOfNotNeeded(now), at: new Date().toISOString() })
      const moved = (next: Change) => void this.#moved(next)
      const ended = await carryOut({ open, session, planned: now, check, params, moved, patienceMs })
      if (ended.state === 'fixed') this.#done.push(now)
      return ended
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      // A change that was begun ends in `carryOut`: here nothing was written.
      const trouble = this.#trouble(open.device, error, since)
      const isLeft = trouble instanceof PlanOutdated || trouble instanceof NoOwnNetwork
      const end = { state: isLeft ? 'left' : 'failed', problem: toProblem(trouble) } as const
      return this.#moved({ ...change, ...end, at: new Date().toISOString() })
    }
  }

  #trouble({ endpoint }: Device, error: ExpectedError, since: number): ExpectedError {
    return ownTrouble(error, endpoint.address, this.#parts.network.cards, since)
  }

  #patienceMs(): number {
    const { practice } = this.#parts.store.site()
    return this.#options.patienceMs ?? usualPatienceMs[practice ? 'practice' : 'field']
  }

  #inWave(change: Change, wave: number): Change {
    const approvedBy = this.#options.approvedBy ?? null
    const needed = approvedBy !== null && this.#plan.needsSecondPerson.includes(change.id)
    return { ...change, wave, ...(needed ? { approvedBy } : {}) }
  }

  #missingYes(change: Change): Problem | null {
    if (change.confirm !== undefined && this.#options.confirmed?.has(change.id) !== true) {
      return {
        code: 'fix/not-confirmed',
        message: `Left alone: nobody said yes to this very change. ${change.confirm}`,
        remedy: 'Make the plan again and say yes to this change where it is asked for.',
      }
    }
    if (this.#plan.needsSecondPerson.includes(change.id) && (this.#options.approvedBy ?? null) === null) {
      return {
        code: 'fix/second-person-missing',
        message: 'Left alone: this change needs the passphrase of a second person.',
        remedy: 'Let a second person enter their own passphrase, then apply the plan again.',
      }
    }
    return null
  }

  #moved(change: Change): Change {
    this.#ended.set(change.id, change)
    keepChange(this.#parts, change, change.confirm !== undefined && this.#options.confirmed?.has(change.id) === true)
    this.#options.onChange(change)
    return change
  }

  #report(text: string): void {
    const waiting = this.#waiting === null ? {} : { waiting: this.#waiting }
    this.#options.on({ work: 'fix', done: this.#devicesDone, total: this.#total, text, ...waiting })
  }
}
