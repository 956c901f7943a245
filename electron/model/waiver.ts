import { dayOf } from './days.ts'
import type { Outcome } from './outcome.ts'

/** The decision of a named person to live with one failing item for a while. The item is checked and shown all the same. */
export interface Waiver {
  readonly id: string
  readonly visitId: string
  /** Number of the control, for example `NET-01`. */
  readonly item: string
  /** Null: for the whole site, every device of it included. */
  readonly deviceId: string | null
  readonly reason: string
  /** What keeps the risk down meanwhile. */
  readonly compensatingControl: string
  /** Who decided, and who asked for it. */
  readonly approver: string
  readonly requestedBy: string
  readonly at: string
  /** The first day, in UTC, on which it holds no more, `YYYY-MM-DD`. */
  readonly expiresOn: string
  /** Null while nobody took it back. */
  readonly revokedAt: string | null
}

/** What a finding says of the waiver that covers it, or that ended. */
export interface WaiverNote {
  readonly id: string
  readonly approver: string
  readonly reason: string
  readonly compensatingControl: string
  readonly expiresOn: string
  readonly state: 'valid' | 'expired'
  /** What the item would be without it. */
  readonly instead: Outcome
}

/** Outcomes that a waiver may stand in for. What nobody could look at stays an error: a decision is no observation. */
export const waivable: readonly Outcome[] = ['fail', 'unknown', 'notchecked']

/** On the very day that it names, a waiver holds no more. */
export function waiverState({ expiresOn, revokedAt }: Waiver, at: string): 'valid' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked'
  return dayOf(at) < expiresOn ? 'valid' : 'expired'
}

/** The waiver that speaks for this item on this device: one that holds before one that ended, its own before the site's. */
export function waiverFor(
  waivers: readonly Waiver[],
  item: string,
  deviceId: string | null,
  at: string,
): { readonly waiver: Waiver; readonly state: 'valid' | 'expired' } | null {
  const candidates = waivers
    .filter((waiver) => waiver.item === item && (waiver.deviceId === null || waiver.deviceId === deviceId))
    .flatMap((waiver) => {
      const state = waiverState(waiver, at)
      return state === 'revoked' ? [] : [{ waiver, state }]
    })
    .toSorted((a, b) => rank(a) - rank(b) || b.waiver.expiresOn.localeCompare(a.waiver.expiresOn))
  return candidates[0] ?? null
}

const rank = ({ waiver, state }: { readonly waiver: Waiver; readonly state: 'valid' | 'expired' }): number =>
  (state === 'valid' ? 0 : 2) + (waiver.deviceId === null ? 1 : 0)
