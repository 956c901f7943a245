import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Checklist, type ChecklistItem, loadChecklist } from '../../catalog/checklist.ts'
import { looseningsOf } from '../../catalog/compare-checklists.ts'
import type { AnyCheck } from '../../checks/check.ts'
import { checks } from '../../checks/index.ts'
import { loosenedText } from '../../checks/judging/loosened.ts'
import type { ListStrength } from '../../model/list-strength.ts'
import type { SiteFile } from '../../store/site-file.ts'

type CheckById = (id: string) => AnyCheck | null

const baselineId = 'baseline'

export const checkById: CheckById = (id) => checks.find((check) => check.id === id) ?? null

/** The list that a weaker one must not look as strong as; null where it is not at hand. */
export function baselineFor(checklist: Checklist, folder: string): Checklist | null {
  if (checklist.id === baselineId) return checklist
  return existsSync(join(folder, `${baselineId}.yaml`)) ? loadChecklist(folder, baselineId) : null
}

/** How much the list of a site asks: whose it is, and each way in which it asks less than the baseline. */
export function strengthOf(
  checklist: Checklist,
  baseline: Checklist | null,
  { statements }: Pick<SiteFile, 'statements'>,
): ListStrength & { readonly comparedWith: { readonly sha256: string } | null } {
  return {
    own: statements.ownChecklists().some(({ id }) => id === checklist.id),
    comparedWith: baseline === null ? null : { id: baseline.id, version: baseline.version, sha256: baseline.digestHex },
    loosened: baseline === null ? [] : looseningsOf(checklist, baseline, looserBy(checkById)),
  }
}

/** In which ways a list asks less of one item, in words; an item that the baseline does not have cannot ask less than it. */
export function loosenedWords(
  item: ChecklistItem,
  checklist: Checklist,
  baseline: Checklist | null,
  byId: CheckById,
): readonly string[] {
  const wanted = baseline?.items.find(({ id }) => id === item.id)
  if (baseline === null || wanted === undefined) return []
  const one = looseningsOf({ ...checklist, items: [item] }, { ...baseline, items: [wanted] }, looserBy(byId))
  return one.map(({ how }) => how)
}

const looserBy =
  (byId: CheckById) =>
  (item: ChecklistItem, wanted: ChecklistItem): readonly string[] => {
    const check = item.check === null ? null : byId(item.check)
    return check === null ? [] : loosenedText(check, item, wanted)
  }
