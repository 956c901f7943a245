import { PackRejected } from '../verify/rejected.ts'
import type { VerifyReport } from '../verify/verify-pack.ts'

/** All text of a pack is a stranger's: it is set as text and never as markup. */
function make(name: string, attributes: Readonly<Record<string, string>>, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

export function showWorking(output: HTMLElement, fileName: string): void {
  output.dataset.state = 'working'
  output.replaceChildren(make('p', { class: 'working' }, `Reading ${fileName} …`))
}

/** What is no verdict about the pack: a root that is no certificate, or a file that cannot be read. */
export function showProblem(output: HTMLElement, fileName: string, error: unknown): void {
  output.dataset.file = fileName
  output.dataset.state = 'problem'
  const message = error instanceof Error ? error.message : String(error)
  const told =
    error instanceof PackRejected
      ? `A file that you named as root is no certificate. ${message}`
      : `The file could not be read: ${message}`
  output.replaceChildren(make('div', { class: 'verdict bad' }, make('h2', {}, 'Not checked'), make('p', {}, told)))
}

export function showReport(output: HTMLElement, fileName: string, report: VerifyReport): void {
  const { valid, reasons, held, summary, practice } = report
  output.dataset.state = 'done'
  output.dataset.valid = String(valid)
  output.dataset.codes = reasons.map(({ code }) => code).join(' ')
  output.dataset.file = fileName
  const parts: Node[] = [verdict(fileName, report)]
  if (practice === true) {
    parts.push(
      make('p', { class: 'practice' }, 'Practice site: every device in this pack is simulated. It proves nothing.'),
    )
  }
  if (reasons.length > 0) {
    const rows = reasons.map(({ code, message }) => make('li', {}, message, ' ', make('code', {}, code)))
    parts.push(make('section', {}, make('h3', {}, 'Why not'), make('ul', { class: 'reasons' }, ...rows)))
  }
  parts.push(facts(report))
  if (summary !== null) parts.push(counts(summary))
  if (held.length > 0) {
    const rows = held.map((step) => make('li', {}, heldWords[step] ?? step))
    parts.push(make('section', {}, make('h3', {}, 'What was checked and held'), make('ul', { class: 'held' }, ...rows)))
  }
  parts.push(make('section', {}, make('h3', {}, 'What this does not say'), make('p', {}, doesNotSay)))
  output.replaceChildren(...parts)
}

const doesNotSay =
  'A valid pack is what the named signer sealed, unchanged since. It is not proof that what was sealed is true: the technician holds computer and key. Without a timestamp the time of sealing is the claim of that computer.'

const heldWords: Readonly<Record<string, string>> = {
  container: 'The container is one plain ZIP of the profile of packs: nothing before, between or behind its files.',
  timestamps: 'Every timestamp in it belongs to this signature and comes from an authority that you trust.',
  signature: 'The signature fits the signed list and the key of its certificate.',
  signer: 'The root that you gave vouches for the certificate of the signer.',
  time: 'The time that the signer claims is possible.',
  files: 'Every file is what was signed; none is missing and none was added.',
  manifest: 'The second signature, for validators of the EU, covers the same files.',
  evidence: 'Every evidence file is whole.',
  context: 'pack.json describes this very pack.',
  purpose: 'It is about the site and answers the challenge that you asked for, where you asked for one.',
  log: 'The log of the visit is whole, line by line.',
  results: 'The results agree with themselves and with the log.',
  report: 'The report for people says what the results say.',
}

function verdict(fileName: string, { valid, signer }: VerifyReport): HTMLElement {
  const said = valid
    ? `${fileName} is what ${signer ?? 'its signer'} sealed, unchanged.`
    : `${fileName} must not be relied on.`
  return make(
    'div',
    { class: `verdict ${valid ? 'good' : 'bad'}`, role: 'status' },
    make('h2', {}, valid ? 'Valid' : 'Not valid'),
    make('p', {}, said),
  )
}

function facts(report: VerifyReport): HTMLElement {
  const rows: readonly (readonly [string, string | null])[] = [
    ['Signer', report.signer],
    ['Sealed at (claim)', report.signedAtClaim],
    ['Existed at (timestamp)', report.timestamp ?? 'no timestamp'],
    ['Site', report.siteName === null ? null : `${report.siteName} (${report.site ?? ''})`],
    ['Number in the row of the site', report.sequence === null ? null : String(report.sequence)],
    ['Pack before it', report.sequence === null ? null : (report.previousPack ?? 'none: the first pack')],
    ['Pack', report.packId],
    ['Made for', report.variant],
    ['SHA-256 of the root: compare it by telephone', report.rootFingerprint],
  ]
  const known = rows.flatMap(([name, value]) => (value === null ? [] : [make('dt', {}, name), make('dd', {}, value)]))
  return make('section', {}, make('h3', {}, 'What it says of itself'), make('dl', {}, ...known))
}

function counts({ devices, before, after }: NonNullable<VerifyReport['summary']>): HTMLElement {
  const head = make('tr', {}, ...['Outcome', 'As found', 'As left'].map((text) => make('th', { scope: 'col' }, text)))
  const rows = Object.entries(after).map(([outcome, count]) =>
    make(
      'tr',
      {},
      make('th', { scope: 'row' }, outcome),
      make('td', {}, String(before[outcome as keyof typeof before])),
      make('td', {}, String(count)),
    ),
  )
  const caption = `Outcomes on ${devices} ${devices === 1 ? 'device' : 'devices'}`
  return make(
    'section',
    {},
    make('h3', {}, caption),
    make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows)),
  )
}
