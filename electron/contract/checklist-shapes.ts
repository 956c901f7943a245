import { z } from 'zod'
import { attestors, manualKinds } from '../model/attestation.ts'
import { deviceClasses } from '../model/device.ts'
import { gapIds, gapStates } from '../model/gap.ts'
import { outcomes, severities } from '../model/outcome.ts'
import { photoMaxBytes, photosMax } from './limits.ts'
import { OutcomeCounts, Problem } from './shapes.ts'

const itemId = z.string().regex(/^[A-Z]{2,4}-\d{2}[a-z]?$/)
/** `YYYY-MM-DD` */
const Day = z.iso.date()
const words = z.string().trim().min(1).max(4_000)
const name = z.string().trim().min(1).max(200)

/** A score with what it rests on: one is never shown without the other. */
export const ScoreView = z.object({
  score: z.number().min(0).max(1).nullable(),
  coverage: z.number().min(0).max(1).nullable(),
  good: z.int().nonnegative(),
  failing: z.int().nonnegative(),
  waived: z.int().nonnegative(),
  notLooked: z.int().nonnegative(),
  shouldLook: z.int().nonnegative(),
})

/** One item of the checklist over all devices. */
export const ItemRow = z.object({
  item: itemId,
  title: z.string(),
  severity: z.enum(severities),
  per: z.enum(['device', 'site']),
  manual: z.enum(manualKinds).nullable(),
  fix: z.enum(['offered', 'withheld', 'none']),
  counts: OutcomeCounts,
  /** What it rests on: looked at, of all that should be. */
  looked: z.int().nonnegative(),
  shouldLook: z.int().nonnegative(),
  /** Findings that wait for what a person sees; those that went stale are among them. */
  waiting: z.int().nonnegative(),
  stale: z.int().nonnegative(),
  /** In which way the list asks less than the baseline, in words. */
  loosened: z.array(z.string()),
  /** Waivers that hold today. */
  waivers: z.int().nonnegative(),
  answers: z.array(z.enum(gapIds)),
})

export const ChecklistView = z.object({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  score: ScoreView,
  items: z.array(ItemRow),
})

export const AttachmentView = z.object({
  sha256: z.string(),
  mediaType: z.enum(['image/jpeg', 'image/png', 'application/pdf']),
  sizeBytes: z.int().nonnegative(),
  caption: z.string().nullable(),
  takenAt: z.string().nullable(),
})

export const AttestationView = z.object({
  id: z.string(),
  /** Null: the whole site. */
  device: z.string().nullable(),
  answer: z.enum(['met', 'not-met', 'does-not-apply']),
  statement: z.string(),
  measurement: z.object({ value: z.number(), unit: z.string() }).nullable(),
  by: z.string(),
  role: z.enum(attestors),
  at: z.string(),
  holdsUntil: z.string().nullable(),
  state: z.enum(['valid', 'stale']),
  attachments: z.array(AttachmentView),
})

/** How one device, or the site itself, stands to one item. */
export const SubjectView = z.object({
  /** Null: the site itself. */
  deviceId: z.uuid().nullable(),
  address: z.string(),
  /** Maker and model; null for the site and for what nobody recognised. */
  type: z.string().nullable(),
  deviceClass: z.enum(deviceClasses).nullable(),
  outcome: z.enum(outcomes),
  observed: z.string(),
  problem: Problem.nullable(),
  /** What a person is asked here; null where the network answered, or nobody can say. */
  person: z.enum(['waiting', 'stale', 'answered']).nullable(),
  /** Last day of a waiver that holds, exclusive; null where none does. */
  waivedUntil: z.string().nullable(),
})

export const ItemView = z.object({
  row: ItemRow,
  rationale: z.string(),
  references: z.array(z.string()),
  /** How strict: each parameter in words. */
  params: z.array(z.object({ name: z.string(), value: z.string() })),
  instruction: z.string().nullable(),
  appliesTo: z.array(z.enum(deviceClasses)).nullable(),
  gaps: z.array(z.object({ id: z.enum(gapIds), title: z.string() })),
  form: z
    .object({
      look: z.string(),
      proof: z.string(),
      by: z.enum(attestors),
      holdsDays: z.int().positive().nullable(),
      unit: z.string().nullable(),
    })
    .nullable(),
  subjects: z.array(SubjectView),
  /** Newest first; the newest fifty. */
  attestations: z.array(AttestationView),
})

/** One thing to look at: an item for the site, or for all devices of one class. */
export const QueueEntry = z.object({
  item: itemId,
  title: z.string(),
  severity: z.enum(severities),
  manual: z.enum(manualKinds),
  deviceClass: z.enum(deviceClasses).nullable(),
  waiting: z.int().nonnegative(),
  stale: z.int().nonnegative(),
  answered: z.int().nonnegative(),
})

export const NewAttestation = z.object({
  item: itemId,
  /** Null: for the whole site. */
  deviceIds: z.array(z.uuid()).min(1).max(5_000).nullable(),
  answer: z.enum(['met', 'not-met', 'does-not-apply']),
  statement: words,
  measurement: z.object({ value: z.number(), unit: z.string().trim().max(40) }).nullable(),
  by: name,
  role: z.enum(attestors),
  photos: z
    .array(
      z.object({
        bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= photoMaxBytes),
        caption: z.string().trim().max(200).nullable(),
        takenAt: z.iso.datetime().nullable(),
      }),
    )
    .max(photosMax),
  /** Devices of the same type that are otherwise, each with its own word. */
  exceptions: z
    .array(z.object({ deviceId: z.uuid(), answer: z.enum(['not-met', 'does-not-apply']), statement: words }))
    .max(5_000),
})

export const WaiverView = z.object({
  id: z.uuid(),
  item: itemId,
  title: z.string().nullable(),
  /** Null: the whole site. */
  deviceId: z.uuid().nullable(),
  device: z.string().nullable(),
  reason: z.string(),
  compensatingControl: z.string(),
  approver: z.string(),
  requestedBy: z.string(),
  at: z.string(),
  expiresOn: z.string(),
  state: z.enum(['valid', 'expired', 'revoked']),
})

export const NewWaiver = z.object({
  item: itemId,
  deviceId: z.uuid().nullable(),
  reason: words,
  compensatingControl: words,
  approver: name,
  requestedBy: name,
  /** First day on which it holds no more. */
  expiresOn: Day,
})

export const GapView = z.object({
  id: z.enum(gapIds),
  document: z.enum(['A', 'B']),
  kind: z.enum(['gap', 'fix']),
  title: z.string(),
  demand: z.string(),
  note: z.string().nullable(),
  state: z.enum(gapStates),
  items: z.array(z.object({ id: itemId, title: z.string(), counts: OutcomeCounts, remaining: z.boolean() })),
})

export const GapReportView = z.object({
  documents: z.object({ A: z.string(), B: z.string() }),
  gaps: z.array(GapView),
})

export const ListedChecklist = z.object({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  items: z.int().nonnegative(),
  /** Brought by the customer, kept in the site file. */
  own: z.boolean(),
  current: z.boolean(),
})

/** What the channels of the checklist take and answer. */
export const checklistChannels = {
  'checklist.view': { input: z.void(), output: ChecklistView },
  'checklist.item': { input: z.object({ item: itemId }), output: ItemView },
  'checklist.queue': { input: z.void(), output: z.array(QueueEntry) },
  'checklist.attest': {
    input: NewAttestation,
    output: z.object({ attested: z.int().nonnegative(), ids: z.array(z.uuid()) }),
  },
  /** Takes attestations of this visit back. Nothing is deleted: they stay in the file and in the log, and count for nothing. */
  'checklist.withdraw': { input: z.object({ ids: z.array(z.uuid()).min(1).max(10_000) }), output: z.null() },
  /** One photo or document as it is kept. */
  'checklist.photo': {
    input: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    output: z.object({ bytes: z.instanceof(Uint8Array) }),
  },
  'checklist.waivers': { input: z.void(), output: z.array(WaiverView) },
  'checklist.waive': { input: NewWaiver, output: z.object({ id: z.uuid() }) },
  'checklist.revoke': { input: z.object({ id: z.uuid() }), output: z.null() },
  'checklist.gaps': { input: z.void(), output: GapReportView },
  'checklist.lists': { input: z.void(), output: z.array(ListedChecklist) },
  /** From the next assessment on this list judges. */
  'checklist.use': { input: z.object({ id: z.string().max(100) }), output: z.null() },
  /** A list of the customer: its text, dropped or chosen in the page. */
  'checklist.add': {
    input: z.object({ text: z.string().min(1).max(1_000_000), fileName: name }),
    output: z.object({ id: z.string(), title: z.string() }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
