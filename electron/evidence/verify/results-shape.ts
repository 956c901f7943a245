import { z } from 'zod'
import { deviceClasses } from '../../model/device.ts'
import { outcomes, severities } from '../../model/outcome.ts'

export const resultsSchemaId = 'fieldseal-results/1'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const time = z.iso.datetime({ offset: true })
const count = z.int().nonnegative()
const text = z.string()

const Problem = z.strictObject({ code: text, message: text, remedy: text })

const Identity = z.strictObject({
  manufacturer: text.nullable(),
  model: text.nullable(),
  firmware: text.nullable(),
  build: text.nullable(),
  serial: text.nullable(),
  hardwareId: text.nullable(),
  macs: z.array(text),
})

export const OutcomeCounts = z.strictObject({
  pass: count,
  fixed: count,
  fail: count,
  error: count,
  unknown: count,
  notchecked: count,
  notapplicable: count,
  attested: count,
  waived: count,
})

const ResultsDevice = z.strictObject({
  id: z.string().describe('Opaque; the same over all visits of a site.'),
  address: z.string().describe('Address, with its port where the device was named as HOST:PORT.'),
  identity: Identity,
  class: z.enum(deviceClasses),
  driver: text.nullable(),
  recognisedBy: z.array(text).describe('What made the driver sure, in words.'),
  assessed: z.boolean().describe('False when not one item could be judged as left.'),
  notAssessedBecause: text.nullable(),
  evidence: z.string().describe('File of the pack with identity and findings of this device.'),
})

const Observation = z.strictObject({
  outcome: z.enum(outcomes),
  observed: text,
  at: time,
  problem: Problem.nullable().describe('Why it ended without a judgement.'),
})

const ResultsFinding = z.strictObject({
  device: text,
  item: text,
  check: text.nullable(),
  title: text,
  severity: z.enum(severities),
  expected: text,
  references: z.array(text),
  instruction: text.nullable(),
  asFound: Observation.nullable().describe('First observation of the visit; null when nobody looked.'),
  asLeft: Observation.nullable().describe('Last observation of the visit; null when nobody looked again.'),
})

const ResultsChange = z.strictObject({
  id: text,
  device: text,
  fix: text,
  asFound: text,
  target: text,
  asLeft: text.nullable(),
  outcome: z.enum(['planned', 'applying', 'fixed', 'failed', 'rolled-back', 'cancelled', 'unresolved']),
  problem: Problem.nullable(),
  at: time,
})

/** The authoritative content of a pack. Published as `results.schema.json`. */
export const Results = z
  .strictObject({
    schema: z.literal(resultsSchemaId),
    packId: z.uuid(),
    practice: z.boolean().describe('True when every device of the site was simulated: proves nothing about real ones.'),
    site: z.strictObject({
      id: text,
      name: text,
      customer: text.nullable(),
      contract: text.nullable(),
    }),
    visit: z.strictObject({
      id: text,
      number: z.int().positive(),
      startedAt: time,
      endedAt: time.nullable(),
    }),
    performedBy: z.strictObject({ company: text, technician: text }),
    tool: z.strictObject({ name: text, version: text, build: text.nullable() }),
    checklist: z.strictObject({
      id: text,
      title: text,
      version: text,
      sha256: hash,
    }),
    catalog: z.strictObject({ version: z.int(), date: text, ageDays: z.int() }),
    scope: z
      .strictObject({
        targets: z.array(text),
        interfaces: z.array(text),
        excluded: z.array(text),
      })
      .describe('What the technician confirmed; nothing outside was contacted.'),
    coverage: z.strictObject({
      seen: count.describe('Devices that gave any sign of life inside the scope.'),
      assessed: count,
      excluded: z.array(z.strictObject({ address: text, reason: text })),
    }),
    devices: z.array(ResultsDevice),
    findings: z.array(ResultsFinding),
    changes: z.array(ResultsChange),
    summary: z.strictObject({
      devices: count,
      before: OutcomeCounts.describe('Findings by outcome as found; one that nobody looked at counts as notchecked.'),
      after: OutcomeCounts.describe('The same as left.'),
    }),
  })
  .describe('Results of one visit of Fieldseal at one site. No member ever holds a password or key.')

export type Results = z.output<typeof Results>
export type ResultsFinding = z.output<typeof ResultsFinding>
export type ResultsDevice = z.output<typeof ResultsDevice>
