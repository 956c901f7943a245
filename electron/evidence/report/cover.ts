import { catalogText, oldCatalogWarning } from '../../model/catalog-age.ts'
import { type Outcome, type OutcomeCounts, outcomes } from '../../model/outcome.ts'
import type { Results } from '../verify/results-shape.ts'
import { ink, outcomeStyle, practiceColour } from './palette.ts'
import { columnWidth, frame, type Sheet } from './sheet.ts'

const sum = (counts: OutcomeCounts, ...which: readonly Outcome[]): number =>
  which.reduce((total, outcome) => total + counts[outcome], 0)

/** Outcomes that leave a question open: nobody can say that the point holds. */
const undecided: readonly Outcome[] = ['error', 'unknown', 'notchecked']

export interface VerdictText {
  readonly headline: string
  readonly detail: string
  readonly colour: string
}

/** What the numbers say, in two sentences that claim no more than they do. */
export function verdictOf({ summary, coverage }: Results): VerdictText {
  const { before, after } = summary
  const total = sum(after, ...outcomes)
  const open = sum(after, ...undecided)
  const detail = [
    `${coverage.assessed} of ${plural(coverage.seen, 'device')} seen could be assessed.`,
    `${before.fail} failed as found, ${plural(after.fixed, 'point was', 'points were')} fixed in this visit.`,
  ].join(' ')
  if (total === 0)
    return {
      headline: 'Nothing was assessed in this visit.',
      detail,
      colour: outcomeStyle.error.mark,
    }
  if (after.fail > 0) {
    const undecidedToo = open > 0 ? `, and ${open} could not be decided` : ''
    const headline = `${after.fail} of ${plural(total, 'point')} still ${after.fail === 1 ? 'fails' : 'fail'} as left${undecidedToo}.`
    return { headline, detail, colour: outcomeStyle.fail.mark }
  }
  if (open > 0) {
    const headline = `No point is known to fail as left, but ${open} of ${total} could not be decided.`
    return { headline, detail, colour: outcomeStyle.error.mark }
  }
  return {
    headline: `No point of ${total} fails as left.`,
    detail,
    colour: outcomeStyle.pass.mark,
  }
}

/** Who, where, when, and what came out: the first page. */
export function drawCover(sheet: Sheet, results: Results, sealedAt: string): void {
  const { site, visit, performedBy } = results
  sheet.paragraph('Evidence report', { size: 10, font: 'strong', colour: ink.faint }, 2)
  sheet.paragraph(site.name, { size: 22, font: 'strong' }, 2)
  const about = [site.customer, site.contract === null ? null : `Contract ${site.contract}`]
  const line = about.filter((part) => part !== null).join('  ·  ')
  if (line !== '') sheet.paragraph(line, { size: 10.5, colour: ink.soft }, 4)
  sheet.down(6)
  drawGrid(sheet, [
    ['Performed by', `${performedBy.technician}, ${performedBy.company}`],
    ['Visit', `${visit.number}, begun ${when(visit.startedAt)}`],
    ['Sealed (claimed time)', when(sealedAt)],
    ['Checklist', `${results.checklist.title} ${results.checklist.version}`],
    ['Firmware catalog', catalogText(results.catalog)],
    [
      'Devices',
      `${results.coverage.seen} seen, ${results.summary.devices} listed, ${results.coverage.assessed} assessed`,
    ],
  ])
  drawCatalogWarning(sheet, oldCatalogWarning(results.catalog))
  drawVerdict(sheet, verdictOf(results))
  drawTotals(sheet, results)
}

/** Above the verdict, which rests on the catalog: who reads only one box of the page reads this one too. */
function drawCatalogWarning(sheet: Sheet, warning: string | null): void {
  if (warning === null) return
  const width = columnWidth - 28
  const style = { size: 10.5, font: 'strong' } as const
  const height = sheet.heightOf(warning, width, style) + 16
  sheet.down(4)
  sheet.fill(frame.left, sheet.y, columnWidth, height, outcomeStyle.fail.mark, 5)
  sheet.textAt(warning, frame.left + 14, sheet.y + 8, width, { ...style, colour: '#ffffff' })
  sheet.down(height + 4)
}

function drawGrid(sheet: Sheet, cells: readonly (readonly [string, string])[]): void {
  const width = columnWidth / 3
  for (let row = 0; row < cells.length; row += 3) {
    const line = cells.slice(row, row + 3)
    const heights = line.map(([name, value], at) => {
      const x = frame.left + at * width
      sheet.textAt(name, x, sheet.y, width - 12, {
        size: 7.5,
        colour: ink.faint,
      })
      return (
        11 +
        sheet.textAt(value, x, sheet.y + 11, width - 12, {
          size: 9,
          font: 'strong',
        })
      )
    })
    sheet.down(Math.max(...heights) + 9)
  }
}

function drawVerdict(sheet: Sheet, { headline, detail, colour }: VerdictText): void {
  const width = columnWidth - 34
  const headlineHeight = sheet.heightOf(headline, width, {
    size: 14,
    font: 'strong',
  })
  const height = headlineHeight + sheet.heightOf(detail, width, { size: 9.5 }) + 28
  sheet.down(6)
  sheet.fill(frame.left, sheet.y, columnWidth, height, ink.sunken, 5)
  sheet.fill(frame.left, sheet.y, 5, height, colour, 2.5)
  sheet.textAt(headline, frame.left + 20, sheet.y + 12, width, {
    size: 14,
    font: 'strong',
  })
  sheet.textAt(detail, frame.left + 20, sheet.y + 15 + headlineHeight, width, {
    size: 9.5,
    colour: ink.soft,
  })
  sheet.down(height + 18)
}

/** Two bars of the same scale, and the numbers below them. */
function drawTotals(sheet: Sheet, { summary }: Results): void {
  const { before, after } = summary
  const label = 58
  const width = columnWidth - label
  const bars: readonly (readonly [string, OutcomeCounts])[] = [
    ['As found', before],
    ['As left', after],
  ]
  for (const [name, counts] of bars) {
    const total = Math.max(1, sum(counts, ...outcomes))
    sheet.textAt(name, frame.left, sheet.y + 4, label, {
      size: 9,
      font: 'strong',
    })
    sheet.fill(frame.left + label, sheet.y, width, 20, ink.sunken, 2)
    let x = frame.left + label
    for (const outcome of outcomes) {
      const share = (counts[outcome] / total) * width
      if (share === 0) continue
      sheet.fill(x, sheet.y, Math.max(share - 1, 0.5), 20, outcomeStyle[outcome].mark)
      const figure = String(counts[outcome])
      if (sheet.widthOf(figure, { size: 8.5, font: 'strong' }) + 6 < share) {
        sheet.textAt(figure, x + 5, sheet.y + 4.5, share, {
          size: 8.5,
          font: 'strong',
          colour: '#ffffff',
        })
      }
      x += share
    }
    sheet.down(26)
  }
  sheet.down(4)
  drawLegend(sheet, before, after)
}

function drawLegend(sheet: Sheet, before: OutcomeCounts, after: OutcomeCounts): void {
  const columns = 3
  const width = columnWidth / columns
  const rows = Math.ceil(outcomes.length / columns)
  const top = sheet.y
  for (let column = 0; column < columns; column += 1) {
    const x = frame.left + column * width
    sheet.textAt('found', x + 96, top, 30, { size: 7, colour: ink.faint })
    sheet.textAt('left', x + 128, top, 30, { size: 7, colour: ink.faint })
  }
  outcomes.forEach((outcome, at) => {
    const x = frame.left + Math.floor(at / rows) * width
    const y = top + 12 + (at % rows) * 15
    const isZero = before[outcome] === 0 && after[outcome] === 0
    const colour = isZero ? ink.faint : ink.text
    sheet.fill(x, y + 2.5, 7, 7, outcomeStyle[outcome].mark, 1.5)
    sheet.textAt(outcomeStyle[outcome].label, x + 13, y, 80, {
      size: 8.5,
      colour,
    })
    sheet.textAt(String(before[outcome]), x + 96, y, 30, { size: 8.5, colour })
    sheet.textAt(String(after[outcome]), x + 128, y, 40, {
      size: 8.5,
      font: 'strong',
      colour,
    })
  })
  sheet.down(12 + rows * 15 + 14)
}

/** What every page says: the product, the pack, and loudly when nothing of it is real. */
export function drawPageHead(sheet: Sheet, practice: boolean): void {
  if (!practice) {
    sheet.fill(0, 0, frame.width, 6, ink.text)
    return
  }
  sheet.watermark('PRACTICE', practiceColour)
  sheet.fill(0, 0, frame.width, 26, practiceColour)
  sheet.textAt(
    'PRACTICE SITE: every device in this report is simulated. It proves nothing about a real site.',
    frame.left,
    7,
    columnWidth,
    {
      size: 9,
      font: 'strong',
      colour: '#ffffff',
    },
  )
}

/** `21 Nov 2026, 14:05 UTC`. */
export function when(iso: string): string {
  const time = new Date(iso)
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(time)
  return `${part({ day: 'numeric', month: 'short', year: 'numeric' })}, ${part({ hour: '2-digit', minute: '2-digit' })} UTC`
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
