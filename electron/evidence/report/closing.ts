import { catalogText } from '../../model/catalog-age.ts'
import type { KeyTier } from '../signer.ts'
import type { Results } from '../verify/results-shape.ts'
import { totalsLines } from '../verify/totals.ts'
import { ink, outcomeStyle } from './palette.ts'
import { plural, type ReportReading, some, when } from './reading.ts'
import type { Sheet } from './sheet.ts'
import { type Cell, drawTable, heading } from './table.ts'

const changeLabel: Readonly<Record<Results['changes'][number]['outcome'], string>> = {
  planned: 'Planned, not applied',
  applying: 'Interrupted',
  fixed: 'Fixed and read back',
  failed: 'Failed',
  'rolled-back': 'Rolled back',
  cancelled: 'Cancelled',
  unresolved: 'Unresolved',
}

/** Changes that the report lists one by one; what went well beyond them is counted and stands in the other files. */
const mostChanges = 400

/** Every change, with the value before and after; what did not go well comes first. */
export function drawChanges(sheet: Sheet, { results, addressOf }: ReportReading): void {
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
  sheet.paragraph(`Confirmed scope: ${scope.targets.join(', ') || 'none'}. Nothing outside was contacted.`, small)
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

export const howToVerify = [
  'Get the root certificate of the company from the contract or ask for its fingerprint by telephone. Never take it from the pack.',
  'Without Fieldseal: open verifier.html in a browser, without a network if you like, and give it the root and the pack. Or follow VERIFY.txt with unzip, openssl, sha256sum and pdfsig.',
  'This document alone: pdfsig report.pdf must say "Signature is Valid" and "Total document signed"; the attached results.json must have the SHA-256 that is printed below.',
  'Photos, evidence of each device and the chained log of the visit are files of the pack. What only the customer may read is listed there by its digest and stands in the copy of the customer.',
] as const

export const smallPrint = [
  'The signature proves that this content is what the named signer sealed, unchanged since. A timestamp, where the pack has one, proves that it existed at that time. Without one the time of sealing is a claim of the computer that sealed it.',
  'It does not prove that the content is true. The technician holds both the computer and the key: somebody dishonest could seal wrong facts, or leave a device out. Against that stand the number of devices that discovery saw, the log in which each line fixes the one before, the raw answers of the devices in the copy of the customer, the number of this pack in the row of the site and its reference to the one before, a challenge of the insurer where one was given, and whatever the customer confirms on the spot.',
  'An outcome describes one point on one device at the time beside it. It says nothing about points that are not in the checklist, about devices that were not seen, or about any later time. Error, unknown and not checked are never a pass.',
] as const
