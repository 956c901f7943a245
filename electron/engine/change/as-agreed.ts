import { type AnyCheck, factsOf } from '../../checks/check.ts'
import type { DeviceSession } from '../../fixes/fix.ts'
import type { Change, SiteSettings } from '../../model/site.ts'
import { evaluateOn } from '../assess/evaluate.ts'
import type { OpenDevice } from '../device/open-device.ts'
import { PlanOutdated } from '../problems.ts'
import { type AgreedChange, accountsOf, type PlannedChange, planChange } from './carry-out.ts'

interface Standing {
  readonly open: OpenDevice
  readonly session: DeviceSession
  readonly settings: SiteSettings
  readonly visitId: string
  readonly check: AnyCheck
  readonly params: unknown
  /** What this plan carried out and proved so far, on every device. */
  readonly done: readonly PlannedChange[]
}

/** Nothing is left to do: the check passes on facts read now. */
export interface NotNeeded {
  readonly observed: string
  /** Fixes of the same plan that did it; none where somebody else did. */
  readonly doneBy: readonly string[]
}

/**
 * What is to be carried out of a change that was agreed to, looked at again right before: the plan is older than the changes that
 * went before this one, and the device may have been changed by hand. Never more than what was agreed to.
 *
 * @throws {PlanOutdated} when it would be something else now; nothing was written
 */
export async function asAgreed(agreed: AgreedChange, standing: Standing): Promise<PlannedChange | NotNeeded> {
  const { change, fix } = agreed
  const { session, settings, visitId, done } = standing
  const now = await planChange(session, fix, settings, visitId)
  if (now !== null && now.change.target === change.target)
    return { ...now, change: { ...change, asFound: now.change.asFound } }
  const rest = fix.accounts === undefined ? null : accountsLeft(agreed, now, done)
  if (rest !== null && rest.length > 0) {
    await session.assertPasswordMayTravel()
    return narrowed(agreed, rest)
  }
  if (now !== null)
    throw new PlanOutdated(
      `What was agreed to is "${change.target}", and now it would be "${now.change.target}": nothing was written.`,
    )
  const observed = await passedNow(standing)
  if (observed === null)
    throw new PlanOutdated('The device is not as it was when this was planned; nothing was written.')
  const doneBy = done.filter((one) => one.change.deviceId === change.deviceId && isAlike(one, agreed))
  return { observed, doneBy: [...new Set(doneBy.map((one) => one.fix.id))] }
}

/** Accounts that were agreed to and still need it; null where one needs it now that nobody agreed to. */
function accountsLeft(
  agreed: AgreedChange,
  now: PlannedChange | null,
  done: readonly PlannedChange[],
): readonly string[] | null {
  const { change, fix } = agreed
  const all = accountsOf(agreed)
  const needed = now === null ? [] : accountsOf(now)
  if (!needed.every((username) => all.includes(username))) return null
  const alike = done.filter((one) => isAlike(one, agreed))
  const here = alike.filter((one) => one.change.deviceId === change.deviceId)
  const renewed = here.flatMap(accountsOf)
  const tookReasonAway = fix.reasonElsewhere === true && alike.length > here.length
  return all.filter((name) => needed.includes(name) || (tookReasonAway && !renewed.includes(name)))
}

const isAlike = (one: AgreedChange, other: AgreedChange): boolean =>
  one.fix.writes.some((write) => other.fix.writes.includes(write))

function narrowed({ change, fix, planned }: AgreedChange, usernames: readonly string[]): PlannedChange {
  if (planned === null) throw new Error(`change ${change.id} names no accounts`)
  const only = (value: unknown): unknown => fix.accounts?.only(value, usernames) ?? value
  const rest = { asFound: only(planned.asFound), target: only(planned.target) }
  const words = { asFound: fix.describe(rest.asFound), target: fix.describe(rest.target) }
  return { fix, planned: rest, change: { ...change, ...words } }
}

/** How a change ends that was not needed any more. */
export const endOfNotNeeded = ({ observed, doneBy }: NotNeeded): Pick<Change, 'state' | 'asLeft' | 'problem'> =>
  doneBy.length > 0
    ? {
        state: 'fixed',
        asLeft: `Done by another change of this plan (${doneBy.join(', ')}): ${observed}`,
        problem: null,
      }
    : {
        state: 'left',
        asLeft: null,
        problem: {
          code: 'fix/not-needed',
          message: `Left alone: it is in order already, which this plan did not do. ${observed}`,
          remedy: 'Nothing is to be done.',
        },
      }

/** What the check sees, when it passes now; no login is tried for this. */
async function passedNow({ open, check, params }: Standing): Promise<string | null> {
  const { outcome, observed } = evaluateOn(check, await open.readings(factsOf(check)), check.params.parse(params))
  return outcome === 'pass' ? observed : null
}
