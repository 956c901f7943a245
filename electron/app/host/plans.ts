import type { Plan } from '../../engine/change/plan.ts'
import { type Hold, usualWaves, type WaveRule } from '../../engine/change/waves.ts'
import type { Change } from '../../model/site.ts'

/** What a person decided about a plan before it is applied. */
export interface PlanChoice {
  /** Devices that nothing is written to. */
  readonly leftOut: ReadonlySet<string>
  /** Changes that a person said yes to, where a yes is asked for. */
  readonly confirmed: ReadonlySet<string>
  readonly rule: WaveRule
}

/** A plan that was made, what a person decided about it, and where each of its changes stands. */
export interface ShownPlan {
  readonly plan: Plan
  readonly madeAt: string
  /** Devices that it was made for; null: all of the site. */
  readonly devices: readonly string[] | null
  readonly moved: Map<string, Change>
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
  moved: new Map(),
  choice: { leftOut: new Set(), confirmed: new Set(), rule: usualWaves },
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
