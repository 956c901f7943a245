import { z } from 'zod'
import { changeStates, disruptions } from '../model/site.ts'
import { Problem } from './shapes.ts'

/** How changes spread over a site: canaries of each driver first, then so many devices at a time. */
export const WaveRule = z.object({
  canary: z.int().min(0).max(100),
  width: z.int().min(1).max(200),
  /** Share of all devices that may fail before nothing more is begun. */
  stopShare: z.number().min(0).max(1),
})

export const ChangeView = z.object({
  id: z.uuid(),
  deviceId: z.uuid(),
  device: z.string(),
  fix: z.string(),
  /** Number of the item in the checklist; null where the checklist does not know the fix. */
  item: z.string().nullable(),
  title: z.string(),
  state: z.enum(changeStates),
  asFound: z.string(),
  target: z.string(),
  asLeft: z.string().nullable(),
  disruption: z.enum(disruptions),
  reboot: z.boolean(),
  /** The new password is in the vault before it is sent. */
  renewsLogin: z.boolean(),
  undo: z.string(),
  problem: Problem.nullable(),
  /** Why a person must say yes to this very change, with what depends on the device; null: the yes to the plan is enough. */
  confirm: z.string().nullable(),
  needsSecondPerson: z.boolean(),
  /** The wave that it ran in, 0 is the canary; null before. */
  wave: z.int().nonnegative().nullable(),
  approvedBy: z.string().nullable(),
  at: z.string(),
})

export const OtherPlan = z.object({
  id: z.uuid(),
  stage: z.enum(['planned', 'running', 'ended']),
  fromRecord: z.boolean(),
  onlyDevice: z.string().nullable(),
  devices: z.int().nonnegative(),
  changes: z.int().nonnegative(),
  at: z.string(),
})

export const PlanView = z.object({
  id: z.uuid(),
  changes: z.array(ChangeView),
  /** Findings that fail and that no fix can mend, with what a person does. */
  byHand: z.array(
    z.object({ deviceId: z.uuid(), device: z.string(), item: z.string(), title: z.string(), instruction: z.string() }),
  ),
  /** New passwords of this plan may cross the network readable. */
  allowClear: z.boolean(),
  /** Told from what is on record of this visit: the plan itself ended with the program, or with another opening of the site. */
  fromRecord: z.boolean(),
  /** When it was made, where it waits since before the program ended or the site was closed; null: made since. */
  backFrom: z.string().nullable(),
  /** Something ended the program while it ran. */
  cutOff: z.boolean(),
  /** The only device that it was made for; null: several, or all. */
  onlyDevice: z.string().nullable(),
  /** Devices that a person left out. */
  leftOut: z.array(z.uuid()),
  /** Changes that a person said yes to. */
  confirmed: z.array(z.uuid()),
  /** Other plans of this visit that are still there, newest first. */
  others: z.array(OtherPlan),
  /** Devices whose changes could not be planned. */
  trouble: z.array(z.object({ deviceId: z.uuid(), device: z.string(), problem: Problem })),
  running: z.boolean(),
  /** Held back on request; what was begun is finished first. */
  held: z.boolean(),
  done: z.int().nonnegative(),
  /** People of this site who may agree as the second person. */
  secondPersons: z.array(z.string()),
  /** The second person who agreed to this plan. */
  approvedBy: z.string().nullable(),
  /** The rule that it was or would be carried out by. */
  waves: WaveRule,
  /** Devices of each wave, in order, while it runs and afterwards; empty before. */
  order: z.array(z.array(z.uuid())),
})

/** One line of the log of the visit, for people. Values are words and numbers, never a secret. */
export const ActivityEntry = z.object({
  line: z.int().nonnegative(),
  at: z.string(),
  type: z.string(),
  deviceId: z.uuid().nullable(),
  device: z.string().nullable(),
  values: z.record(z.string(), z.string()),
})

/** What a person wants to see of the log. */
export const activityKinds = ['all', 'changes', 'logins', 'readings', 'statements', 'evidence'] as const

export const ActivityView = z.object({
  entries: z.array(ActivityEntry),
  /** Where to go on for older ones; null at the beginning of the visit. */
  next: z.int().nonnegative().nullable(),
})
