import { z } from 'zod'
import { attestors } from '../../model/attestation.ts'
import { deviceClasses } from '../../model/device.ts'
import { driftKinds } from '../../model/drift.ts'
import { currencyStates, firmwareActions, supportStates } from '../../model/firmware.ts'
import { gapIds, gapStates } from '../../model/gap.ts'
import { outcomes, severities } from '../../model/outcome.ts'
import { changeStates, disruptions } from '../../model/site.ts'

export const resultsSchemaId = 'fieldseal-results/2'
/** The first edition: the same without photos, people, certificates and firmware. */
const firstResultsSchemaId = 'fieldseal-results/1'

/** What a log says besides findings. */
export const heldInLog = ['changes', 'waivers', 'attestations', 'scope'] as const

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

const deviceMembers = {
  id: z.string().describe('Opaque; the same over all visits of a site.'),
  address: z.string().describe('Address, with its port where the device was named as HOST:PORT.'),
  identity: Identity,
  class: z.enum(deviceClasses),
  driver: text.nullable(),
  recognisedBy: z.array(text).describe('What made the driver sure, in words.'),
  assessed: z.boolean().describe('False when not one item could be judged as left.'),
  notAssessedBecause: text.nullable(),
  evidence: z.string().describe('File of the pack with identity and findings of this device.'),
}

const Observation = z.strictObject({
  outcome: z.enum(outcomes),
  observed: text,
  at: time,
  problem: Problem.nullable().describe('Why it ended without a judgement.'),
})

const ResultsFinding = z.strictObject({
  device: z.string().describe('Id of a device, or `site` for an item of the site itself.'),
  item: text,
  check: text.nullable(),
  title: text,
  severity: z.enum(severities),
  expected: text,
  references: z.array(text),
  instruction: text.nullable(),
  asFound: Observation.nullable().describe('First observation of the visit; null when nobody looked.'),
  asLeft: Observation.nullable().describe('Last observation of the visit; null when nobody looked again.'),
  loosened: z.array(text).optional().describe('In which way the checklist asks less here than the baseline, in words.'),
})

const changeMembers = {
  id: text,
  device: text,
  fix: text,
  asFound: text,
  target: text,
  asLeft: text.nullable(),
  outcome: z.enum(changeStates),
  problem: Problem.nullable(),
  at: time,
}

const Certificate = z.strictObject({
  port: z.int(),
  subject: text,
  issuer: text,
  selfSigned: z.boolean(),
  validFrom: text,
  validTo: text,
  key: z.string().describe('Kind and bits, for example `rsa 2048`.'),
  sha256: hash.describe('Of the certificate as the device showed it.'),
})

const Firmware = z.strictObject({
  installed: text.nullable(),
  product: text.nullable().describe('Record of the catalog; null when the catalog does not know the model.'),
  currency: z.enum(currencyStates),
  latest: text.nullable(),
  support: z.enum(supportStates),
  endOfSupport: text.nullable(),
  knownIssues: count.describe('Vulnerabilities that apply to this version.'),
  knownExploited: z.array(text).describe('Those of them that are known to be exploited.'),
  undecided: count.describe('Questions that the catalog cannot decide.'),
  action: z.enum(firmwareActions),
  actionTo: text.nullable(),
})

const visitNumber = z
  .int()
  .positive()
  .nullable()
  .optional()
  .describe('Number of the visit in which it was said; null where nobody knows it any more.')

const Attachment = z.strictObject({
  file: text,
  sha256: hash,
  mediaType: z.enum(['image/jpeg', 'image/png', 'application/pdf']),
  sizeBytes: count,
  caption: text.nullable(),
  takenAt: text.nullable(),
})

const Attestation = z.strictObject({
  id: text,
  device: text.nullable().describe('Null where the item is about the site as a whole.'),
  item: text,
  answer: z.enum(['met', 'not-met', 'does-not-apply']),
  statement: z.string().describe('What was seen, in the words of that person.'),
  measurement: z.strictObject({ value: z.number(), unit: text }).nullable(),
  by: text,
  role: z.enum(attestors),
  at: time,
  holdsUntil: text.nullable(),
  attachments: z.array(Attachment),
  visit: visitNumber,
})

const Waiver = z.strictObject({
  id: text,
  device: text.nullable(),
  item: text,
  reason: text,
  compensatingControl: text,
  approver: text,
  requestedBy: text,
  at: time,
  expiresOn: z.string().describe('The first day on which it holds no more.'),
  revokedAt: text.nullable(),
  visit: visitNumber,
})

const Gap = z.strictObject({
  id: z.enum(gapIds),
  title: text,
  demand: text,
  state: z.enum(gapStates),
  items: z.array(text),
  remaining: z.array(text).describe('Items that keep it from being closed.'),
})

const OpenRisk = z.strictObject({
  device: text.nullable(),
  item: text,
  owner: text,
  due: text.nullable(),
  note: text,
})

const shared = {
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
    own: z
      .boolean()
      .optional()
      .describe('True: a list of the company or customer, not one that ships with the product.'),
    comparedWith: z
      .strictObject({ id: text, version: text, sha256: hash })
      .nullable()
      .optional()
      .describe('The baseline that the list was held against; null when that was not at hand.'),
    loosened: z
      .array(z.strictObject({ item: text, how: text }))
      .optional()
      .describe(
        'Each way in which the list asks less than the baseline; `left out` where an item is not in it at all.',
      ),
  }),
  catalog: z.strictObject({ version: z.int(), date: text, ageDays: z.int() }),
  scope: z
    .strictObject({
      targets: z.array(text),
      interfaces: z.array(text),
      excluded: z.array(text),
      confirmed: z
        .strictObject({ visit: z.int().positive().nullable(), at: text.nullable() })
        .nullable()
        .optional()
        .describe('In which visit it was confirmed, and when: that of an earlier visit may go on in this one.'),
    })
    .describe('What the technician confirmed; nothing outside was contacted.'),
  coverage: z.strictObject({
    seen: count.describe('Devices that gave any sign of life inside the scope.'),
    assessed: count,
    excluded: z.array(z.strictObject({ address: text, reason: text })),
    notSeen: z
      .array(z.strictObject({ device: text, address: text, reason: text }))
      .optional()
      .describe('Devices that earlier visits know and this one did not see.'),
  }),
  findings: z.array(ResultsFinding),
  summary: z.strictObject({
    devices: count,
    before: OutcomeCounts.describe('Findings by outcome as found; one that nobody looked at counts as notchecked.'),
    after: OutcomeCounts.describe('The same as left.'),
  }),
}

const ResultsDevice = z.strictObject({
  ...deviceMembers,
  certificates: z.array(Certificate).describe('What it showed on its TLS ports when it was last read.'),
  firmware: Firmware.nullable().describe('What the firmware catalog says; null when that was not asked.'),
})

const ResultsChange = z.strictObject({
  ...changeMembers,
  disruption: z.enum(disruptions),
  reboot: z.boolean(),
  undo: z.string().describe('How it would have been undone, or why it cannot be.'),
  confirm: text.nullable().optional().describe('Why a person had to say yes to this very change.'),
  approvedBy: text.nullable().optional().describe('The second person who agreed; null where none was needed.'),
  wave: z.int().nonnegative().nullable().optional().describe('0 is the first device of its kind that it was tried on.'),
})

const SecondPerson = z.strictObject({
  name: text,
  enrolledAt: time.nullable().describe('Null where no log of the site says it.'),
  visit: z.int().positive().nullable().describe('Number of the visit in which the technician enrolled them.'),
})

const Drift = z.strictObject({
  since: z.strictObject({ visit: z.int().positive(), sealedAt: time }),
  discovered: z.boolean().describe('False when nobody listened to the network: who is gone is not known then.'),
  entries: z.array(z.strictObject({ kind: z.enum(driftKinds), device: text.nullable(), item: text.nullable(), text })),
})

/** What packs held before there were photos, people and firmware in the results. Still read, never written. */
export const FirstResults = z.strictObject({
  schema: z.literal(firstResultsSchemaId),
  ...shared,
  devices: z.array(z.strictObject(deviceMembers)),
  changes: z.array(z.strictObject(changeMembers)),
})

/** The authoritative content of a pack. Published as `results.schema.json`. */
export const Results = z
  .strictObject({
    schema: z.literal(resultsSchemaId),
    ...shared,
    addresses: z
      .enum(['shown', 'withheld'])
      .describe('Withheld: every address stands for itself as a number; the copy of the customer resolves them.'),
    devices: z.array(ResultsDevice),
    changes: z.array(ResultsChange),
    attestations: z.array(Attestation).describe('What people answered where no protocol can see.'),
    waivers: z.array(Waiver).describe('Deviations that somebody accepted for a while.'),
    gaps: z.array(Gap).describe('How the gaps stand that the documents behind the product name.'),
    risks: z.array(OpenRisk).describe('Who takes care of what stays open.'),
    secondPersons: z
      .array(SecondPerson)
      .optional()
      .describe('People who agreed to changes, or were enrolled for that in this visit.'),
    inLog: z
      .array(z.enum(heldInLog))
      .optional()
      .describe(
        'Members of which every entry is a line of the log too, with the same end. A verifier holds them to it.',
      ),
    drift: Drift.nullable().optional().describe('What changed since the last sealed visit; null at the first one.'),
  })
  .describe('Results of one visit of Fieldseal at one site. No member ever holds a password or key.')

/** Either edition, as a verifier meets them. */
export const AnyResults = z.discriminatedUnion('schema', [FirstResults, Results])

export type Results = z.output<typeof Results>
export type AnyResults = z.output<typeof AnyResults>
export type ResultsFinding = z.output<typeof ResultsFinding>
export type ResultsDevice = z.output<typeof ResultsDevice>
export type ResultsChange = z.output<typeof ResultsChange>
