import { dayMs } from '../../model/days.ts'
import { outcomes } from '../../model/outcome.ts'
import { classLabel, ink, outcomeStyle, severityLabel } from '../verify/page/palette.ts'
import { leftOf, plural, type ReportReading, some, when } from '../verify/page/reading.ts'
import type { Results } from '../verify/results-shape.ts'
import type { Sheet } from './sheet.ts'
import { type Cell, drawTable, heading } from './table.ts'

const text = (value: string | null): Cell => ({
  text: value ?? 'not known',
  colour: value === null ? ink.faint : ink.text,
})

/** Every device that is listed, one row each. */
export function drawInventory(sheet: Sheet, { results }: ReportReading): void {
  heading(sheet, 'Inventory', `${plural(results.devices.length, 'device')}, as they describe themselves.`)
  const failing = new Map<string, number>()
  for (const finding of results.findings) {
    if (leftOf(finding) === 'fail') failing.set(finding.device, (failing.get(finding.device) ?? 0) + 1)
  }
  const rows = results.devices.map((device): readonly Cell[] => {
    const { identity } = device
    const open = failing.get(device.id) ?? 0
    return [
      { text: device.address, strong: true },
      { text: classLabel[device.class] ?? 'Unknown' },
      text([identity.manufacturer, identity.model].filter((part) => part !== null).join(' ') || null),
      text(identity.firmware),
      text(identity.serial),
      device.assessed
        ? {
            text: open === 0 ? 'none' : String(open),
            colour: open === 0 ? ink.text : outcomeStyle.fail.mark,
            strong: open > 0,
          }
        : { text: 'not assessed', colour: outcomeStyle.error.mark },
    ]
  })
  const columns = [
    { title: 'Address', width: 96 },
    { title: 'Class', width: 70 },
    { title: 'Maker and model', width: 124 },
    { title: 'Firmware', width: 82 },
    { title: 'Serial', width: 74 },
    { title: 'Failing', width: 53.28 },
  ]
  drawTable(sheet, columns, rows)
}

/** Item by item, the worst first: where it failed, where it still fails, what to do. */
export function drawFindings(sheet: Sheet, { items }: ReportReading): void {
  heading(sheet, 'Findings by severity', 'One row for each point of the checklist, over all devices.')
  const rows = items.map(({ item, title, severity, before, after, failing, seen, instruction, expected, loosened }) => {
    const below = [
      ...(failing.length === 0 ? [] : [`Still on: ${some(failing, 8)}`]),
      ...seen.slice(0, 2).map((line) => `Seen: ${line}`),
      ...(failing.length > 0 && expected !== '' ? [`Expected: ${expected}`] : []),
      ...(failing.length > 0 && instruction !== null ? [`To do: ${instruction}`] : []),
      ...(loosened.length === 0 ? [] : [`Asks less than the baseline: ${loosened.join('; ')}`]),
    ]
    const others = outcomes.filter((outcome) => !['pass', 'fail', 'fixed', 'notapplicable'].includes(outcome))
    const rest = others.filter((outcome) => after[outcome] > 0)
    return [
      { text: severityLabel[severity], strong: after.fail > 0 },
      { text: `${item}  ${title}`, strong: after.fail > 0, below },
      { text: String(before.fail) },
      { text: String(after.fail), strong: true, colour: after.fail > 0 ? outcomeStyle.fail.mark : ink.text },
      { text: String(after.fixed) },
      { text: String(after.pass) },
      {
        text:
          rest.length === 0
            ? ''
            : rest.map((outcome) => `${after[outcome]} ${outcomeStyle[outcome].label.toLowerCase()}`).join(', '),
        colour: ink.soft,
      },
    ] satisfies Cell[]
  })
  const columns = [
    { title: 'Severity', width: 50 },
    { title: 'Point', width: 232 },
    { title: 'Failed', width: 38, end: true },
    { title: 'Fails now', width: 46, end: true },
    { title: 'Fixed', width: 36, end: true },
    { title: 'Pass', width: 36, end: true },
    { title: 'Otherwise', width: 61.28 },
  ]
  drawTable(sheet, columns, rows)
}

const gapState: Readonly<Record<Results['gaps'][number]['state'], { readonly text: string; readonly mark: string }>> = {
  closed: { text: 'Closed', mark: outcomeStyle.pass.mark },
  open: { text: 'Open', mark: outcomeStyle.fail.mark },
  waived: { text: 'Accepted', mark: outcomeStyle.waived.mark },
  unseen: { text: 'Not seen', mark: outcomeStyle.error.mark },
  unanswered: { text: 'No answer', mark: outcomeStyle.notchecked.mark },
  notapplicable: { text: 'Not concerned', mark: outcomeStyle.notapplicable.mark },
}

/** The gaps of the documents that insurers and customers work with, and how each stands. */
export function drawGapTable(sheet: Sheet, { results }: ReportReading): void {
  if (results.gaps.length === 0) return
  heading(sheet, 'Convergence gaps', 'How the gaps stand that IT and physical security leave between them.')
  const rows = results.gaps.map(({ id, title, demand, state, items, remaining }): readonly Cell[] => [
    { text: id, strong: true },
    { text: title, strong: true, below: [demand] },
    gapState[state],
    { text: some(items, 8) || 'none', colour: ink.soft },
    { text: remaining.length === 0 ? 'nothing' : some(remaining, 6), colour: ink.soft },
  ])
  const columns = [
    { title: 'Gap', width: 34 },
    { title: 'What must be true', width: 220 },
    { title: 'State', width: 82 },
    { title: 'Points', width: 88 },
    { title: 'What remains', width: 75.28 },
  ]
  drawTable(sheet, columns, rows)
}

const currencyText = {
  current: 'newest known',
  newer: 'newer than known',
  behind: 'behind',
  unknown: 'not known',
} as const
const supportText = {
  supported: 'supported',
  ended: 'ended',
  'possibly-ended': 'perhaps ended',
  unknown: 'not known',
} as const
const actionText = {
  upgrade: 'Upgrade',
  replace: 'Replace',
  isolate: 'Isolate',
  'find-out': 'Find out more',
  none: 'Nothing known',
} as const

/** Models with their firmware, what the catalog knows of it, and certificates that are near their end. */
export function drawLifecycle(sheet: Sheet, { results, firmware }: ReportReading): void {
  heading(
    sheet,
    'Firmware and lifecycle',
    'By model and version. "Nothing known" is not "up to date": it says what the catalog holds.',
  )
  const rows = firmware.map(({ model, devices, installed, firmware: known }): readonly Cell[] => {
    const exploited = known?.knownExploited ?? []
    const isUrgent = exploited.length > 0 || known?.support === 'ended'
    return [
      { text: model, strong: isUrgent },
      { text: String(devices) },
      text(installed),
      known === null
        ? { text: 'not asked', colour: ink.faint }
        : { text: currencyText[known.currency], below: known.latest === null ? [] : [known.latest] },
      known === null
        ? { text: '' }
        : {
            text: supportText[known.support],
            below: known.endOfSupport === null ? [] : [`until ${known.endOfSupport}`],
          },
      {
        text: known === null ? '' : plural(known.knownIssues, 'issue'),
        colour: exploited.length > 0 ? outcomeStyle.fail.mark : ink.text,
        below: exploited.length === 0 ? [] : [`exploited: ${some(exploited, 3)}`],
      },
      {
        text:
          known === null ? '' : [actionText[known.action], known.actionTo].filter((part) => part !== null).join(' to '),
      },
    ]
  })
  const columns = [
    { title: 'Model', width: 112 },
    { title: 'Devices', width: 40, end: true },
    { title: 'Installed', width: 76 },
    { title: 'Currency', width: 74 },
    { title: 'Support', width: 68 },
    { title: 'Vulnerabilities', width: 70 },
    { title: 'Asks for', width: 59.28 },
  ]
  drawTable(sheet, columns, rows)
  drawCertificates(sheet, results)
}

const soonDays = 90
function drawCertificates(sheet: Sheet, { devices, visit }: Results): void {
  const at = Date.parse(visit.endedAt ?? visit.startedAt)
  const all = devices.flatMap(({ address, certificates }) =>
    certificates.map((certificate) => ({ address, ...certificate })),
  )
  if (all.length === 0) return
  const ending = all.filter(({ validTo }) => Date.parse(validTo) - at < soonDays * dayMs)
  const selfSigned = all.filter((certificate) => certificate.selfSigned).length
  const lead = `${plural(all.length, 'certificate')} of devices were seen, ${selfSigned} of them self-signed. ${ending.length} have ended or end within ${soonDays} days.`
  sheet.paragraph(lead, { size: 8.5, colour: ink.soft }, 5)
  if (ending.length === 0) return
  const rows = ending
    .slice(0, 60)
    .map(({ address, port, subject, validTo, key }): readonly Cell[] => [
      { text: `${address}, port ${port}` },
      { text: subject },
      { text: key },
      { text: validTo.slice(0, 10), colour: Date.parse(validTo) < at ? outcomeStyle.fail.mark : ink.text },
    ])
  const columns = [
    { title: 'Where', width: 140 },
    { title: 'Subject', width: 220 },
    { title: 'Key', width: 70 },
    { title: 'Valid until', width: 69.28 },
  ]
  drawTable(sheet, columns, rows)
}

/** Who accepted what for how long, and what people answered where no protocol can see. */
export function drawDecisions(sheet: Sheet, { results, addressOf }: ReportReading): void {
  heading(sheet, 'Waivers')
  if (results.waivers.length === 0)
    sheet.paragraph('No deviation was accepted by anybody.', { size: 8.5, colour: ink.soft })
  else {
    const rows = results.waivers.map((waiver): readonly Cell[] => [
      { text: waiver.item, strong: true },
      { text: addressOf(waiver.device) },
      { text: waiver.reason, below: [`Meanwhile: ${waiver.compensatingControl || 'nothing'}`] },
      { text: waiver.approver, below: [`asked for by ${waiver.requestedBy}`] },
      waiver.revokedAt === null ? { text: waiver.expiresOn } : { text: 'taken back', below: [when(waiver.revokedAt)] },
    ])
    const columns = [
      { title: 'Point', width: 48 },
      { title: 'Where', width: 88 },
      { title: 'Reason', width: 200 },
      { title: 'Accepted by', width: 98 },
      { title: 'Ends', width: 65.28 },
    ]
    drawTable(sheet, columns, rows)
  }
  if (results.attestations.length === 0) return
  heading(sheet, 'Attestations', 'What people looked at and put their name to, where no protocol can see.')
  const answers = {
    met: outcomeStyle.attested,
    'not-met': outcomeStyle.fail,
    'does-not-apply': outcomeStyle.notapplicable,
  }
  const words = { met: 'Met', 'not-met': 'Not met', 'does-not-apply': 'Does not apply' } as const
  const rows = results.attestations.map((attestation): readonly Cell[] => [
    { text: attestation.item, strong: true },
    { text: addressOf(attestation.device) },
    { text: words[attestation.answer], mark: answers[attestation.answer].mark },
    {
      text: attestation.statement || 'no words',
      below: attestation.attachments.map(
        ({ file, sha256, caption }) => `${caption ?? file}: ${file}, SHA-256 ${sha256}`,
      ),
    },
    { text: attestation.by, below: [attestation.role, when(attestation.at)] },
  ])
  const columns = [
    { title: 'Point', width: 48 },
    { title: 'Where', width: 80 },
    { title: 'Answer', width: 82 },
    { title: 'What was seen', width: 190 },
    { title: 'By', width: 99.28 },
  ]
  drawTable(sheet, columns, rows)
}
