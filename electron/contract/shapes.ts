import { z } from 'zod'
import { outcomes } from '../model/outcome.ts'

/** What renderer and main show each other. Plain data; never a secret. Unknown is null. */
export const Problem = z.object({ code: z.string(), message: z.string(), remedy: z.string() })

export const Scope = z.object({
  targets: z.array(z.string().max(64)).max(256),
  interfaces: z.array(z.ipv4()).max(32),
  excluded: z.array(z.string().max(64)).max(256),
})

export const Pace = z.enum(['gentle', 'normal', 'fast'])
export const OutcomeCounts = z.record(z.enum(outcomes), z.int().nonnegative())

/** What stands beside a step of the visit bar; the window has the words. `amount` is how many of them there are. */
export const stepNotes = [
  'not-confirmed',
  'networks',
  'running',
  'paused',
  'no-device',
  'conflicts',
  'devices',
  'not-heard',
  'not-started',
  'done-of',
  'look-at',
  'fixable',
  'planned',
  'nothing-to-fix',
  'all-fixed',
  'to-attest',
  'nothing-to-attest',
  'attested',
  'not-sealed',
  'packs',
] as const

/** One step of the visit bar. `of` is the whole that `amount` is a part of. */
export const VisitStep = z.object({
  id: z.enum(['scope', 'discover', 'assess', 'fix', 'attest', 'seal']),
  state: z.enum(['todo', 'running', 'attention', 'partial', 'done']),
  note: z.object({
    is: z.enum(stepNotes),
    amount: z.int().nonnegative(),
    of: z.int().nonnegative().nullable(),
  }),
  share: z.number().min(0).max(1).nullable(),
})

export const SiteView = z.object({
  id: z.uuid(),
  name: z.string(),
  customer: z.string().nullable(),
  technician: z.string(),
  company: z.string(),
  practice: z.boolean(),
  file: z.string(),
  checklist: z.string(),
  visitNumber: z.int().positive(),
  scope: Scope.nullable(),
  ntpServers: z.array(z.string()),
  steps: z.array(VisitStep),
  counts: OutcomeCounts,
  deviceCount: z.int().nonnegative(),
  assessedCount: z.int().nonnegative(),
  catalog: z.object({
    version: z.int(),
    date: z.string(),
    ageDays: z.int(),
    /** What must be said loudly of an old catalog; null while it is young enough. */
    warning: z.string().nullable(),
  }),
  /** Device passwords whose proof is missing: shown loudly until resolved. */
  unresolved: z.int().nonnegative(),
  /** A look at a site that somebody else has open: who, since when, and of which moment it is. Null: it can be worked on. */
  readOnly: z.object({ heldBy: z.string().nullable(), since: z.string().nullable(), at: z.string() }).nullable(),
})

export const RecentSite = z.object({ file: z.string(), name: z.string(), openedAt: z.string() })
