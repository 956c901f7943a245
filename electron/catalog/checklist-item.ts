import { z } from 'zod'
import { attestors, manualKinds } from '../model/attestation.ts'
import { deviceClasses } from '../model/device.ts'
import { gapIds } from '../model/gap.ts'
import { severities } from '../model/outcome.ts'

const text = z.string().trim().min(1)

const manualForm = z.strictObject({
  look: text.describe('What to look at, and how'),
  proof: text.describe('Which photo, reading or document proves it'),
  by: z.enum(attestors).describe('Who may put a name to it'),
  holdsDays: z
    .int()
    .min(1)
    .max(3_650)
    .nullable()
    .describe('After so many days the answer is stale and the item open again; null: until something changes'),
  unit: text.nullable().default(null).describe('Of the reading, for a measurement'),
})

/** The form of one item of a checklist. */
export const checklistItem = z
  .strictObject({
    id: z
      .string()
      .regex(/^[A-Z]{2,4}-\d{2}[a-z]?$/)
      .describe('Number of the control, for example ACC-01; stays the same over editions'),
    check: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .optional()
      .describe('File name in electron/checks/'),
    manual: z
      .enum(manualKinds)
      .optional()
      .describe(
        'What a person brings, where no protocol can see it; beside a check: where it sees nothing or cannot decide',
      ),
    form: manualForm.optional().describe('How a person comes to the answer of a manual item'),
    per: z.enum(['device', 'site']).default('device').describe('Whether each device answers it, or the site once'),
    title: text.describe('The compliant condition, as a statement'),
    severity: z.enum(severities),
    references: z
      .array(text)
      .describe('Clause ids; one that was not confirmed in the source text ends in "(unconfirmed)"'),
    rationale: text.describe('Why it matters, in one or two sentences'),
    params: z.record(z.string(), z.unknown()).default({}).describe('How strict; parsed by the check'),
    fix: z
      .enum(['offered', 'withheld', 'none'])
      .default('none')
      .describe('Whether the fix of the same id may be offered'),
    instruction: text.nullable().default(null).describe('What a person does where no fix exists or helps'),
    appliesTo: z
      .array(z.enum(deviceClasses))
      .min(1)
      .nullable()
      .default(null)
      .describe('Device classes; absent means all'),
    answers: z.array(z.enum(gapIds)).default([]).describe('Gaps of the founding documents that this item answers'),
  })
  .refine(({ check, manual }) => check !== undefined || manual !== undefined, {
    message: 'an item has a check, a manual kind, or both',
  })
  .refine(({ form, manual }) => form === undefined || manual !== undefined, {
    message: 'a form belongs to a manual kind',
    path: ['form'],
  })
  .refine(({ per, appliesTo }) => per === 'device' || appliesTo === null, {
    message: 'an item of the site is not for one class of device',
    path: ['appliesTo'],
  })
