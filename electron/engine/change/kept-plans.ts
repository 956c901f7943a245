import { driverById } from '../../drivers/index.ts'
import { fixes } from '../../fixes/index.ts'
import type { KeptChange, KeptChoice, KeptPlan } from '../../model/kept-plan.ts'
import type { Change } from '../../model/site.ts'
import type { PlanRow } from '../../store/plan-table.ts'
import type { SiteFile } from '../../store/site-file.ts'
import { replacedDevices } from '../inventory/replaced-device.ts'
import type { AgreedChange } from './carry-out.ts'
import { needsSecondPerson } from './confirm-change.ts'
import type { Plan } from './plan.ts'
import type { WaveRule } from './waves.ts'
import { yesReasons } from './yes-reasons.ts'

/** What a person decided about a plan before it is applied. */
export interface PlanChoice {
  /** Devices that nothing is written to. */
  readonly leftOut: ReadonlySet<string>
  /** Changes that a person said yes to, where a yes is asked for. */
  readonly confirmed: ReadonlySet<string>
  readonly rule: WaveRule
}

/** A plan that was made and not applied, with what was decided about it. */
export interface WaitingPlan {
  readonly plan: Plan
  readonly madeAt: string
  /** Devices that it was made for; null: all of the site. */
  readonly devices: readonly string[] | null
  readonly choice: PlanChoice
}

export interface WaitingPlans {
  readonly waiting: readonly WaitingPlan[]
  /** The one that a person looked at. */
  readonly frontId: string | null
}

/**
 * Plans that wait, in the encrypted file of the site: they outlive the program. What comes back is what a person read and decided,
 * in words; no value that would be written is kept, for each change is planned anew right before it is carried out, and left alone
 * where that gives something else. What asks for a second person is told by the fixes, and their yes is never kept.
 */
export class KeptPlans {
  readonly #store: SiteFile
  readonly #visit: () => { readonly id: string; readonly isSealed: boolean }

  constructor(store: SiteFile, visit: () => { readonly id: string; readonly isSealed: boolean }) {
    this.#store = store
    this.#visit = visit
  }

  /** From now on these wait and no other. On disk when it returns. */
  keep({ waiting, frontId }: WaitingPlans): void {
    const { plans } = this.#store
    this.#store.transaction(() => {
      const known = new Set(plans.ids())
      for (const one of waiting) {
        if (!known.delete(one.plan.id)) plans.add(keptPlan(one), keptChoice(one.choice))
      }
      for (const id of known) plans.forget(id)
      plans.putInFront(frontId)
    })
  }

  choose(planId: string, choice: PlanChoice): void {
    this.#store.plans.choose(planId, keptChoice(choice))
  }

  /**
   * What waits in the visit that goes on. What asks for a yes is judged anew by what the site file knows now: a yes counts where its
   * reason is the one that it was said to. A plan with a fix that this version does not know does not come back.
   */
  all(): WaitingPlans {
    const { id, isSealed } = this.#visit()
    const rows = isSealed ? [] : this.#store.plans.of(id)
    if (rows.length === 0) return { waiting: [], frontId: null }
    const replaced = replacedDevices(this.#store.devices())
    const parts = { store: this.#store, visitId: id, isReplaced: (device: { id: string }) => replaced.has(device.id) }
    const reasonOf = yesReasons(parts, this.#store.site().settings)
    const judged = ({ change, ...rest }: AgreedChange): AgreedChange => {
      const device = this.#store.device(change.deviceId)
      const driver = device?.driver == null ? null : driverById(device.driver)
      if (device === null || driver === null) return { ...rest, change }
      const { confirm: _, ...bare } = change
      const reason = reasonOf({ ...rest, change }, driver, device)
      return { ...rest, change: reason === null ? bare : { ...bare, confirm: reason } }
    }
    return {
      waiting: rows.flatMap((row) => waitingPlan(row, judged)),
      frontId: rows.find(({ isInFront }) => isInFront)?.plan.id ?? null,
    }
  }
}

const keptPlan = ({ plan, madeAt, devices }: WaitingPlan): KeptPlan => ({
  id: plan.id,
  visitId: plan.visitId,
  madeAt,
  devices,
  allowClear: plan.allowClear,
  settings: plan.settings,
  changes: plan.changes.map(({ change, fix, planned }) => ({
    change,
    accounts: fix.accounts === undefined ? null : planned,
  })),
  byHand: plan.byHand,
  trouble: plan.trouble,
})

const keptChoice = ({ leftOut, confirmed, rule }: PlanChoice): KeptChoice => ({
  leftOut: [...leftOut],
  confirmed: [...confirmed],
  rule,
})

const byDevice = (left: KeptChange, right: KeptChange): number =>
  left.change.deviceId.localeCompare(right.change.deviceId)

/** The plan as it waits again; none where a fix of it is gone. */
function waitingPlan({ plan, choice }: PlanRow, judged: (change: AgreedChange) => AgreedChange): WaitingPlan[] {
  const { madeAt, devices, changes: kept, ...rest } = plan
  const again = new Map<string, AgreedChange>()
  // Device by device, whatever their order: what is known of each is read once.
  for (const { change, accounts } of kept.toSorted(byDevice)) {
    const fix = fixes.find(({ id }) => id === change.fix)
    if (fix === undefined) return []
    again.set(change.id, judged({ change, fix, planned: accounts }))
  }
  const changes = kept.flatMap(({ change }) => again.get(change.id) ?? [])
  const reasons = new Map(kept.map(({ change }) => [change.id, change.confirm]))
  const isStill = ({ id, confirm }: Change) => confirm !== undefined && reasons.get(id) === confirm
  const still = new Set(changes.flatMap(({ change }) => (isStill(change) ? [change.id] : [])))
  return [
    {
      plan: { ...rest, changes, needsSecondPerson: needsSecondPerson(changes) },
      madeAt,
      devices,
      choice: {
        leftOut: new Set(choice.leftOut),
        confirmed: new Set(choice.confirmed.filter((id) => still.has(id))),
        rule: choice.rule,
      },
    },
  ]
}
