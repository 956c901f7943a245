import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ManualForm, ManualKind } from '../model/attestation.ts'
import { checklistItem } from './checklist-item.ts'
import { ChecklistUnreadable } from './problems.ts'
import { readYaml } from './read-yaml.ts'

/** The form of a file in checklists/. `checklist.schema.json` is made from it. */
export const checklistFile = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9.]+)*$/)
      .describe('The file name without .yaml'),
    title: z.string().trim().min(1),
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/)
      .describe('Major: an item became stricter or left; minor: an item came; patch: words'),
    items: z.array(checklistItem).min(1),
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

type Parsed = z.output<typeof checklistItem>

/** One demand of a checklist: a check to run, something for a person to bring, or the second where the first cannot see. */
export interface ChecklistItem extends Omit<Parsed, 'check' | 'manual' | 'form'> {
  /** Id of the check, null for an item that only a person answers. */
  readonly check: string | null
  /** What a person brings: for the whole item, or where the check has nothing to look at or cannot decide. */
  readonly manual: ManualKind | null
  readonly form: ManualForm | null
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

/** Lists that were read, by the digest of their text: every look at a site begins with one, and reading one takes long. */
const read = new Map<string, Checklist>()
const mostKept = 16

/** @throws {ChecklistUnreadable} naming file and line */
export function parseChecklist(source: string, fileName: string): Checklist {
  const digestHex = createHash('sha256').update(source, 'utf8').digest('hex')
  const known = read.get(digestHex)
  if (known !== undefined) return known
  const checklist = { ...parsed(source, fileName), digestHex }
  if (read.size >= mostKept) read.clear()
  read.set(digestHex, checklist)
  return checklist
}

function parsed(source: string, fileName: string): Omit<Checklist, 'digestHex'> {
  const file = readYaml(
    source,
    fileName,
    checklistFile,
    (message, cause) => new ChecklistUnreadable(message, { cause }),
  )
  return {
    ...file,
    items: file.items.map((entry) => ({
      ...entry,
      check: entry.check ?? null,
      manual: entry.manual ?? null,
      form: entry.form ?? null,
    })),
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
