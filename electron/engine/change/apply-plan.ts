import { type Device, endpointText } from '../../model/device.ts'
import { ExpectedError, type Problem, toProblem } from '../../model/errors.ts'
import type { Change } from '../../model/site.ts'
import { type AssessParts, assessOpen, recordUnread } from '../assess/assess.ts'
import { OpenDevice } from '../device/open-device.ts'
import { PasswordUnresolved, PlanOutdated } from '../problems.ts'
import type { ChangeOptions } from '../progress.ts'
import type { PlannedDevice } from './canaries.ts'
import { changeEvent } from './change-event.ts'
import type { Plan } from './plan.ts'
import { type PlannedChange, planChange, remediate, sessionFor } from './remediate.ts'
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
  try {
    await runWaves(
      withFixes(
        devices,
        plan.changes.filter((planned) => run.mayRun(planned)),
      ),
      {
        rule,
        signal: options.signal,
        hold: run.hold,
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

/** The devices for which something is planned, each with its fixes. */
export function withFixes(devices: readonly Device[], changes: readonly PlannedChange[]): readonly PlannedDevice[] {
  const fixes = new Map<string, string[]>()
  for (const { change } of changes) fixes.set(change.deviceId, [...(fixes.get(change.deviceId) ?? []), change.fix])
  return devices.flatMap((device) => {
    const own = fixes.get(device.id)
    return own === undefined ? [] : [{ device, fixes: own }]
  })
}

/** Restarts of cameras take about as long. */
const usualPatienceMs = 60_000

class PlanRun {
  readonly hold: Hold
  readonly #plan: Plan
  readonly #parts: AssessParts
  readonly #options: ChangeOptions
  readonly #ended = new Map<string, Change>()
  readonly #total: number
  #done = 0

  constructor(plan: Plan, parts: AssessParts, options: ChangeOptions) {
    this.#plan = plan
    this.#parts = parts
    this.#options = options
    this.hold = options.hold ?? new Hold()
    this.#total = new Set(plan.changes.map(({ change }) => change.deviceId)).size
    this.#report('')
  }

  mayRun({ change }: PlannedChange): boolean {
    return this.#missingYes(change) === null
  }

  async device(device: Device, wave: number): Promise<WorkEnd> {
    const own = this.#plan.changes
      .filter(({ change }) => change.deviceId === device.id)
      .map((planned) => ({ ...planned, change: this.#inWave(planned.change, wave) }))
    let isGood = true
    try {
      const open = await OpenDevice.open(device, this.#parts, new AbortController().signal)
      for (const planned of own) {
        const { change } = planned
        await this.hold.passed(this.#options.signal)
        const missing = this.#missingYes(change)
        if (this.#options.signal.aborted || missing !== null) {
          this.#moved({ ...change, state: 'cancelled', problem: missing })
          continue
        }
        const ended = await this.#apply(planned, open)
        if (ended.state !== 'fixed' && ended.state !== 'cancelled') isGood = false
        // With a password in doubt every further request could be the refused login that locks: nothing more is sent.
        if (ended.state === 'unresolved') throw new PasswordUnresolved(ended.problem?.message ?? ended.fix)
      }
      await open.refreshLogin()
      await assessOpen(open, this.#parts)
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      isGood = false
      this.#giveUp(device, own, error)
    }
    this.#done += 1
    this.#report(endpointText(device.endpoint))
    const held = own.filter(({ change }) => this.#ended.get(change.id)?.state === 'fixed')
    return { isGood, held: held.map(({ change }) => change.fix) }
  }

  /** A device that was not begun. */
  leave(device: Device, problem: Problem | null): void {
    for (const { change } of this.#plan.changes) {
      if (change.deviceId === device.id) this.#moved({ ...change, state: 'cancelled', problem })
    }
    this.#done += 1
    this.#report(endpointText(device.endpoint))
  }

  end(): Change[] {
    for (const { change } of this.#plan.changes) {
      if (!this.#ended.has(change.id)) {
        this.#moved({ ...change, state: 'cancelled', problem: this.#missingYes(change) })
      }
    }
    return [...this.#ended.values()]
  }

  #giveUp(device: Device, own: readonly PlannedChange[], error: ExpectedError): void {
    const problem = toProblem(error)
    const state = error instanceof PasswordUnresolved ? 'cancelled' : 'failed'
    for (const { change } of own) if (!this.#ended.has(change.id)) this.#moved({ ...change, state, problem })
    // What the device is like now is not known any more: its findings say so, and no further login is spent on it.
    recordUnread(device, this.#parts, problem)
  }

  /** Looks again before it writes: what was planned may have been changed by hand since. */
  async #apply({ change, fix }: PlannedChange, open: OpenDevice): Promise<Change> {
    const { allowClear, settings } = this.#plan
    const item = this.#parts.checklist.items.find((entry) => entry.check === fix.id)
    const check = this.#parts.checkById(fix.id)
    if (item === undefined || check === null) throw new Error(`fix ${fix.id} has no check in the checklist`)
    const patienceMs = this.#options.patienceMs ?? usualPatienceMs
    const session = sessionFor(open, { ...this.#parts, allowClear }, patienceMs)
    try {
      const now = await planChange(session, fix, settings, this.#parts.visitId)
      if (now === null)
        throw new PlanOutdated('The device is not as it was when this was planned; nothing was written.')
      const { asFound, target } = now.change
      if (target !== change.target)
        throw new PlanOutdated(
          `What was agreed to is "${change.target}", and now it would be "${target}": nothing was written.`,
        )
      const planned = { ...now, change: { ...change, asFound, target } }
      const moved = (next: Change) => this.#moved(next)
      return await remediate({ open, session, planned, check, params: item.params, moved, patienceMs })
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      const state = error instanceof PlanOutdated ? 'cancelled' : 'failed'
      const ended = { ...change, state, problem: toProblem(error), at: new Date().toISOString() } as const
      this.#moved(ended)
      return ended
    }
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

  #moved(change: Change): void {
    this.#ended.set(change.id, change)
    this.#parts.store.saveChange(change)
    const confirmed = change.confirm !== undefined && this.#options.confirmed?.has(change.id) === true
    this.#parts.log.append(changeEvent(change, confirmed))
    this.#options.onChange(change)
  }

  #report(text: string): void {
    this.#options.on({ work: 'fix', done: this.#done, total: this.#total, text })
  }
}
