import { catalogText, oldCatalogWarning } from '../../model/catalog-age.ts'
import { strengthText } from '../../model/list-strength.ts'
import { oldLookText, scopeText } from '../verify/page/age-words.ts'
import { ink, outcomeStyle, practiceColour, severityLabel } from '../verify/page/palette.ts'
import { type ReportReading, some, strengthOf, type VerdictText, verdictOf, when } from '../verify/page/reading.ts'
import { drawCoverage, drawFailing, drawOutcomes, halfWidth } from './charts.ts'
import { columnWidth, frame, type Sheet } from './sheet.ts'
import { drawTable } from './table.ts'

/** Rows of the first page: what does not fit is counted there and stands whole in its chapter. */
const mostRisks = 8
const mostGaps = 6

/** One page of truth: who, where, when, how far, what came out, what stays open and with whom, what nobody looked at. */
export function drawCover(sheet: Sheet, reading: ReportReading, sealedAt: string): void {
  const { results } = reading
  const { site, visit, performedBy, scope } = results
  sheet.paragraph(
    results.practice ? 'Evidence report of a practice site' : 'Evidence report',
    { size: 9.5, font: 'strong', colour: ink.faint },
    1,
  )
  sheet.paragraph(clip(site.name, 90), { size: 20, font: 'strong', role: 'H1' }, 1)
  const about = [site.customer, site.contract === null ? null : `Contract ${site.contract}`].filter(
    (part) => part !== null,
  )
  if (about.length > 0) sheet.paragraph(clip(about.join('  ·  '), 140), { size: 10, colour: ink.soft }, 2)
  sheet.down(5)
  drawGrid(sheet, [
    ['Performed by', `${performedBy.technician}, ${performedBy.company}`],
    ['Visit', `${visit.number}, begun ${when(visit.startedAt)}`],
    ['Sealed (claimed time)', when(sealedAt)],
    ['Checklist', `${results.checklist.title} ${results.checklist.version}`],
    ['Firmware catalog', catalogText(results.catalog)],
    ['Confirmed scope', scopeText(results, some(scope.targets, 3))],
  ])
  drawWarning(sheet, oldCatalogWarning(results.catalog))
  drawWarning(sheet, oldLookText(results, sealedAt))
  drawStrength(sheet, reading)
  drawVerdict(sheet, verdictOf(results))
  drawCharts(sheet, reading)
  drawRisks(sheet, reading)
  drawUnseen(sheet, reading)
}

const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** A list of one's own is as loud as an old catalog; that a list of the product is shorter than the baseline is said and no more. */
function drawStrength(sheet: Sheet, { results }: ReportReading): void {
  const strength = strengthOf(results)
  const text = strength === null ? null : strengthText(strength)
  if (text === null) return
  if (strength?.own === true) drawWarning(sheet, text)
  else sheet.paragraph(text, { size: 8.5, colour: ink.soft }, 4)
}

/** Above the verdict, which rests on catalog and checklist: who reads only one box of the page reads this one too. */
function drawWarning(sheet: Sheet, warning: string | null): void {
  if (warning === null) return
  const width = columnWidth - 28
  const style = { size: 9.5, font: 'strong' } as const
  const height = sheet.heightOf(warning, width, style) + 12
  sheet.fill(frame.left, sheet.y, columnWidth, height, outcomeStyle.fail.mark, 5)
  sheet.textAt(warning, frame.left + 14, sheet.y + 6, width, { ...style, colour: '#ffffff' })
  sheet.down(height + 5)
}

function drawGrid(sheet: Sheet, cells: readonly (readonly [string, string])[]): void {
  const width = columnWidth / 3
  for (let row = 0; row < cells.length; row += 3) {
    const heights = cells.slice(row, row + 3).map(([name, value], at) => {
      const x = frame.left + at * width
      sheet.textAt(name, x, sheet.y, width - 12, { size: 7.5, colour: ink.faint })
      return 11 + sheet.textAt(clip(value, 110), x, sheet.y + 11, width - 12, { size: 8.5, font: 'strong' })
    })
    sheet.down(Math.max(...heights) + 6)
  }
}

function drawVerdict(sheet: Sheet, { headline, detail, tone }: VerdictText): void {
  const width = columnWidth - 34
  const style = { size: 14, font: 'strong', role: 'H2' } as const
  const headlineHeight = sheet.heightOf(headline, width, style)
  const height = headlineHeight + sheet.heightOf(detail, width, { size: 9 }) + 20
  sheet.down(2)
  sheet.fill(frame.left, sheet.y, columnWidth, height, ink.sunken, 5)
  sheet.fill(frame.left, sheet.y, 5, height, outcomeStyle[tone].mark, 2.5)
  sheet.textAt(headline, frame.left + 20, sheet.y + 8, width, style)
  sheet.textAt(detail, frame.left + 20, sheet.y + 11 + headlineHeight, width, { size: 9, colour: ink.soft })
  sheet.down(height + 12)
}

function drawCharts(sheet: Sheet, reading: ReportReading): void {
  title(sheet, 'Every point, as found to as left', frame.left, sheet.y)
  const bars = drawOutcomes(sheet, { x: frame.left, y: sheet.y + 15, width: columnWidth }, reading.results.summary)
  sheet.down(15 + bars + 10)
  const top = sheet.y
  const right = frame.left + halfWidth + 24
  title(sheet, 'What fails, by severity', frame.left, top)
  const failing = drawFailing(sheet, { x: frame.left, y: top + 15, width: halfWidth }, reading.failing)
  title(sheet, 'Coverage', right, top)
  const coverage = drawCoverage(sheet, { x: right, y: top + 15, width: halfWidth }, reading)
  sheet.down(15 + Math.max(failing, coverage) + 4)
}

const title = (sheet: Sheet, text: string, x: number, y: number): void => {
  sheet.textAt(text, x, y, halfWidth * 2, { size: 9, font: 'strong', role: 'H3' })
}

function drawRisks(sheet: Sheet, { risks }: ReportReading): void {
  title(sheet, 'Open risks: what still fails, who takes care of it, and by when', frame.left, sheet.y)
  sheet.down(14)
  if (risks.length === 0) {
    sheet.paragraph('No point is known to fail as left.', { size: 8.5, colour: ink.soft }, 8)
    return
  }
  drawTable(
    sheet,
    [
      { title: 'Severity', width: 52 },
      { title: 'Point', width: 238 },
      { title: 'Devices', width: 46, end: true },
      { title: 'Owner', width: 99 },
      { title: 'By', width: 64 },
    ],
    risks
      .slice(0, mostRisks)
      .map(({ item, title: name, severity, where, owner, due }) => [
        { text: severityLabel[severity], strong: severity === 'critical' || severity === 'high' },
        { text: clip(`${item}  ${name}`, 54) },
        { text: String(where.length) },
        owner === null ? { text: 'not named', colour: outcomeStyle.fail.mark } : { text: clip(owner, 30) },
        due === null ? { text: 'no day agreed', colour: outcomeStyle.fail.mark } : { text: due },
      ]),
  )
  more(sheet, risks.length - mostRisks, 'more in the chapter "Findings by severity"')
}

function drawUnseen(sheet: Sheet, { gaps }: ReportReading): void {
  title(sheet, 'What was not looked at or could not be decided, and why', frame.left, sheet.y)
  sheet.down(13)
  if (gaps.length === 0) {
    const text = 'Every device that was seen was looked at, and every point could be decided.'
    sheet.paragraph(text, { size: 8.5, colour: ink.soft }, 4)
    return
  }
  const left = frame.left + 82
  for (const { reason, devices, points } of gaps.slice(0, mostGaps)) {
    const counts = points > 0 ? `${points} points` : `${devices.length} left out`
    sheet.textAt(counts, frame.left, sheet.y, 78, { size: 8, font: 'strong' })
    const text = clip(`${reason} (${some(devices, 2)})`, 100)
    sheet.down(sheet.textAt(text, left, sheet.y, frame.right - left, { size: 8, colour: ink.soft }) + 2)
  }
  more(sheet, gaps.length - mostGaps, 'more reasons in the chapter "What could not be looked at"')
}

function more(sheet: Sheet, count: number, where: string): void {
  if (count > 0) sheet.paragraph(`and ${count} ${where}.`, { size: 7.5, colour: ink.faint }, 5)
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
    { size: 9, font: 'strong', colour: '#ffffff', role: null },
  )
}
