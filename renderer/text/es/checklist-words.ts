import { checklistLooks } from './checklist-looks.ts'
import { checklistReasons } from './checklist-reasons.ts'
import { checklistRemedies } from './checklist-remedies.ts'
import { checklistTitles } from './checklist-titles.ts'

/** Every text of the shipped checklists, as it stands there, with its Spanish. */
export const checklistWords: ReadonlyMap<string, string> = new Map(
  [checklistTitles, checklistReasons, checklistRemedies, checklistLooks].flatMap((words) => Object.entries(words)),
)
