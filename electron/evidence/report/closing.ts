import { catalogText } from '../../model/catalog-age.ts'
import type { KeyTier } from '../signer.ts'
import type { Results } from '../verify/results-shape.ts'
import { totalsLines } from '../verify/totals.ts'
import { plural } from './cover.ts'
import { heading } from './devices.ts'
import { ink, outcomeStyle } from './palette.ts'
import { columnWidth, frame, type Sheet } from './sheet.ts'

const changeLabel: Readonly<Record<Results['changes'][number]['outcome'], string>> = {
  planned: 'Planned, not applied',
  applying: 'Interrupted',
  fixed: 'Fixed and read back',
  failed: 'Failed',
  'rolled-back': 'Rolled back',
  cancelled: 'Cancelled',
  unresolved: 'Unresolved',
}

/** Every change, with the value before and after. */
export function drawChanges(sheet: Sheet, results: Results): void {
  heading(sheet, 'What was changed')
  if (results.changes.length === 0) sheet.paragraph('Nothing was changed in this visit.', { colour: ink.soft })
  const addresses = new Map(results.devices.map(({ id, address }) => [id, address]))
  for (const change of results.changes) {
    const detail = [`Found: ${change.asFound}`, `Target: ${change.target}`, `Left: ${change.asLeft ?? 'not read back'}`]
    const trouble = change.problem === null ? '' : ` ${change.problem.message}`
    const state = `${changeLabel[change.outcome]}.${trouble}`
    const width = columnWidth - 105
    const height =
      sheet.heightOf(change.fix, width, { size: 8.5, font: 'strong' }) +
      sheet.stackHeight([...detail, state], width, { size: 8 })
    sheet.need(height + 6)
    const x = frame.left + 105
    sheet.textAt(addresses.get(change.device) ?? '', frame.left, sheet.y, 100, {
      size: 8.5,
    })
    let y =
      sheet.y +
      sheet.textAt(change.fix, x, sheet.y, width, {
        size: 8.5,
        font: 'strong',
      })
    y += sheet.stackAt(detail, x, y, width, { size: 8, colour: ink.soft })
    const colour = change.outcome === 'fixed' ? outcomeStyle.fixed.mark : outcomeStyle.error.mark
    sheet.textAt(state, x, y, width, { size: 8, colour })
    sheet.down(height + 5)
    sheet.rule(sheet.y - 3)
  }
}

/** What this report cannot speak of: left out, unreachable, refused, undecided. */
export function drawGaps(sheet: Sheet, results: Results): void {
  heading(sheet, 'What could not be looked at, and why')
  const { coverage, devices } = results
  const unlisted = coverage.seen - devices.length
  if (unlisted > 0) {
    sheet.paragraph(`${plural(unlisted, 'device was', 'devices were')} seen and not taken into the list of devices.`, {
      size: 8.5,
    })
  }
  const rows: (readonly [string, string])[] = [
    ...coverage.excluded.map(({ address, reason }) => [address, reason] as const),
    ...devices
      .filter(({ assessed }) => !assessed)
      .map((device) => [device.address, device.notAssessedBecause ?? ''] as const),
    ...undecidedRows(results),
  ]
  if (rows.length === 0 && unlisted === 0) {
    sheet.paragraph('Every device that was seen was looked at, and every point could be decided.', { colour: ink.soft })
  }
  for (const [where, why] of rows) {
    const height = Math.max(sheet.heightOf(why, columnWidth - 105, { size: 8 }), 12)
    sheet.need(height + 4)
    sheet.textAt(where, frame.left, sheet.y, 100, { size: 8.5 })
    sheet.textAt(why, frame.left + 105, sheet.y, columnWidth - 105, {
      size: 8,
      colour: ink.soft,
    })
    sheet.down(height + 3)
  }
}

function undecidedRows({ findings, devices }: Results): readonly (readonly [string, string])[] {
  const assessed = new Map(devices.filter((device) => device.assessed).map(({ id, address }) => [id, address]))
  return findings.flatMap(({ device, item, title, asLeft }) => {
    const address = assessed.get(device)
    const outcome = asLeft?.outcome ?? 'notchecked'
    if (address === undefined || !['error', 'unknown', 'notchecked'].includes(outcome)) return []
    const because = asLeft?.problem?.message ?? asLeft?.observed ?? 'Nobody looked again after the first time.'
    return [[address, `${item} ${title}: ${outcomeStyle[outcome].label.toLowerCase()}. ${because}`] as const]
  })
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

const smallPrint = [
  'The signature proves that this content is what the named signer sealed, unchanged since. A timestamp, where the pack has one, proves that it existed at that time. Without one the time of sealing is a claim of the computer that sealed it.',
  'It does not prove that the content is true. The technician holds both the computer and the key: somebody dishonest could seal wrong facts, or leave a device out. Against that stand the number of devices that discovery saw, the log in which each line fixes the one before, the raw answers of the devices in the copy of the customer, the number of this pack in the row of the site and its reference to the one before, a challenge of the insurer where one was given, and whatever the customer confirms on the spot.',
  'An outcome describes one point on one device at the time beside it. It says nothing about points that are not in the checklist, about devices that were not seen, or about any later time. Error, unknown and not checked are never a pass.',
] as const
