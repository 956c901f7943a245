import { z } from 'zod'
import { deviceClasses } from '../model/device.ts'
import { outcomes, severities } from '../model/outcome.ts'
import { deviceColumns } from './device-columns.ts'
import { driverGrades, presences } from './device-words.ts'
import { DeviceFirmwareView } from './firmware-shapes.ts'
import { OutcomeCounts, Problem } from './shapes.ts'

/** One line of the device list. Unknown is null. */
export const DeviceRow = z.object({
  id: z.uuid(),
  address: z.string(),
  /** As the device calls itself. */
  name: z.string().nullable(),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  firmware: z.string().nullable(),
  serial: z.string().nullable(),
  macs: z.array(z.string()),
  deviceClass: z.enum(deviceClasses),
  driver: z.string().nullable(),
  grade: z.enum(driverGrades).nullable(),
  /** The first zone of the site record that holds its address. */
  zone: z.string().nullable(),
  worst: z
    .object({ item: z.string(), title: z.string(), outcome: z.enum(outcomes), severity: z.enum(severities) })
    .nullable(),
  /** Findings that end as fail, error or unknown. */
  open: z.int().nonnegative(),
  openCritical: z.int().nonnegative(),
  /** Their items, worst first. */
  openItems: z.array(z.string()),
  /** Severities of the open ones, and outcomes that any of its items ended with. */
  severities: z.array(z.enum(severities)),
  outcomes: z.array(z.enum(outcomes)),
  /** Open findings that the app may offer to fix. */
  fixable: z.int().nonnegative(),
  assessed: z.boolean(),
  conflict: z.boolean(),
  /** Code of what kept anybody from looking at it at all: `device/unreachable`, `device/credentials-refused` ... */
  trouble: z.string().nullable(),
  presence: z.enum(presences),
  lastSeen: z.string(),
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
  /** Names of the facts that it was judged on; their words stand in `facts` of the device. */
  facts: z.array(z.string()),
  /** In which way the checklist asks less here than the baseline. */
  loosened: z.array(z.string()),
  attestedBy: z.string().nullable(),
  waiver: z.object({ approver: z.string(), reason: z.string(), expiresOn: z.string() }).nullable(),
})

export const identityNames = [
  'manufacturer',
  'model',
  'firmware',
  'build',
  'serial',
  'hardwareId',
  'macs',
  'firstSeen',
  'lastSeen',
] as const

export const factAreas = [
  'identity',
  'accounts',
  'time',
  'network',
  'services',
  'encryption',
  'logging',
  'storage',
  'doors',
  'site',
] as const

export const factEnds = ['value', 'unsupported', 'refused', 'unreachable', 'malformed'] as const

/** One fact at its first and at its newest look in this visit. */
export const FactView = z.object({
  name: z.string(),
  area: z.enum(factAreas),
  end: z.enum(factEnds),
  /** A value in words; null where none was read. */
  asFound: z.string().nullable(),
  asLeft: z.string().nullable(),
  /** Why there is none. */
  problem: Problem.nullable(),
  readAt: z.string(),
})

/** One question to the device and its answer. `both`: the answer was the same at the first and at the newest look. */
export const ExcerptView = z.object({
  fact: z.string(),
  look: z.enum(['as-found', 'as-left', 'both']),
  over: z.string(),
  request: z.string(),
  answer: z.string(),
  /** A secret stood in it. */
  removed: z.boolean(),
  /** More stood in it than is kept. */
  cut: z.boolean(),
  at: z.string(),
})

/** What the driver of a device can do, and how far it was proven. */
export const DriverView = z.object({
  id: z.string(),
  vendor: z.string(),
  grade: z.enum(driverGrades),
  reads: z.int().nonnegative(),
  /** Names of facts. */
  writes: z.array(z.string()),
  /** Of these, the ones that nobody held against a device: each wants a yes of its own. */
  unproven: z.array(z.string()),
  stopRule: z.object({ attempts: z.int().positive(), windowMinutes: z.int().nonnegative() }),
})

/** What one visit says of one device. */
export const DeviceVisitView = z.object({
  number: z.int().positive(),
  startedAt: z.string(),
  current: z.boolean(),
  /** When it was sealed last; null while it is not. */
  sealedAt: z.string().nullable(),
  /** As the device said then; null when it was not read. */
  firmware: z.string().nullable(),
  serial: z.string().nullable(),
  counts: OutcomeCounts,
  changes: z.array(
    z.object({
      fix: z.string(),
      title: z.string(),
      state: z.string(),
      asFound: z.string(),
      asLeft: z.string().nullable(),
      at: z.string(),
    }),
  ),
})

export const ConflictView = z.object({ kind: z.string(), value: z.string(), addresses: z.array(z.string()) })

/** A picture that the device showed; its bytes come by `devices.snapshot`. */
export const DeviceSnapshot = z.object({
  at: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  sha256: z.string(),
  /** Taken in the visit that goes on. */
  current: z.boolean(),
})

export const DeviceView = z.object({
  row: DeviceRow,
  /** Null: nobody asked for one yet. */
  snapshot: DeviceSnapshot.nullable(),
  /** Whether it shows pictures in a way that the app knows. */
  showsPictures: z.boolean(),
  identity: z.array(z.object({ name: z.enum(identityNames), value: z.string().nullable() })),
  /** How it was recognised: probe and mark in words. */
  recognisedBy: z.array(z.string()),
  /** Null while no driver knows it. */
  driver: DriverView.nullable(),
  /** What kept anybody from looking at it at all. */
  trouble: Problem.nullable(),
  conflicts: z.array(ConflictView),
  facts: z.array(FactView),
  findings: z.array(FindingView),
  /** What was asked and answered, for the facts that it shows. Secrets were removed. */
  excerpts: z.array(ExcerptView),
  /** Newest first, visits that did not look at it left out. */
  visits: z.array(DeviceVisitView),
  /** Null when no firmware was judged in this visit. */
  firmware: DeviceFirmwareView.nullable(),
  /** Accounts whose password the vault holds; `candidates` above 1 means that a proof is missing. */
  vaultAccounts: z.array(
    z.object({
      username: z.string(),
      candidates: z.int().positive(),
      state: z.string(),
      /** The device cannot be asked any more: a person may end the change whose proof is missing. */
      isDeviceGone: z.boolean().optional(),
    }),
  ),
})

/** A view of the list that a person keeps with the site. */
export const SavedDeviceView = z.object({
  name: z.string().trim().min(1).max(60),
  filters: z.array(z.object({ by: z.string().max(40), is: z.string().max(200) })).max(20),
  search: z.string().max(200),
  columns: z.array(z.enum(deviceColumns)).max(deviceColumns.length),
  sort: z.object({ column: z.enum(deviceColumns), descending: z.boolean() }).nullable(),
})
