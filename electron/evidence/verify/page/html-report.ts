import { catalogText, oldCatalogWarning } from '../../../model/catalog-age.ts'
import { strengthText } from '../../../model/list-strength.ts'
import { outcomes } from '../../../model/outcome.ts'
import { visibleText } from '../../../model/visible-text.ts'
import { digest } from '../primitives.ts'
import type { Results } from '../results-shape.ts'
import { oldLookText, scopeText } from './age-words.ts'
import { howToVerify, smallPrint } from './closing-words.ts'
import { html, Markup } from './markup.ts'
import { script, style } from './page-parts.ts'
import { outcomeStyle, severityLabel } from './palette.ts'
import {
  agreementOf,
  driftLabel,
  driftLead,
  foundOf,
  leftOf,
  plural,
  type ReportReading,
  readResults,
  secondPersonText,
  some,
  strengthOf,
  verdictOf,
  when,
} from './reading.ts'
import { table } from './tables.ts'

/** Counts up with every change of what is written for the same results: only a page of this edition can be written again. */
export const pageEdition = 3

const unsealed = 'Not sealed: written for reading alone. What counts as evidence is the sealed pack.'

/** What lets a browser run this script and style and nothing else. */
export const contentPolicy = (styleText: string, scriptText: string): string =>
  `default-src 'none'; style-src ${hashOf(styleText)}; script-src ${hashOf(scriptText)}; base-uri 'none'; form-action 'none'`

const hashOf = (text: string): string => `'sha256-${digest('sha256', Buffer.from(text)).toString('base64')}'`

/**
 * The report as one page: no network, nothing that runs is needed to read it; with script its rows can be filtered. The same
 * numbers as in report.pdf, and every finding of every device.
 *
 * @param sealedAt Null for a page of no pack: it then says that it proves nothing.
 */
export function htmlReport(results: Results, sealedAt: Date | null): Buffer {
  const reading = readResults(shown(results))
  const policy = contentPolicy(style, script)
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="generator" content="Fieldseal report page ${pageEdition}">
<meta name="viewport" content="width=device-width"><title>Evidence report: ${reading.results.site.name}</title>
<style>${new Markup(style)}</style></head><body><main>
${results.practice ? html`<p class="practice">Practice site: every device in this report is simulated. It proves nothing about a real site.</p>` : ''}
${cover(reading, sealedAt)}
${table(
  'Open risks',
  'What still fails, who takes care of it, and by when.',
  ['Severity', 'Point', 'Devices', 'Owner', 'By', 'Note'],
  reading.risks.map(({ item, title, severity, where, owner, due, note }) => [
    severityLabel[severity],
    `${item} ${title}`,
    some(where, 10),
    owner ?? 'not named',
    due ?? 'no day agreed',
    note,
  ]),
)}
${table(
  'What was not looked at or could not be decided',
  '',
  ['Why', 'What', 'Where'],
  reading.gaps.map(({ reason, devices, points }) => [
    reason,
    points === 0 ? 'never assessed' : plural(points, 'point'),
    some(devices, 20),
  ]),
)}
${details(reading, sealedAt !== null)}
${sealedAt === null ? '' : proof(results)}</main><script>${new Markup(script)}</script></body></html>
`
  return Buffer.from(page.text)
}

const proof = (results: Results): Markup =>
  html`<section><h2>How to verify</h2>${howToVerify.map((text) => html`<p>${text}</p>`)}</section>
<section><h2>What the seal proves, and what it does not</h2>${smallPrint.map((text) => html`<p>${text}</p>`)}
<p>Checklist ${results.checklist.id} ${results.checklist.version}, SHA-256 <code>${results.checklist.sha256}</code>. Pack <code>${results.packId}</code>.</p></section>
`

/** Text of devices as it may be shown: nothing in it moves or hides other text. */
function shown<T>(value: T): T {
  if (typeof value === 'string') return (isPlain(value) ? value : visibleText(value, 2_000)) as T
  if (Array.isArray(value)) return value.map(shown) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, shown(entry)])) as T
}

const isPlain = (text: string): boolean => text.length < 2_000 && /^[\x20-\x7e]*$/.test(text)

function cover({ results }: ReportReading, sealedAt: Date | null): Markup {
  const { headline, detail, tone } = verdictOf(results)
  const { site, visit, performedBy, coverage, summary } = results
  const facts = [
    ['Performed by', `${performedBy.technician}, ${performedBy.company}`],
    ['Visit', `${visit.number}, begun ${when(visit.startedAt)}`],
    ['Sealed (claimed time)', sealedAt === null ? 'not sealed' : when(sealedAt.toISOString())],
    ['Checklist', `${results.checklist.title} ${results.checklist.version}`],
    ['Firmware catalog', catalogText(results.catalog)],
    ['Confirmed scope', scopeText(results, results.scope.targets.join(', '))],
    ['Coverage', `${coverage.assessed} of ${coverage.seen} devices seen were assessed`],
  ]
  const warning = oldCatalogWarning(results.catalog)
  const oldLook = sealedAt === null ? unsealed : oldLookText(results, sealedAt.toISOString())
  const strength = strengthOf(results)
  const strengthNote = strength === null ? null : strengthText(strength)
  return html`<header><p class="soft">Evidence report</p><h1>${site.name}</h1>
<p class="soft">${[site.customer, site.contract].filter((part) => part !== null).join(' · ')}</p>
${warning === null ? '' : html`<p class="practice">${warning}</p>`}
${oldLook === null ? '' : html`<p class="practice">${oldLook}</p>`}
${strengthNote === null ? '' : html`<p class="${strength?.own === true ? 'practice' : 'soft'}">${strengthNote}</p>`}
<div class="verdict ${tone}"><h2>${headline}</h2><p>${detail}</p></div>
<dl>${facts.map(([name = '', value = '']) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></header>
<section><h2>Outcomes</h2><div class="wide"><table><thead><tr><th scope="col">Outcome</th><th scope="col">As found</th><th scope="col">As left</th></tr></thead><tbody>
${outcomes.map((outcome) => html`<tr><th scope="row"><span class="mark ${outcome}"></span>${outcomeStyle[outcome].label}</th><td>${summary.before[outcome]}</td><td>${summary.after[outcome]}</td></tr>`)}
</tbody></table></div></section>`
}

/** @param whole False for a page of no pack, which is not told what some chapters are made of: it leaves them out. */
function details({ results, firmware, addressOf }: ReportReading, whole: boolean): Markup {
  const { secondPersons = [], drift = null, visit } = results
  const loosened = strengthOf(results)?.loosened ?? []
  const name = ({ identity }: Results['devices'][number]) =>
    [identity.manufacturer, identity.model].filter((part) => part !== null).join(' ') || 'not identified'
  return html`${table(
    'Inventory',
    '',
    ['Address', 'Class', 'Maker and model', 'Firmware', 'Serial', 'MAC', 'Assessed'],
    results.devices.map((device) => [
      device.address,
      device.class,
      name(device),
      device.identity.firmware ?? 'not known',
      device.identity.serial ?? 'not known',
      device.identity.macs.join(' '),
      device.assessed ? 'yes' : `no: ${device.notAssessedBecause ?? ''}`,
    ]),
  )}
${table(
  'Findings',
  'Every point of every device, as found and as left.',
  ['Severity', 'Where', 'Point', 'As found', 'As left', 'Seen', 'Expected', 'Asks less than the baseline'],
  results.findings.map((finding) => [
    severityLabel[finding.severity],
    addressOf(finding.device),
    `${finding.item} ${finding.title}`,
    outcomeStyle[foundOf(finding)].label,
    outcomeStyle[leftOf(finding)].label,
    finding.asLeft?.observed ?? finding.asFound?.observed ?? '',
    finding.expected,
    (finding.loosened ?? []).join('; '),
  ]),
)}
${
  loosened.length === 0
    ? ''
    : table(
        'What the checklist asks less than the baseline',
        '',
        ['Point', 'In which way'],
        loosened.map(({ item, how }) => [item, how]),
      )
}
${
  whole
    ? table(
        'Convergence gaps',
        '',
        ['Gap', 'What must be true', 'State', 'Points', 'What remains'],
        results.gaps.map((gap) => [
          gap.id,
          `${gap.title}: ${gap.demand}`,
          gap.state,
          gap.items.join(', '),
          gap.remaining.join(', '),
        ]),
      )
    : ''
}
${
  whole
    ? table(
        'Firmware and lifecycle',
        '',
        ['Model', 'Devices', 'Installed', 'Newest known', 'Support', 'Known issues', 'Exploited', 'Asks for'],
        firmware.map(({ model, devices, installed, firmware: known }) => [
          model,
          String(devices),
          installed ?? 'not known',
          known?.latest ?? 'not known',
          known === null ? 'not asked' : [known.support, known.endOfSupport].filter((part) => part !== null).join(', '),
          known === null ? 'not asked' : String(known.knownIssues),
          known?.knownExploited.join(', ') ?? '',
          known === null ? '' : [known.action, known.actionTo].filter((part) => part !== null).join(' to '),
        ]),
      )
    : ''
}
${table(
  'Waivers',
  '',
  ['Point', 'Where', 'Reason', 'Meanwhile', 'Accepted by', 'Ends'],
  results.waivers.map((waiver) => [
    waiver.item,
    addressOf(waiver.device),
    waiver.reason,
    waiver.compensatingControl,
    waiver.approver,
    waiver.revokedAt === null ? waiver.expiresOn : `taken back ${when(waiver.revokedAt)}`,
  ]),
)}
${
  whole
    ? table(
        'Attestations',
        '',
        ['Point', 'Where', 'Answer', 'What was seen', 'By', 'Files'],
        results.attestations.map((attestation) => [
          attestation.item,
          addressOf(attestation.device),
          attestation.answer.replaceAll('-', ' '),
          attestation.statement,
          `${attestation.by} (${attestation.role}), ${when(attestation.at)}`,
          attestation.attachments.map(({ file, sha256 }) => `${file} ${sha256}`).join(' '),
        ]),
      )
    : ''
}
${table(
  'Changes made',
  '',
  ['Where', 'Change', 'Found', 'Target', 'Left', 'Outcome', 'When', 'Agreed and in which order'],
  results.changes.map((change) => [
    addressOf(change.device),
    change.fix,
    change.asFound,
    change.target,
    change.asLeft ?? 'not read back',
    change.problem === null ? change.outcome : `${change.outcome}: ${change.problem.message}`,
    when(change.at),
    agreementOf(change).join('; '),
  ]),
)}
${
  secondPersons.length === 0
    ? ''
    : table(
        'Second persons',
        'Who may agree to a change that one person alone must not make. The technician enrols them.',
        ['Name and enrolment'],
        secondPersons.map((person) => [secondPersonText(person, visit.number)]),
      )
}
${
  drift === null
    ? ''
    : table(
        'What changed since the last sealed visit',
        driftLead(drift),
        ['What', 'Where', 'In words'],
        drift.entries.map((entry) => [driftLabel[entry.kind], addressOf(entry.device), entry.text]),
      )
}`
}
