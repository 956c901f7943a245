import type { z } from 'zod'
import { type Checklist, type ChecklistItem, parseChecklist } from './checklist.ts'
import { ChecklistUnreadable } from './problems.ts'
import { lineOf } from './read-yaml.ts'

/** What the product can do, as a checklist may name it. */
export interface KnownChecks {
  /** The parameters of a check, null when there is no such check. */
  readonly params: (check: string) => z.ZodType | null
  readonly hasFix: (check: string) => boolean
}

/**
 * A checklist that a customer wrote, read as strictly as our own: every check exists, its parameters parse, every offered fix is
 * there, and every manual item says how it is answered.
 *
 * @param ownIds ids of the lists of the product, which no other list may take.
 * @throws {ChecklistUnreadable} naming file and line, for the first thing that is wrong
 */
export function parseCustomerChecklist(
  source: string,
  fileName: string,
  known: KnownChecks,
  ownIds: readonly string[] = [],
): Checklist {
  const checklist = parseChecklist(source, fileName)
  const trouble = (path: readonly PropertyKey[], message: string) =>
    new ChecklistUnreadable(`${fileName}:${lineOf(source, path)}: ${message}`)
  if (ownIds.includes(checklist.id)) {
    throw trouble(['id'], `"${checklist.id}" is a checklist of the product; give this one an id of its own`)
  }
  for (const [index, item] of checklist.items.entries()) {
    const wrong = faultOf(item, known)
    if (wrong !== null) throw trouble(['items', index, ...wrong.path], `${item.id}: ${wrong.message}`)
  }
  return checklist
}

interface Fault {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

function faultOf(item: ChecklistItem, known: KnownChecks): Fault | null {
  if (item.manual !== null && item.form === null) {
    return {
      path: ['manual'],
      message: 'a manual item needs a form: what to look at, what proves it, who, for how long',
    }
  }
  if (item.check === null) {
    return item.fix === 'none' ? null : { path: ['fix'], message: 'only an item with a check has a fix' }
  }
  const params = known.params(item.check)
  if (params === null) return { path: ['check'], message: `there is no check "${item.check}"` }
  // A misspelled parameter is also a missing one; the misspelling is where the person looks.
  const issues = params.safeParse(item.params).error?.issues ?? []
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
  if (issue !== undefined) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : issue.path
    return { path: ['params', ...names], message: `params.${names.map(String).join('.')}: ${issue.message}` }
  }
  if (item.fix !== 'none' && !known.hasFix(item.check)) {
    return { path: ['fix'], message: `there is no fix for "${item.check}"` }
  }
  return null
}
