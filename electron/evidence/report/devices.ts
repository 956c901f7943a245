import type { Outcome } from '../../model/outcome.ts'
import { classLabel, ink, outcomeStyle, severityLabel } from '../verify/page/palette.ts'
import { foundOf, leftOf, type ReportReading } from '../verify/page/reading.ts'
import type { ResultsDevice, ResultsFinding } from '../verify/results-shape.ts'
import { columnWidth, frame, type Sheet } from './sheet.ts'
import { heading } from './table.ts'

const columns = { item: 46, outcome: 74 } as const
const textWidth = columnWidth - columns.item - 2 * columns.outcome - 12

/** Sites with more devices have this chapter in the other files alone: nobody reads a thousand tables on paper. */
const mostDevices = 60

/** One table per device: every point that asks for attention or was changed; what simply holds is named in one line. */
export function drawDevices(sheet: Sheet, { results }: ReportReading): void {
  if (results.devices.length > mostDevices) {
    const lead = `This site has ${results.devices.length} devices. Every finding of each stands in report.html and results.json of the same pack.`
    heading(sheet, 'Device by device', lead)
    return
  }
  heading(sheet, 'Device by device')
  const findings = new Map<string, ResultsFinding[]>(results.devices.map(({ id }) => [id, []]))
  for (const finding of results.findings) findings.get(finding.device)?.push(finding)
  for (const device of results.devices) {
    drawDeviceHead(sheet, device)
    const own = findings.get(device.id) ?? []
    const quiet = own.filter(isQuiet)
    for (const row of rowsOf(own.filter((finding) => !isQuiet(finding)))) drawRow(sheet, device, row)
    for (const outcome of ['pass', 'notapplicable'] as const) {
      const items = quiet.filter((finding) => leftOf(finding) === outcome).map(({ item }) => item)
      if (items.length > 0)
        sheet.paragraph(`${outcomeStyle[outcome].label}: ${items.join(', ')}`, { size: 7.5, colour: ink.soft }, 2)
    }
    sheet.down(10)
  }
}

/** Nothing was wrong and nothing was changed. */
const isQuiet = (finding: ResultsFinding): boolean =>
  foundOf(finding) === leftOf(finding) && ['pass', 'notapplicable'].includes(leftOf(finding))

function drawDeviceHead(sheet: Sheet, device: ResultsDevice): void {
  const { identity, recognisedBy } = device
  const name = [identity.manufacturer, identity.model].filter((part) => part !== null).join(' ') || 'Not identified'
  const marks = [
    classLabel[device.class],
    identity.serial === null ? null : `serial ${identity.serial}`,
    identity.firmware === null ? null : `firmware ${identity.firmware}`,
    identity.macs.length === 0 ? null : identity.macs.join(', '),
    recognisedBy.length === 0 ? null : `recognised by ${recognisedBy.join('; ')}`,
  ]
  const detail = marks.filter((mark) => mark !== null).join('  ·  ')
  const why = device.assessed ? null : `Not assessed: ${device.notAssessedBecause ?? ''}`
  const inner = columnWidth - 20
  const height =
    20 + sheet.heightOf(detail, inner, { size: 8 }) + (why === null ? 0 : sheet.heightOf(why, inner, { size: 8.5 }))
  // The head never stands alone at the foot of a page.
  sheet.need(height + 50)
  sheet.fill(frame.left, sheet.y, columnWidth, height + 4, ink.sunken, 3)
  const addressWidth = sheet.widthOf(device.address, {
    size: 10,
    font: 'strong',
  })
  sheet.textAt(device.address, frame.left + 10, sheet.y + 5, inner, {
    size: 10,
    font: 'strong',
  })
  sheet.textAt(oneLine(sheet, name, inner - addressWidth - 12), frame.left + 22 + addressWidth, sheet.y + 5, inner, {
    size: 10,
  })
  const detailHeight = sheet.textAt(detail, frame.left + 10, sheet.y + 19, inner, { size: 8, colour: ink.soft })
  if (why !== null) {
    const style = { size: 8.5, colour: outcomeStyle.error.mark }
    sheet.textAt(why, frame.left + 10, sheet.y + 19 + detailHeight, inner, style)
  }
  sheet.down(height + 8)
  drawColumnNames(sheet)
}

function drawColumnNames(sheet: Sheet): void {
  const right = frame.right - 2 * columns.outcome
  sheet.textAt('as found', right, sheet.y, columns.outcome, { size: 7, colour: ink.faint })
  sheet.textAt('as left', right + columns.outcome, sheet.y, columns.outcome, { size: 7, colour: ink.faint })
  sheet.down(11)
}

/** The text, cut so that it stays on one line. */
function oneLine(sheet: Sheet, text: string, width: number): string {
  let shown = text
  while (shown.length > 1 && sheet.widthOf(shown, { size: 10 }) > width) shown = `${shown.slice(0, -2)}…`
  return shown
}

interface Row {
  readonly item: string
  readonly title: string
  readonly severity: string
  readonly urgent: boolean
  readonly detail: readonly string[]
  readonly asFound: Outcome
  readonly asLeft: Outcome
}

/** One row per finding; a device that gave the same trouble for every item gets one row for all. */
function rowsOf(findings: readonly ResultsFinding[]): readonly Row[] {
  const [first] = findings
  const ends = new Set(findings.map(({ asFound, asLeft }) => JSON.stringify([asFound?.observed, asLeft?.observed])))
  const onlyErrors = findings.every(
    ({ asFound, asLeft }) => asFound?.outcome === 'error' && asLeft?.outcome === 'error',
  )
  if (first === undefined || findings.length < 2 || ends.size > 1 || !onlyErrors) return findings.map(rowOf)
  const title = `All ${findings.length} points: ${findings.map(({ item }) => item).join(', ')}`
  return [{ ...rowOf(first), item: '', title, severity: '', detail: [first.asLeft?.observed ?? ''] }]
}

function rowOf(finding: ResultsFinding): Row {
  const { item, title, severity, asFound, asLeft } = finding
  const outcome = asLeft?.outcome ?? 'notchecked'
  return {
    item,
    title,
    severity: severityLabel[severity],
    urgent: outcome === 'fail' && (severity === 'critical' || severity === 'high'),
    detail: detailOf(finding),
    asFound: asFound?.outcome ?? 'notchecked',
    asLeft: outcome,
  }
}

function drawRow(sheet: Sheet, device: ResultsDevice, row: Row): void {
  const titleHeight = sheet.heightOf(row.title, textWidth, { size: 8.5 })
  const height = Math.max(titleHeight + sheet.stackHeight(row.detail, textWidth, { size: 7.5 }), 22)
  if (sheet.need(height + 6) === 'new-page') {
    sheet.textAt(`${device.address}, continued`, frame.left, sheet.y, textWidth, { size: 7.5, colour: ink.faint })
    drawColumnNames(sheet)
  }
  const x = frame.left + columns.item
  sheet.textAt(row.item, frame.left, sheet.y, columns.item, { size: 8, colour: ink.soft })
  const severity = { size: 7, colour: row.urgent ? outcomeStyle.fail.mark : ink.faint }
  sheet.textAt(row.severity, frame.left, sheet.y + 11, columns.item, severity)
  sheet.textAt(row.title, x, sheet.y, textWidth, { size: 8.5 })
  sheet.stackAt(row.detail, x, sheet.y + titleHeight, textWidth, { size: 7.5, colour: ink.soft })
  const right = frame.right - 2 * columns.outcome
  drawTag(sheet, right, row.asFound)
  drawTag(sheet, right + columns.outcome, row.asLeft)
  sheet.down(height + 4)
  sheet.rule(sheet.y - 2)
}

function drawTag(sheet: Sheet, x: number, outcome: Outcome): void {
  const { label, mark } = outcomeStyle[outcome]
  const style = { size: 7, font: 'strong', colour: '#ffffff' } as const
  sheet.fill(x, sheet.y, sheet.widthOf(label, style) + 10, 12.5, mark, 2.5)
  sheet.textAt(label, x + 5, sheet.y + 1.8, columns.outcome, style)
}

/** What was seen; both sights only where they differ; what was expected only where it was not met. */
function detailOf({ asFound, asLeft, expected }: ResultsFinding): readonly string[] {
  const [found, left] = [asFound?.observed ?? '', asLeft?.observed ?? '']
  const seen = found === left || found === '' ? [left] : [`Found: ${found}`, `Left: ${left || 'not looked at again'}`]
  const met = asLeft !== null && ['pass', 'fixed', 'notapplicable', 'attested', 'waived'].includes(asLeft.outcome)
  return [...seen, met || expected === '' ? '' : `Expected: ${expected}`].filter((line) => line !== '')
}
