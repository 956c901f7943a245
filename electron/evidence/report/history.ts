import { ink } from '../verify/page/palette.ts'
import { driftLabel, driftLead, type ReportReading, strengthOf } from '../verify/page/reading.ts'
import type { Sheet } from './sheet.ts'
import { type Cell, drawTable, heading } from './table.ts'

/** Entries that the paper lists one by one; the rest stands in the other files. */
const mostEntries = 120

/** Each way in which the checklist asks less than the baseline; nothing where it does not. */
export function drawLoosenings(sheet: Sheet, { results }: ReportReading): void {
  const strength = strengthOf(results)
  if (strength === null || strength.loosened.length === 0) return
  const { id, version } = strength.comparedWith ?? { id: 'baseline', version: '' }
  heading(sheet, 'What the checklist asks less than the baseline', `Held against ${id} ${version}.`)
  drawTable(
    sheet,
    [
      { title: 'Point', width: 70 },
      { title: 'In which way', width: 429.28 },
    ],
    strength.loosened.map(({ item, how }): readonly Cell[] => [{ text: item, strong: true }, { text: how }]),
  )
}

/** What is not as it was when the site was sealed before; nothing at the first time. */
export function drawDrift(sheet: Sheet, { results, addressOf }: ReportReading): void {
  const { drift = null } = results
  if (drift === null) return
  heading(sheet, 'What changed since the last sealed visit', driftLead(drift))
  if (drift.entries.length === 0) {
    sheet.paragraph('Nothing that was looked at is another than it was.', { size: 8.5, colour: ink.soft })
    return
  }
  drawTable(
    sheet,
    [
      { title: 'What', width: 86 },
      { title: 'Where', width: 100 },
      { title: 'In words', width: 313.28 },
    ],
    drift.entries
      .slice(0, mostEntries)
      .map((entry): readonly Cell[] => [
        { text: driftLabel[entry.kind], strong: true },
        { text: addressOf(entry.device), colour: ink.soft },
        { text: entry.text },
      ]),
  )
  const rest = drift.entries.length - mostEntries
  if (rest > 0) sheet.paragraph(`${rest} more stand in report.html and results.json.`, { size: 8, colour: ink.soft })
}
