import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { deviceClasses } from '../model/device.ts'
import { severities } from '../model/outcome.ts'
import { ChecklistUnreadable } from './problems.ts'
import { readYaml } from './read-yaml.ts'

const text = z.string().trim().min(1)

const item = z
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
      .enum(['photo', 'note', 'measurement', 'signature'])
      .optional()
      .describe('What a person brings, where no protocol can see it'),
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
    answers: z
      .array(z.string().regex(/^(A[1-6]|AF[1-4]|B([1-9]|1[0-2]))$/))
      .default([])
      .describe('Gaps of the founding documents that this item answers'),
  })
  .refine(({ check, manual }) => (check === undefined) !== (manual === undefined), {
    message: 'an item has either a check or a manual kind',
  })

/** The form of a file in checklists/. `checklist.schema.json` is made from it. */
export const checklistFile = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9.]+)*$/)
      .describe('The file name without .yaml'),
    title: text,
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/)
      .describe('Major: an item became stricter or left; minor: an item came; patch: words'),
    items: z.array(item).min(1),
  })
  .superRefine(({ items }, context) => {
    const seen = new Set<string>()
    for (const [index, { id }] of items.entries()) {
      if (seen.has(id)) {
        context.addIssue({
          code: 'custom',
          message: `item ${id} stands here a second time`,
          path: ['items', index, 'id'],
        })
      }
      seen.add(id)
    }
  })

type Parsed = z.output<typeof item>

/** One demand of a checklist: a check to run or something for a person to bring. */
export interface ChecklistItem extends Omit<Parsed, 'check' | 'manual'> {
  /** Id of the check, null for an item that a person answers. */
  readonly check: string | null
  readonly manual: NonNullable<Parsed['manual']> | null
}

/** Policy: which checks, how strict, why, after which clause. */
export interface Checklist {
  readonly id: string
  readonly title: string
  readonly version: string
  readonly items: readonly ChecklistItem[]
  /** SHA-256 of the file as it was read, so that evidence names the very text that was applied. */
  readonly digestHex: string
}

/** @throws {ChecklistUnreadable} naming file and line */
export function parseChecklist(source: string, fileName: string): Checklist {
  const parsed = readYaml(
    source,
    fileName,
    checklistFile,
    (message, cause) => new ChecklistUnreadable(message, { cause }),
  )
  return {
    ...parsed,
    items: parsed.items.map((entry) => ({ ...entry, check: entry.check ?? null, manual: entry.manual ?? null })),
    digestHex: createHash('sha256').update(source, 'utf8').digest('hex'),
  }
}

/** @throws {ChecklistUnreadable} when the file is missing, malformed or carries another id */
export function loadChecklist(folder: string, id: string): Checklist {
  const fileName = `${id}.yaml`
  if (!/^[a-z0-9]+(-[a-z0-9.]+)*$/.test(id)) throw new ChecklistUnreadable(`"${id}" is no id of a checklist.`)
  const checklist = parseChecklist(readText(folder, fileName), fileName)
  if (checklist.id !== id) throw new ChecklistUnreadable(`${fileName}:1: the file calls itself "${checklist.id}".`)
  return checklist
}

/** Every checklist of the folder by id. One unreadable file is trouble of the list: a checklist must not vanish unseen. */
export function listChecklists(folder: string): Pick<Checklist, 'id' | 'title' | 'version'>[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => loadChecklist(folder, name.slice(0, -'.yaml'.length)))
    .map(({ id, title, version }) => ({ id, title, version }))
}

function readText(folder: string, fileName: string): string {
  try {
    return readFileSync(join(folder, fileName), 'utf8')
  } catch (cause) {
    throw new ChecklistUnreadable(`${fileName} cannot be read in the folder of checklists.`, { cause })
  }
}
