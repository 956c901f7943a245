import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import PQueue from 'p-queue'
import { type Device, endpointText } from '../../model/device.ts'
import { type Problem, toProblem } from '../../model/errors.ts'
import type { Change } from '../../model/site.ts'
import { CardGate } from '../../protocols/card-gate.ts'
import type { AssessParts } from '../assess/assess.ts'
import { keepChange } from '../change/change-event.ts'
import { failedTooMany } from '../change/waves.ts'
import { PlanOutdated } from '../problems.ts'
import type { ChangeOptions, WorkOptions } from '../progress.ts'
import { upgradeFix } from '../upgrade-fix.ts'
import { type UpgradeOutcome, type UpgradeStage, upgradeDevice } from './upgrade-device.ts'
import { type FirmwareSource, type PlannedUpgrade, planUpgrade, type UpgradePlan } from './upgrade-plan.ts'
import { UpgradeProblem } from './upgrade-problems.ts'
import { type Patience, usualPatience } from './upgrade-restart.ts'

/** Name of upgrades among the changes of a visit. */

export interface UpgradeOptions extends Pick<ChangeOptions, 'signal' | 'on' | 'onChange'> {
  /** Called for each device when it is done with. */
  readonly onEnded?: (ended: UpgradeEnded) => void
  /** So many devices of each firmware go first, one by one; the rest goes only when all of them were upgraded. */
  readonly canary: number
  /** Devices at a time after that. */
  readonly width: number
  /** Share of all devices, 0 to 1: when more than that were not upgraded, no further one is begun. */
  readonly stopShare: number
  /** Ids of devices that a person said yes to one by one. */
  readonly confirmed: readonly string[]
  readonly patience?: Partial<Patience>
  /** What a device that was begun does at the moment; for eyes only, nothing rests on it. */
  readonly onStage?: (deviceId: string, stage: UpgradeStage) => void
}

/** What became of one device of the plan. */
export interface UpgradeEnded extends UpgradeOutcome {
  readonly deviceId: string
  readonly fileId: string
  readonly change: Change
}

export interface UpgradeReport {
  readonly ended: readonly UpgradeEnded[]
  /** Why the wave was stopped before its end; null when it was not. */
  readonly stopped: Problem | null
}

/** Firmware upgrades of one visit. Nothing here starts by itself: a plan is made, looked at, and handed back to `apply`. */
export class Upgrades {
  readonly #parts: AssessParts

  constructor(parts: AssessParts) {
    this.#parts = parts
  }

  /** The dry run over these devices, or all. Reads only. */
  async plan(
    options: WorkOptions & {
      readonly devices: readonly string[] | null
      readonly sources: readonly FirmwareSource[]
    },
  ): Promise<UpgradePlan> {
    const { devices: ids, sources } = options
    const chosen = this.#parts.store.devices().filter(({ id }) => ids === null || ids.includes(id))
    return await planUpgrade(chosen, sources, this.#parts, options)
  }

  /**
   * Carries a plan out: the first devices of each firmware alone, then the others side by side. Cancelling takes effect between two
   * devices; one that was begun is followed to its end.
   *
   * @throws {PlanOutdated} when the plan belongs to another visit
   */
  async apply(plan: UpgradePlan, options: UpgradeOptions): Promise<UpgradeReport> {
    if (plan.visitId !== this.#parts.visitId) throw new PlanOutdated('This plan belongs to an earlier visit.')
    return await new Wave(plan, this.#parts, options).run()
  }
}

class Wave {
  readonly #plan: UpgradePlan
  readonly #parts: AssessParts
  readonly #options: UpgradeOptions
  readonly #ended: UpgradeEnded[] = []
  readonly #total: number
  readonly #gate: CardGate
  #waiting: Problem | null = null
  readonly #noMore = new AbortController()
  /** Cancelled, or stopped. */
  readonly #until: AbortSignal
  #failed = 0
  #stopped: Problem | null = null
  readonly #bugs: unknown[] = []

  constructor(plan: UpgradePlan, parts: AssessParts, options: UpgradeOptions) {
    this.#plan = plan
    this.#parts = parts
    this.#options = options
    this.#total = plan.upgrades.filter((planned) => this.#isConfirmed(planned)).length
    this.#until = AbortSignal.any([options.signal, this.#noMore.signal])
    setMaxListeners(0, this.#until)
    this.#gate = new CardGate(parts.network.cards, (waiting) => {
      this.#waiting = waiting
      this.#report('')
    })
  }

  async run(): Promise<UpgradeReport> {
    const { log } = this.#parts
    const { canary, width, stopShare, confirmed } = this.#options
    log.append({
      type: 'firmware.wave',
      plan: this.#plan.id,
      devices: this.#total,
      canary,
      width,
      stopShare,
      confirmed,
    })
    this.#report('')
    for (const planned of this.#plan.upgrades.filter((one) => !this.#isConfirmed(one))) {
      const name = endpointText(planned.device.endpoint)
      const message = `${name} was left alone: nobody said yes to it. ${planned.needsYes.join(' ')}`
      this.#leave(planned, 'refused', new UpgradeProblem('upgrade/not-confirmed', message))
    }
    for (const group of this.#groups()) await this.#runGroup(group)
    log.append({
      type: 'firmware.wave-end',
      plan: this.#plan.id,
      ended: this.#ended.length,
      stopped: this.#stopped?.code,
    })
    // Every device has its end on record, whatever happened to one of them.
    if (this.#bugs.length > 0) throw this.#bugs[0]
    return { ended: this.#ended, stopped: this.#stopped }
  }

  /** One group per firmware, those first that hurt least. */
  #groups(): PlannedUpgrade[][] {
    const groups = new Map<string, PlannedUpgrade[]>()
    for (const planned of this.#plan.upgrades.filter((one) => this.#isConfirmed(one))) {
      const { id } = planned.source.file
      groups.set(id, [...(groups.get(id) ?? []), planned])
    }
    return [...groups.values()].map((group) =>
      group.toSorted((left, right) => left.needsYes.length - right.needsYes.length),
    )
  }

  async #runGroup(group: readonly PlannedUpgrade[]): Promise<void> {
    const { canary, width } = this.#options
    const first = group.slice(0, Math.max(0, canary))
    for (const planned of first) {
      const ended = await this.#one(planned)
      if (ended.end === 'upgraded' || ended.end === 'cancelled') continue
      const name = endpointText(planned.device.endpoint)
      this.#stop(`${name} went first and ended as "${ended.end}".`)
    }
    const queue = new PQueue({ concurrency: Math.max(1, width) })
    for (const planned of group.slice(first.length)) {
      void queue.add(() => this.#one(planned))
    }
    await queue.onIdle()
  }

  async #one(planned: PlannedUpgrade): Promise<UpgradeEnded> {
    await this.#gate.passed([planned.device.endpoint.address], this.#until)
    if (this.#stopped !== null) {
      const message = `Not begun, because the wave was stopped: ${this.#stopped.message}`
      return this.#leave(planned, 'cancelled', new UpgradeProblem('upgrade/wave-stopped', message))
    }
    if (this.#options.signal.aborted) {
      return this.#leave(
        planned,
        'cancelled',
        new UpgradeProblem('upgrade/cancelled', 'Cancelled before it was begun.'),
      )
    }
    const change = changeOf(planned, this.#plan.visitId)
    this.#move(change)
    const device: Device = this.#parts.store.device(planned.device.id) ?? planned.device
    const patience = { ...usualPatience, ...this.#options.patience }
    const { onStage } = this.#options
    const startedAt = new Date().toISOString()
    const outcome = await upgradeDevice(planned, device, this.#parts, patience, (stage) =>
      onStage?.(device.id, stage),
    ).catch((error: unknown) => this.#hitBug(error, startedAt))
    const ended = this.#settle(planned, change, outcome)
    if (outcome.end !== 'upgraded') {
      this.#failed += 1
      if (failedTooMany(this.#failed, this.#ended.length, this.#total, this.#options.stopShare)) {
        this.#stop(`${this.#failed} of the ${this.#ended.length} devices so far were not upgraded.`)
      }
    }
    return ended
  }

  /** A bug says nothing of the device, and as little of those that are still to come: firmware goes to none of them. */
  #hitBug(error: unknown, startedAt: string): UpgradeOutcome {
    this.#bugs.push(error)
    this.#stop('the program failed on another device.')
    return {
      end: 'broken-off',
      asLeft: null,
      problem: {
        code: 'app/bug',
        message: 'The program failed in the middle of this upgrade: what the device runs now is not known.',
        remedy:
          'Look whether the device works and which firmware it runs, assess it, and send the report of the problem.',
      },
      ...{ transport: null, startedAt, sentAt: null, goneAt: null, backAt: null },
    }
  }

  /** The first reason counts. */
  #stop(reason: string): void {
    this.#stopped ??= toProblem(new UpgradeProblem('upgrade/wave-stopped', reason))
    this.#noMore.abort()
  }

  #leave(planned: PlannedUpgrade, end: 'refused' | 'cancelled', error: UpgradeProblem): UpgradeEnded {
    const at = new Date().toISOString()
    const outcome: UpgradeOutcome = {
      end,
      asLeft: planned.installed,
      problem: toProblem(error),
      transport: null,
      startedAt: at,
      sentAt: null,
      goneAt: null,
      backAt: null,
    }
    return this.#settle(planned, changeOf(planned, this.#plan.visitId), outcome)
  }

  #settle(planned: PlannedUpgrade, change: Change, outcome: UpgradeOutcome): UpgradeEnded {
    const { end, asLeft, problem, transport, startedAt, sentAt, goneAt, backAt } = outcome
    const done: Change = {
      ...change,
      state: leftCodes.includes(problem?.code ?? '') ? 'left' : stateOf[end],
      asLeft: asLeft === null ? null : `firmware ${asLeft}`,
      problem,
      at: new Date().toISOString(),
    }
    const { id: file, sha256 } = planned.source.file
    this.#parts.log.append({
      type: 'firmware.upgrade',
      device: change.deviceId,
      file,
      sha256,
      state: end,
      transport,
      asFound: planned.installed,
      asLeft,
      code: problem?.code ?? null,
      startedAt,
      sentAt,
      goneAt,
      backAt,
    })
    this.#move(done)
    const ended = { ...outcome, deviceId: change.deviceId, fileId: file, change: done }
    this.#ended.push(ended)
    this.#options.onEnded?.(ended)
    this.#report(endpointText(planned.device.endpoint))
    return ended
  }

  #move(change: Change): void {
    keepChange(this.#parts, change, this.#options.confirmed.includes(change.deviceId))
    this.#options.onChange(change)
  }

  #report(text: string): void {
    const waiting = this.#waiting === null ? {} : { waiting: this.#waiting }
    this.#options.on({ work: 'fix', done: this.#ended.length, total: this.#plan.upgrades.length, text, ...waiting })
  }

  #isConfirmed({ needsYes, device }: PlannedUpgrade): boolean {
    return needsYes.length === 0 || this.#options.confirmed.includes(device.id)
  }
}

/** Nobody cancelled these, and nothing was sent. */
const leftCodes: readonly string[] = ['upgrade/not-confirmed', 'upgrade/wave-stopped']

const stateOf = {
  upgraded: 'fixed',
  'came-back-on-old-version': 'failed',
  'never-came-back': 'failed',
  'came-back-unproven': 'unresolved',
  'broken-off': 'failed',
  refused: 'failed',
  cancelled: 'cancelled',
} as const satisfies Record<UpgradeOutcome['end'], Change['state']>

function changeOf({ device, source: { file }, installed, transport }: PlannedUpgrade, visitId: string): Change {
  return {
    id: randomUUID(),
    visitId,
    deviceId: device.id,
    fix: upgradeFix,
    state: 'applying',
    asFound: `firmware ${installed}`,
    target: `firmware ${file.version} (file ${file.id}, SHA-256 ${file.sha256})`,
    asLeft: null,
    disruption: 'high',
    reboot: true,
    undo:
      transport === 'vapix'
        ? 'The device goes back to the old firmware by itself when the new one is not confirmed.'
        : 'None: this device does not go back to its old firmware.',
    problem: null,
    at: new Date().toISOString(),
  }
}
