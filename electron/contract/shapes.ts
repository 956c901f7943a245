import { z } from 'zod'
import { deviceClasses } from '../model/device.ts'
import { outcomes, severities } from '../model/outcome.ts'
import { DeviceFirmwareView } from './firmware-shapes.ts'

/** What renderer and main show each other. Plain data; never a secret. Unknown is null. */
export const Problem = z.object({ code: z.string(), message: z.string(), remedy: z.string() })

export const Scope = z.object({
  targets: z.array(z.string().max(64)).max(256),
  interfaces: z.array(z.ipv4()).max(32),
  excluded: z.array(z.string().max(64)).max(256),
})

export const Pace = z.enum(['gentle', 'normal', 'fast'])
export const OutcomeCounts = z.record(z.enum(outcomes), z.int().nonnegative())

/** One step of the visit bar. `note` is short text beside it. */
export const VisitStep = z.object({
  id: z.enum(['scope', 'discover', 'assess', 'fix', 'seal']),
  state: z.enum(['todo', 'running', 'attention', 'partial', 'done']),
  note: z.string(),
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
  catalog: z.object({ version: z.int(), date: z.string(), ageDays: z.int() }),
  /** Device passwords whose proof is missing: shown loudly until resolved. */
  unresolved: z.int().nonnegative(),
})

export const DeviceRow = z.object({
  id: z.uuid(),
  address: z.string(),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  firmware: z.string().nullable(),
  serial: z.string().nullable(),
  deviceClass: z.enum(deviceClasses),
  driver: z.string().nullable(),
  worst: z
    .object({ item: z.string(), title: z.string(), outcome: z.enum(outcomes), severity: z.enum(severities) })
    .nullable(),
  /** Findings that end as fail, error or unknown. */
  open: z.int().nonnegative(),
  /** Open findings that the app may offer to fix. */
  fixable: z.int().nonnegative(),
  assessed: z.boolean(),
  conflict: z.boolean(),
})

export const FindingView = z.object({
  item: z.string(),
  check: z.string().nullable(),
  title: z.string(),
  severity: z.enum(severities),
  outcome: z.enum(outcomes),
  /** First value of this visit; null when it was not read. */
  asFound: z.string().nullable(),
  /** Newest value of this visit. */
  asLeft: z.string().nullable(),
  expected: z.string(),
  references: z.array(z.string()),
  fix: z.enum(['offered', 'withheld', 'none']),
  instruction: z.string().nullable(),
  problem: Problem.nullable(),
  at: z.string(),
})

export const identityNames = [
  'manufacturer',
  'model',
  'firmware',
  'build',
  'serial',
  'hardwareId',
  'macs',
  'driver',
  'firstSeen',
  'lastSeen',
] as const

export const DeviceView = z.object({
  row: DeviceRow,
  identity: z.array(z.object({ name: z.enum(identityNames), value: z.string().nullable() })),
  /** How it was recognised: probe and mark in words. */
  recognisedBy: z.array(z.string()),
  facts: z.array(
    z.object({
      name: z.string(),
      end: z.enum(['value', 'unsupported', 'refused', 'unreachable', 'malformed']),
      text: z.string(),
      readAt: z.string(),
    }),
  ),
  findings: z.array(FindingView),
  /** Null when no firmware was judged in this visit. */
  firmware: DeviceFirmwareView.nullable(),
  /** Accounts whose password the vault holds; `candidates` above 1 means that a proof is missing. */
  vaultAccounts: z.array(z.object({ username: z.string(), candidates: z.int().positive(), state: z.string() })),
})

export const DiscoveryView = z.object({
  running: z.boolean(),
  probes: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['waiting', 'running', 'done', 'cancelled', 'problem']),
      done: z.int().nonnegative(),
      total: z.int().nonnegative().nullable(),
      heard: z.int().nonnegative(),
      note: z.string(),
    }),
  ),
  sightings: z.int().nonnegative(),
  devices: z.int().nonnegative(),
  conflicts: z.array(z.object({ kind: z.string(), value: z.string(), addresses: z.array(z.string()) })),
  unidentified: z.array(z.object({ address: z.string(), known: z.string() })),
  /** Sources outside the scope that were heard and not contacted. */
  outside: z.int().nonnegative(),
})

export const ChangeView = z.object({
  id: z.uuid(),
  deviceId: z.uuid(),
  device: z.string(),
  fix: z.string(),
  title: z.string(),
  state: z.enum(['planned', 'applying', 'fixed', 'failed', 'rolled-back', 'cancelled', 'unresolved']),
  asFound: z.string(),
  target: z.string(),
  asLeft: z.string().nullable(),
  disruption: z.enum(['none', 'low', 'medium', 'high']),
  reboot: z.boolean(),
  /** The new password is in the vault before it is sent. */
  renewsLogin: z.boolean(),
  undo: z.string(),
  problem: Problem.nullable(),
})

export const PlanView = z.object({
  id: z.uuid(),
  changes: z.array(ChangeView),
  /** Findings that fail and that no fix can mend, with what a person does. */
  byHand: z.array(z.object({ device: z.string(), item: z.string(), title: z.string(), instruction: z.string() })),
  /** New passwords of this plan may cross the network readable. */
  allowClear: z.boolean(),
  /** Devices whose changes could not be planned. */
  trouble: z.array(z.object({ deviceId: z.uuid(), device: z.string(), problem: Problem })),
  running: z.boolean(),
  done: z.int().nonnegative(),
})

export const InterfaceView = z.object({
  name: z.string(),
  address: z.ipv4(),
  cidr: z.string(),
  /** Suggested for multicast; the technician decides. */
  suggested: z.boolean(),
  why: z.string(),
})

export const PackView = z.object({
  path: z.string(),
  rootPath: z.string(),
  rootFingerprint: z.string(),
  packId: z.string(),
  sequence: z.int().positive(),
  variant: z.enum(['insurer', 'customer']),
  sealedAt: z.string(),
  sizeBytes: z.int().positive(),
})

export const VerifyView = z.object({
  valid: z.boolean(),
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  /** Names of the checks that held, in their order. */
  held: z.array(z.string()),
  signer: z.string().nullable(),
  signedAtClaim: z.string().nullable(),
  timestamp: z.string().nullable(),
  rootFingerprint: z.string().nullable(),
  site: z.string().nullable(),
  siteName: z.string().nullable(),
  sequence: z.int().nullable(),
  /** The pack is about simulated devices. Null when the pack could not be read that far. */
  practice: z.boolean().nullable(),
})

export const RecentSite = z.object({ file: z.string(), name: z.string(), openedAt: z.string() })
