import { type Outcome, type OutcomeCounts, outcomes, type Severity, severities } from '../../model/outcome.ts'
import { ink, outcomeStyle, severityLabel } from '../verify/page/palette.ts'
import type { ReportReading } from '../verify/page/reading.ts'
import { sum } from '../verify/page/reading.ts'
import { frame, type Sheet } from './sheet.ts'

/** Outcomes that are hatched, so that they are told from their neighbours without colour. */
const hatched: readonly Outcome[] = ['error', 'unknown', 'notchecked']

const words = (counts: OutcomeCounts): string =>
  outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${outcomeStyle[outcome].label.toLowerCase()}`)
    .join(', ') || 'nothing'

/** Two bars of the same scale, as found and as left, and the numbers below them. Answers how high it became. */
export function drawOutcomes(
  sheet: Sheet,
  at: { readonly x: number; readonly y: number; readonly width: number },
  { before, after }: { readonly before: OutcomeCounts; readonly after: OutcomeCounts },
): number {
  const label = 46
  const bars = [
    ['As found', before],
    ['As left', after],
  ] as const
  sheet.figure(`Outcomes as found: ${words(before)}. As left: ${words(after)}.`, () => {
    bars.forEach(([name, counts], row) => {
      const y = at.y + row * 24
      sheet.textAt(name, at.x, y + 3.5, label, { size: 8, font: 'strong' })
      drawBar(sheet, at.x + label, y, at.width - label, counts)
    })
  })
  return 54 + drawLegend(sheet, { ...at, y: at.y + 54 }, before, after)
}

function drawBar(sheet: Sheet, left: number, y: number, width: number, counts: OutcomeCounts): void {
  const total = Math.max(1, sum(counts, ...outcomes))
  sheet.fill(left, y, width, 18, ink.sunken, 2)
  let x = left
  for (const outcome of outcomes) {
    const share = (counts[outcome] / total) * width
    if (share === 0) continue
    const shown = Math.max(share - 0.8, 0.5)
    sheet.fill(x, y, shown, 18, outcomeStyle[outcome].mark)
    if (hatched.includes(outcome) && shown > 3) sheet.hatch(x, y, shown, 18, '#ffffff')
    const figure = String(counts[outcome])
    const style = { size: 8, font: 'strong', colour: '#ffffff' } as const
    if (sheet.widthOf(figure, style) + 8 < share) {
      if (hatched.includes(outcome))
        sheet.fill(x + 2, y + 3, sheet.widthOf(figure, style) + 5, 12, outcomeStyle[outcome].mark)
      sheet.textAt(figure, x + 4, y + 3.5, share, style)
    }
    x += share
  }
}

function drawLegend(
  sheet: Sheet,
  { x: left, y: top, width }: { readonly x: number; readonly y: number; readonly width: number },
  before: OutcomeCounts,
  after: OutcomeCounts,
): number {
  const columns = 3
  const rows = Math.ceil(outcomes.length / columns)
  const columnWidth = width / columns
  outcomes.forEach((outcome, at) => {
    const x = left + Math.floor(at / rows) * columnWidth
    const y = top + (at % rows) * 12.5
    const colour = before[outcome] === 0 && after[outcome] === 0 ? ink.faint : ink.text
    sheet.fill(x, y + 2.2, 6.5, 6.5, outcomeStyle[outcome].mark, 1.5)
    if (hatched.includes(outcome)) sheet.hatch(x, y + 2.2, 6.5, 6.5, '#ffffff')
    const text = `${outcomeStyle[outcome].label}: ${before[outcome]} to ${after[outcome]}`
    sheet.textAt(text, x + 11, y, columnWidth - 12, { size: 8, colour })
  })
  return rows * 12.5
}

/** For each severity a pair of bars: what failed as found and what fails as left. Answers how high it became. */
export function drawFailing(
  sheet: Sheet,
  at: { readonly x: number; readonly y: number; readonly width: number },
  failing: ReportReading['failing'],
): number {
  const label = 46
  const most = Math.max(1, ...severities.flatMap((severity) => [failing[severity].before, failing[severity].after]))
  const room = at.width - label - 46
  const told = (severity: Severity) =>
    `${severityLabel[severity].toLowerCase()} ${failing[severity].before} as found and ${failing[severity].after} as left`
  sheet.figure(`Points that fail: ${severities.map(told).join('; ')}.`, () => {
    severities.forEach((severity, row) => {
      const y = at.y + row * 22
      const { before, after } = failing[severity]
      sheet.textAt(severityLabel[severity], at.x, y + 3, label, { size: 8 })
      const x = at.x + label
      sheet.fill(x, y, Math.max((before / most) * room, 0.8), 7, '#e3a9a9')
      sheet.fill(x, y + 8, Math.max((after / most) * room, 0.8), 7, outcomeStyle.fail.mark)
      const end = x + (Math.max(before, after) / most) * room + 5
      sheet.textAt(`${before} to ${after}`, end, y + 3, 60, { size: 7.5, font: 'strong' })
    })
  })
  return severities.length * 22
}

/** How much of what was seen was looked at, as one bar with its numbers. Answers how high it became. */
export function drawCoverage(
  sheet: Sheet,
  at: { readonly x: number; readonly y: number; readonly width: number },
  { results }: ReportReading,
): number {
  const { seen, assessed } = results.coverage
  const share = seen === 0 ? 0 : (assessed / seen) * at.width
  const text = `${assessed} of ${seen} devices that gave a sign of life were assessed, ${seen - assessed} were not`
  const unlisted = seen - results.devices.length
  const listed = `${results.devices.length} stand in the inventory${unlisted > 0 ? `, ${unlisted} do not: see the reasons below` : ''}.`
  sheet.figure(`Coverage: ${text}. ${listed}`, () => {
    sheet.fill(at.x, at.y, at.width, 9, outcomeStyle.notchecked.mark, 2)
    sheet.hatch(at.x, at.y, at.width, 9, '#ffffff')
    if (share > 0) sheet.fill(at.x, at.y, share, 9, outcomeStyle.pass.mark, 2)
    sheet.textAt(text, at.x, at.y + 14, at.width, { size: 8 })
    sheet.textAt(listed, at.x, at.y + 37, at.width, { size: 8, colour: ink.soft })
  })
  return 62
}

export const halfWidth = (frame.right - frame.left - 24) / 2
