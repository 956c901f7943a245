import { visibleText } from '../../model/visible-text.ts'
import { accountWords } from '../verify/account-words.ts'
import { PackRejected } from '../verify/rejected.ts'
import type { SeriesReport } from '../verify/series.ts'
import type { VerifyReport } from '../verify/verify-pack.ts'
import { chapter, make, named } from './make.ts'
import { people, place, row, times } from './show-proofs.ts'

/** One pack with its verdict. */
export interface Judged {
  readonly name: string
  readonly report: VerifyReport
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

/** Shows the verdict of every pack, and of several also whether they are a row. */
export function showReports(output: HTMLElement, judged: readonly Judged[], series: SeriesReport | null): void {
  const [first] = judged
  const reasons = [...(series?.reasons ?? []), ...judged.flatMap(({ report }) => report.reasons)]
  output.dataset.state = 'done'
  output.dataset.valid = String(series === null ? first?.report.valid === true : series.valid)
  output.dataset.codes = reasons.map(({ code }) => code).join(' ')
  output.dataset.file = judged.map(({ name }) => name).join(' ')
  const packs = judged.map(({ name, report }) => make('article', {}, ...partsOf(name, report)))
  output.replaceChildren(
    ...(series === null ? [] : [row(series)]),
    ...packs,
    chapter('What this does not say', make('p', {}, doesNotSay)),
  )
}

function partsOf(fileName: string, report: VerifyReport): readonly Node[] {
  const { reasons, held, summary, practice } = report
  const parts: Node[] = [verdict(fileName, report)]
  if (practice === true) {
    parts.push(
      make('p', { class: 'practice' }, 'Practice site: every device in this pack is simulated. It proves nothing.'),
    )
  }
  if (reasons.length > 0) {
    const rows = reasons.map(({ code, message }) => make('li', {}, message, ' ', make('code', {}, code)))
    parts.push(chapter('Why not', make('ul', { class: 'reasons' }, ...rows)))
  }
  const words = accountWords(report).map((text) => make('li', {}, visibleText(text, 4_000)))
  if (words.length > 0)
    parts.push(chapter('What to know before you read it', make('ul', { class: 'account' }, ...words)))
  parts.push(...people(report), times(report), place(report), about(report))
  if (summary !== null) parts.push(counts(summary))
  if (held.length > 0) {
    const rows = held.map((step) => make('li', {}, heldWords[step] ?? step))
    parts.push(chapter('What was checked and held', make('ul', { class: 'held' }, ...rows)))
  }
  return parts
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
  page: 'report.html says what the results say, and runs nothing of its own.',
  'log-stamps': 'Every timestamp that the log carries belongs to its line.',
  attachments: 'Every photo and document is the one that somebody attested with.',
  witness: 'The signature on the screen is the one that was drawn during the visit.',
  revocation: 'No list that is at hand takes the certificate of the signer back.',
  countersignatures: 'Every countersignature holds and is about this very pack.',
  approval: 'The countersignature that you demand is there, where you demand one.',
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

const about = ({ siteName, site, packId, variant }: VerifyReport): HTMLElement =>
  chapter(
    'What it is about',
    named([
      ['Site', siteName === null ? null : `${siteName} (${site ?? ''})`],
      ['Pack', packId],
      ['Made for', variant],
    ]),
  )

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
  return chapter(caption, make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows)))
}
