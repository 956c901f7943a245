import { z } from 'zod'

const Problem = z.object({ code: z.string(), message: z.string(), remedy: z.string() })

/** Who says it: the person who added the file, or the bytes of the file. */
const Basis = z.enum(['person', 'file'])

/** One firmware file of the integrator's library. */
export const LibraryFile = z.object({
  id: z.string(),
  fileName: z.string(),
  sizeBytes: z.int().nonnegative(),
  sha256: z.string(),
  vendor: z.string(),
  models: z.array(z.string()),
  version: z.string(),
  basis: z.object({ vendor: Basis, models: Basis, version: Basis }),
  /** How the bytes were recognised; null where they tell nothing. */
  evidence: z.string().nullable(),
  sourceNote: z.string(),
  addedAt: z.string(),
  addedBy: z.string(),
  /** Devices of the open site that it is made for and that are not known to run it. */
  deviceIds: z.array(z.uuid()),
})

/** What the person says of a file. What the file says itself may stay away, and may not be said otherwise. */
export const FileStatement = z.object({
  vendor: z.string().trim().max(64),
  models: z.array(z.string().trim().min(1).max(64)).max(64),
  version: z.string().trim().max(64),
  sourceNote: z.string().trim().max(1_000),
})

/** How an upgrade ended, or where it stands. Only `upgraded` was proven. */
export const upgradeStates = [
  'planned',
  'running',
  'upgraded',
  'came-back-on-old-version',
  'never-came-back',
  'came-back-unproven',
  'broken-off',
  'refused',
  'cancelled',
] as const

export const UpgradeRow = z.object({
  deviceId: z.uuid(),
  device: z.string(),
  fileId: z.string(),
  installed: z.string(),
  target: z.string(),
  transport: z.string(),
  /** Why a person has to say yes to this very device; empty: the yes to the plan is enough. */
  needsYes: z.array(z.string()),
  warnings: z.array(z.string()),
  state: z.enum(upgradeStates),
  /** While it runs: what it does now. */
  stage: z.enum(['opening', 'uploading', 'uploaded', 'restarting', 'checking']).nullable(),
  sentBytes: z.int().nonnegative(),
  sizeBytes: z.int().nonnegative(),
  asLeft: z.string().nullable(),
  problem: Problem.nullable(),
  sentAt: z.string().nullable(),
  goneAt: z.string().nullable(),
  backAt: z.string().nullable(),
})

export const UpgradeView = z.object({
  id: z.uuid(),
  rows: z.array(UpgradeRow),
  /** Devices that get nothing, and why. */
  refused: z.array(z.object({ deviceId: z.uuid(), device: z.string(), problem: Problem })),
  /** What holds for every device: power, and the time it is away. */
  warnings: z.array(z.string()),
  /** So many devices of each firmware go first, one by one. */
  canary: z.int().positive(),
  running: z.boolean(),
  /** Why no further device was begun; null while nothing was in the way. */
  stopped: Problem.nullable(),
})
