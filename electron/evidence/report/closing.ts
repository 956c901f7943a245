import { catalogText } from '../../model/catalog-age.ts'
import type { KeyTier } from '../../model/key-tier.ts'
import { scopeText } from '../verify/page/age-words.ts'
import { howToVerify, smallPrint } from '../verify/page/closing-words.ts'
import { ink, outcomeStyle } from '../verify/page/palette.ts'
import { agreementOf, plural, type ReportReading, secondPersonText, some, when } from '../verify/page/reading.ts'
import type { Results } from '../verify/results-shape.ts'
import { totalsLines } from '../verify/totals.ts'
import type { Sheet } from './sheet.ts'
import { type Cell, drawTable, heading } from './table.ts'

const changeLabel: Readonly<Record<Results['changes'][number]['outcome'], string>> = {
  planned: 'Planned, not applied',
  applying: 'Interrupted',
  fixed: 'Fixed and read back',
  failed: 'Failed',
  'rolled-back': 'Rolled back',
  cancelled: 'Cancelled',
  left: 'Left alone',
  unresolved: 'Unresolved',
}

/** Changes that the report lists one by one; what went well beyond them is counted and stands in the other files. */
const mostChanges = 400

/** Every change, with the value before and after; what did not go well comes first. */
export function drawChanges(sheet: Sheet, reading: ReportReading): void {
  drawChangeList(sheet, reading)
  const { secondPersons = [], visit } = reading.results
  if (secondPersons.length === 0) return
  const names = secondPersons.map((person) => secondPersonText(person, visit.number)).join('; ')
  sheet.paragraph(`Second persons, who may agree to what one person alone must not change: ${names}.`, {
    size: 8.5,
    colour: ink.soft,
  })
}

function drawChangeList(sheet: Sheet, { results, addressOf }: ReportReading): void {
  const { changes } = results
  const fixed = changes.filter(({ outcome }) => outcome === 'fixed').length
  const lead = `${plural(changes.length, 'change')}, ${fixed} of them fixed and read back.`
  heading(sheet, 'Changes made', changes.length === 0 ? 'Nothing was changed in this visit.' : lead)
  if (changes.length === 0) return
  const ordered = [...changes].sort((a, b) => Number(a.outcome === 'fixed') - Number(b.outcome === 'fixed'))
  const rows = ordered.slice(0, mostChanges).map((change): readonly Cell[] => {
    const isFixed = change.outcome === 'fixed'
    return [
      { text: addressOf(change.device), below: [when(change.at)] },
      {
        text: change.fix,
        strong: true,
        below: [
          `Found: ${change.asFound}`,
          `Target: ${change.target}`,
          `Left: ${change.asLeft ?? 'not read back'}`,
          ...(change.problem === null ? [] : [change.problem.message]),
          ...agreementOf(change),
        ],
      },
      {
        text: changeLabel[change.outcome],
        colour: isFixed ? outcomeStyle.fixed.mark : outcomeStyle.error.mark,
        below: [change.reboot ? 'with a restart' : `disruption: ${change.disruption}`],
      },
    ]
  })
  drawTable(
    sheet,
    [
      { title: 'Where', width: 110 },
      { title: 'Change', width: 284 },
      { title: 'Outcome', width: 105.28 },
    ],
    rows,
  )
  if (changes.length > mostChanges) {
    sheet.paragraph(`${changes.length - mostChanges} more stand in report.html and results.json.`, {
      size: 8,
      colour: ink.soft,
    })
  }
}

/** What this report cannot speak of: left out, unreachable, refused, undecided. */
export function drawGaps(sheet: Sheet, { results, gaps }: ReportReading): void {
  heading(sheet, 'What could not be looked at, and why')
  const unlisted = results.coverage.seen - results.devices.length
  if (unlisted > 0) {
    const words = `${plural(unlisted, 'device was', 'devices were')} seen and not taken into the list of devices.`
    sheet.paragraph(words, { size: 8.5 })
  }
  if (gaps.length === 0) {
    if (unlisted === 0)
      sheet.paragraph('Every device that was seen was looked at, and every point could be decided.', {
        size: 8.5,
        colour: ink.soft,
      })
    return
  }
  const rows = gaps.map(({ reason, devices, points }): readonly Cell[] => [
    { text: reason },
    { text: points === 0 ? 'never assessed' : plural(points, 'point') },
    { text: some(devices, 6), colour: ink.soft },
  ])
  const columns = [
    { title: 'Why', width: 260 },
    { title: 'What', width: 79 },
    { title: 'Where', width: 160.28 },
  ]
  drawTable(sheet, columns, rows)
}

const keyTierText: Readonly<Record<KeyTier, string>> = {
  hardware: 'in the hardware of the computer; it cannot be copied',
  token: 'in a token; it cannot be copied',
  'os-store':
    'bound to the key store of the operating system; it is of use on one computer and under one account alone',
  software: 'in software, encrypted in the vault of the technician',
}

/** What the results rest on, and what a signature can and cannot say. */
export function drawBasis(sheet: Sheet, results: Results, keyTier: KeyTier, resultsSha256: string): void {
  const { checklist, scope, tool } = results
  heading(sheet, 'What this rests on')
  const small = { size: 8, colour: ink.soft } as const
  const build = tool.build === null ? '' : ` (${tool.build})`
  sheet.paragraph(
    `Checklist: ${checklist.title}, ${checklist.id} ${checklist.version}, SHA-256 ${checklist.sha256}.`,
    small,
  )
  sheet.paragraph(`Firmware catalog: ${catalogText(results.catalog)}. What became known later is not in it.`, small)
  sheet.paragraph(
    `Confirmed scope: ${scopeText(results, scope.targets.join(', '))}. Nothing outside was contacted.`,
    small,
  )
  sheet.paragraph(
    `Made with ${tool.name} ${tool.version}${build}. The signing key is kept ${keyTierText[keyTier]}.`,
    small,
  )
  heading(sheet, 'How to verify')
  for (const text of howToVerify) sheet.paragraph(text, { size: 8, colour: ink.soft }, 3)
  heading(sheet, 'What the seal proves, and what it does not')
  for (const text of smallPrint) sheet.paragraph(text, { size: 7.5, colour: ink.soft }, 3)
  sheet.need(80)
  sheet.down(8)
  sheet.paragraph('Numbers to compare', { size: 9, font: 'strong' }, 2)
  sheet.paragraph(
    'The lines below repeat what results.json of the same pack counts, and its SHA-256. The same file is attached to this document.',
    { size: 7.5, colour: ink.soft },
  )
  for (const line of totalsLines(results, resultsSha256)) sheet.plainLine(line)
}
