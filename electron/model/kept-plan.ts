import type { Problem } from './errors.ts'
import type { Change, SiteSettings } from './site.ts'

/** What a person decided about a plan before it is applied. A second person's yes is no part of it: nothing that is kept says yes for them. */
export interface KeptChoice {
  /** Devices that nothing is written to. */
  readonly leftOut: readonly string[]
  /** Changes that a person said yes to, where a yes is asked for. */
  readonly confirmed: readonly string[]
  readonly rule: { readonly canary: number; readonly width: number; readonly stopShare: number }
}

/** One change of a plan that waits, in the words that a person reads. */
export interface KeptChange {
  readonly change: Change
  /**
   * Of a change that renews passwords: the values that name its accounts. Of any other none is kept: whatever is written is read
   * anew right before.
   */
  readonly accounts: { readonly asFound: unknown; readonly target: unknown } | null
}

/** A plan that was made and not applied. Holds no secret. */
export interface KeptPlan {
  readonly id: string
  readonly visitId: string
  readonly madeAt: string
  /** Devices that it was made for; null: all of the site. */
  readonly devices: readonly string[] | null
  readonly allowClear: boolean
  readonly settings: SiteSettings
  readonly changes: readonly KeptChange[]
  readonly byHand: readonly {
    readonly deviceId: string
    readonly item: string
    readonly title: string
    readonly instruction: string
  }[]
  readonly trouble: readonly { readonly deviceId: string; readonly problem: Problem }[]
}
