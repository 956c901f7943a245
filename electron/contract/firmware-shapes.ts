import { z } from 'zod'
import { currencyStates, firmwareActions, supportStates } from '../model/firmware.ts'
import { severities } from '../model/outcome.ts'

/**
 * What can hold of firmware, worst first; several can. `exploited` and `flawed`: a hole applies for certain, known to be exploited or
 * not. `suspect`: a known exploited hole cannot be ruled out. `undecided`: something else is open. `quiet`: nothing in this
 * catalog asks for anything, which is no proof of anything.
 */
export const standings = ['exploited', 'flawed', 'ended', 'behind', 'suspect', 'undecided', 'quiet'] as const
export const Standing = z.enum(standings)

const precision = z.enum(['day', 'month', 'year'])

export const CatalogView = z.object({
  version: z.int(),
  /** Day of release. */
  date: z.string(),
  ageDays: z.int(),
  /** What must be said loudly of an old catalog; null while it is young enough. */
  warning: z.string().nullable(),
  source: z.enum(['shipped', 'imported']),
  products: z.int().nonnegative(),
  vulnerabilities: z.int().nonnegative(),
  /** Why an imported catalog is not used, or that the clock cannot be right. */
  note: z.string().nullable(),
})

const Currency = z.object({
  state: z.enum(currencyStates),
  latest: z.string().nullable(),
  /** How `latest` is known. */
  basis: z.string().nullable(),
  /** Why it cannot be said. */
  because: z.string().nullable(),
  releasesBehind: z.int().nullable(),
  daysBehind: z.int().nullable(),
})

const Support = z.object({
  state: z.enum(supportStates),
  date: z.string().nullable(),
  precision: precision.nullable(),
  note: z.string().nullable(),
})

const Action = z.object({
  kind: z.enum(firmwareActions),
  to: z.string().nullable(),
  fact: z.string().nullable(),
  because: z.string(),
  meanwhile: z.string().nullable(),
})

/** Devices of one model with one firmware that have one answer. */
export const FirmwareGroup = z.object({
  /** Stays the same as long as the answer does. */
  id: z.string(),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  version: z.string().nullable(),
  deviceIds: z.array(z.uuid()).min(1),
  /** All that holds, worst first. */
  is: z.array(Standing).min(1),
  /** The catalog has a record of this very product. */
  inCatalog: z.boolean(),
  catalogVersion: z.int(),
  exploited: z.array(z.string()),
  /** Known exploited holes that cannot be ruled out. */
  suspect: z.array(z.string()),
  /** Other holes that apply for certain, by severity. */
  flaws: z.record(z.enum([...severities, 'unrated']), z.int().nonnegative()),
  /** Questions that the catalog leaves open. */
  open: z.int().nonnegative(),
  currency: Currency,
  support: Support,
  action: Action,
})

/** What one version would do to all devices of one model that are asked to take it. */
export const UpgradeGain = z.object({
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  to: z.string(),
  groupIds: z.array(z.string()),
  devices: z.int().positive(),
  /** Holes that apply now and would not after it, each once. */
  clears: z.array(z.object({ cve: z.string(), knownExploited: z.boolean() })),
  /** Holes that would still apply, or that the catalog cannot decide for the new version. */
  keeps: z.array(z.string()),
  cannotSay: z.array(z.string()),
  /** Items of the checklist on firmware that fail now, over all these devices. */
  items: z.object({
    clears: z.int().nonnegative(),
    keeps: z.int().nonnegative(),
    cannotSay: z.int().nonnegative(),
  }),
})

export const FirmwareView = z.object({
  catalog: CatalogView,
  devices: z.int().nonnegative(),
  /** Devices without an answer: not assessed, or their identity could not be read. */
  unjudgedIds: z.array(z.uuid()),
  /** Worst first. */
  groups: z.array(FirmwareGroup),
  upgrades: z.array(UpgradeGain),
  /** Devices that were judged with another catalog than the one in use now. */
  judgedByOther: z.int().nonnegative(),
})

/** One hole as it is with one device. */
const Vulnerability = z.object({
  cve: z.string(),
  summary: z.string(),
  severity: z.enum(severities).nullable(),
  knownExploited: z.boolean(),
  /** `check` also where it would apply by a range that was only read out of a description. */
  applies: z.enum(['yes', 'no', 'check']),
  because: z.string().nullable(),
  decidingFact: z.string().nullable(),
  fixedIn: z.string().nullable(),
  confidence: z.enum(['curated', 'structured', 'text-parsed', 'product-only']),
  /** Place in `sources`. */
  source: z.int().nonnegative(),
})

/** The answer of the catalog about one device, with where it is from. */
export const DeviceFirmwareView = z.object({
  catalogVersion: z.int(),
  catalogDate: z.string(),
  /** What must be said loudly when the catalog of this answer is old; null while it is young enough. */
  catalogWarning: z.string().nullable(),
  is: z.array(Standing).min(1),
  product: z.string().nullable(),
  oem: z.string().nullable(),
  installed: z.string().nullable(),
  currency: Currency,
  support: Support,
  /** Null: no end of sale is known. `atLatest`: by that date; since when is not known. */
  endOfSale: z.object({ date: z.string(), precision, passed: z.boolean(), atLatest: z.boolean() }).nullable(),
  action: Action,
  vulnerabilities: z.array(Vulnerability),
  open: z.array(z.object({ question: z.string(), decidingFact: z.string() })),
  sources: z.array(
    z.object({
      /** As the catalog has it: mostly an address, sometimes words. */
      text: z.string(),
      published: z.string().nullable(),
      retrieved: z.string().nullable(),
      /** May be opened in the browser of the system, after a question. */
      opens: z.boolean(),
    }),
  ),
})
