import { z } from 'zod'
import { ActivityView, activityKinds, PlanView, WaveRule } from './change-shapes.ts'
import { passphraseMinLength } from './limits.ts'

const ids = (most: number) => z.array(z.uuid()).max(most)

/** Plans, and the log of what was done. */
export const changeChannels = {
  'plan.make': {
    input: z.object({
      ids: ids(5_000).nullable(),
      checks: z.array(z.string()).nullable(),
      /** New passwords may cross the network readable, where a device offers no HTTPS. Lands in evidence. */
      allowClear: z.boolean(),
    }),
    output: PlanView,
  },
  /** Plans again what did not hold (`failed`), or everything that did not come to an end as fixed (`unfinished`). */
  'plan.retry': {
    input: z.object({ planId: z.uuid(), which: z.enum(['failed', 'unfinished']) }),
    output: PlanView,
  },
  'plan.view': { input: z.void(), output: PlanView.nullable() },
  /** Keeps what a person decided about a plan: who is left out, every yes, and how it spreads. */
  'plan.choose': {
    input: z.object({ planId: z.uuid(), leftOut: ids(5_000), confirmed: ids(100_000), waves: WaveRule }),
    output: z.null(),
  },
  /** Puts another plan of this visit in front. */
  'plan.show': { input: z.object({ planId: z.uuid() }), output: PlanView },
  /** Which devices would go in which wave. */
  'plan.order': {
    input: z.object({ planId: z.uuid(), deviceIds: ids(5_000).nullable(), waves: WaveRule }),
    output: z.array(ids(5_000)),
  },
  /** A second person of this site agrees to this plan with their own passphrase. */
  'plan.agree': {
    input: z.object({
      planId: z.uuid(),
      name: z.string().trim().min(1).max(200),
      passphrase: z.string().min(1).max(1024),
    }),
    output: PlanView,
  },
  /** Makes somebody a second person of this site, or gives a known one a new passphrase. */
  'plan.enroll': {
    input: z.object({
      name: z.string().trim().min(1).max(200),
      passphrase: z.string().min(passphraseMinLength).max(1024),
    }),
    output: z.array(z.string()),
  },
  /** `changeIds` narrows the plan to what the person left ticked; null applies all. `confirmed` were said yes to one by one. */
  'plan.apply': {
    input: z.object({
      planId: z.uuid(),
      changeIds: ids(100_000).min(1).nullable(),
      waves: WaveRule,
      confirmed: ids(100_000),
    }),
    output: z.null(),
  },
  /** Holds changes back between two devices, and between two changes of one. */
  'plan.pause': { input: z.void(), output: z.null() },
  'plan.resume': { input: z.void(), output: z.null() },
  'activity.list': {
    input: z.object({ kind: z.enum(activityKinds), before: z.int().nonnegative().nullable() }),
    output: ActivityView,
  },
} as const
