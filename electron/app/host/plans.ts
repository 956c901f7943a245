import type { PlanChoice, WaitingPlan, WaitingPlans } from '../../engine/change/kept-plans.ts'
import type { Plan } from '../../engine/change/plan.ts'
import { type Hold, usualWaves } from '../../engine/change/waves.ts'
import type { Change } from '../../model/site.ts'

/** A plan that was made, what a person decided about it, and where each of its changes stands. */
export interface ShownPlan extends WaitingPlan {
  readonly moved: Map<string, Change>
  /** The site file kept it over the end of the program, or over a closing of the site. */
  readonly isBack: boolean
  choice: PlanChoice
  running: boolean
  /** The second person who agreed to it, proven by their passphrase. */
  approvedBy: string | null
  /** Devices of each wave; empty before it was applied. */
  order: readonly (readonly string[])[]
  /** Holds it back while it runs; null before. */
  hold: Hold | null
}

/** A plan that nobody touched yet. */
export const newShownPlan = (plan: Plan, devices: readonly string[] | null = null): ShownPlan => ({
  plan,
  madeAt: new Date().toISOString(),
  devices,
  choice: { leftOut: new Set(), confirmed: new Set(), rule: usualWaves },
  ...untouched(),
  isBack: false,
})

/** Nobody is known to have agreed to it: a second person does so while the site is open. */
const planBack = (waiting: WaitingPlan): ShownPlan => ({ ...waiting, ...untouched(), isBack: true })

const untouched = () => ({
  moved: new Map<string, Change>(),
  running: false,
  approvedBy: null,
  order: [],
  hold: null,
})

/** Plans that are kept side by side. */
const most = 12

/**
 * The plans of one visit. A plan of one device stands beside the plan of all: neither takes the place of the other, and what was
 * applied stays to be read.
 */
export class Plans {
  #list: readonly ShownPlan[] = []
  /** The one that a person looks at; null: what is on record. */
  #shownId: string | null = null

  /** With those that the site file kept. */
  constructor(kept: WaitingPlans = { waiting: [], frontId: null }) {
    this.#list = kept.waiting.map(planBack)
    this.#shownId = kept.frontId
  }

  /** What the site file has to keep: plans that wait. One that was begun is on record instead. */
  get kept(): WaitingPlans {
    return { waiting: this.#list.filter(isUntouched), frontId: this.#shownId }
  }

  /**
   * After a lock: what was applied before it stays to be read. The file says what still waits, for it may have been open elsewhere
   * meanwhile; a plan that is in memory is the one that a second person saw and agreed to.
   */
  takeBack(left: Plans): void {
    const ended = left.#list.filter((known) => !isUntouched(known))
    const waiting = this.#list.map((kept) => {
      const known = left.get(kept.plan.id)
      return known === null ? kept : { ...known, choice: kept.choice }
    })
    this.#list = [...ended, ...waiting].toSorted((one, other) => one.madeAt.localeCompare(other.madeAt)).slice(-most)
    this.#shownId = left.shown === null || this.get(left.shown.plan.id) !== null ? left.#shownId : this.#shownId
  }

  get all(): readonly ShownPlan[] {
    return this.#list
  }

  get shown(): ShownPlan | null {
    return this.#list.find(({ plan }) => plan.id === this.#shownId) ?? null
  }

  get(planId: string): ShownPlan | null {
    return this.#list.find(({ plan }) => plan.id === planId) ?? null
  }

  /** Puts a plan in front. It replaces what was planned and not applied of the same devices; who was left out of that stays left out. */
  add(next: ShownPlan): void {
    const sameDevices = this.#list.findLast(({ devices }) => subject(devices) === subject(next.devices))
    const planned = new Set(next.plan.changes.map(({ change }) => change.deviceId))
    const leftOut = [...(sameDevices?.choice.leftOut ?? [])].filter((id) => planned.has(id))
    next.choice = { ...next.choice, leftOut: new Set(leftOut), rule: sameDevices?.choice.rule ?? next.choice.rule }
    const kept = this.#list.filter((known) => !(isUntouched(known) && isWithin(known, next)))
    this.#list = [...kept, next].slice(-most)
    this.#shownId = next.plan.id
  }

  /** Puts a known plan in front; with null what is on record. */
  show(planId: string | null): void {
    this.#shownId = planId
  }
}

export const isUntouched = ({ moved, running }: ShownPlan): boolean => moved.size === 0 && !running

const subject = (devices: readonly string[] | null): string => (devices === null ? '' : [...devices].sort().join(' '))

/** The newer plan covers all that the older one did. */
const isWithin = (known: ShownPlan, next: ShownPlan): boolean =>
  next.devices === null || subject(known.devices) === subject(next.devices)
