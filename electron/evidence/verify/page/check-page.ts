import { outcomes } from '../../../model/outcome.ts'
import { parsed, reject } from '../rejected.ts'
import type { AnyResults, Results } from '../results-shape.ts'
import { contentPolicy, htmlReport, pageEdition } from './html-report.ts'
import { script, style } from './page-parts.ts'
import { outcomeStyle } from './palette.ts'

function malformed(why: string): never {
  reject('pack/report-malformed', `report.html ${why}`)
}

function differs(why: string): never {
  reject('pack/report-differs', `report.html ${why}`)
}

/**
 * The page that opens on a double click says what `results.json` says, and runs nothing of its own. A page of this edition is
 * written again and must be the same byte by byte. One of another edition must be built of known parts alone and carry the
 * same numbers; its other words are those of its signer.
 *
 * @throws {PackRejected} `pack/report-malformed`, `pack/report-differs`
 */
export async function checkPage(page: Buffer, results: AnyResults, signedAt: Date): Promise<void> {
  const text = page.toString('utf8')
  const edition = Number(/<meta name="generator" content="Fieldseal report page (\d{1,6})">/.exec(text)?.[1] ?? 1)
  if (edition === pageEdition) {
    const written = await parsed('pack/report-differs', 'report.html cannot be written from results.json.', () =>
      htmlReport(results as Results, signedAt),
    )
    if (!page.equals(written)) differs('is not what results.json says.')
    return
  }
  checkParts(text)
  checkNumbers(text, results)
}

/** Elements of every edition of the page, each with the attributes that it may have. */
const elements: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    'head title style script body main header h1 h2 dl dt dd table thead tbody tr td code'
      .split(' ')
      .map((name) => [name, []]),
  ),
  html: ['lang'],
  meta: ['charset', 'http-equiv', 'content', 'name'],
  p: ['class'],
  div: ['class'],
  section: ['class'],
  span: ['class'],
  th: ['scope'],
}

/** What older editions ran and looked like. A new edition that changes one of them adds the old text here. */
const knownScripts: readonly string[] = [script]
const knownStyles: readonly string[] = [style]

const tag = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>/y

function checkParts(page: string): void {
  const start = '<!doctype html>'
  if (!page.startsWith(start)) malformed('is no page of this product.')
  const raw: { script: string[]; style: string[] } = { script: [], style: [] }
  for (let at = page.indexOf('<', start.length); at >= 0; at = page.indexOf('<', at)) {
    tag.lastIndex = at
    const [whole, closing, name = '', attributes = ''] = tag.exec(page) ?? []
    if (whole === undefined) malformed('holds markup that no report has.')
    at += whole.length
    const allowed = Object.hasOwn(elements, name) ? elements[name] : undefined
    const given = [...attributes.matchAll(/ ([a-z-]+)="/g)].map((match) => match[1] ?? '')
    if (allowed === undefined || !given.every((attribute) => allowed.includes(attribute))) {
      malformed(`holds <${name}${attributes}>, which no report has.`)
    }
    if (closing === '' && (name === 'script' || name === 'style')) {
      const end = page.indexOf(`</${name}>`, at)
      if (end < 0) malformed(`does not end its <${name}>.`)
      raw[name].push(page.slice(at, end))
      at = end
    }
  }
  checkRunning(page, raw)
}

function checkRunning(
  page: string,
  raw: { readonly script: readonly string[]; readonly style: readonly string[] },
): void {
  const [running = '', ...more] = raw.script
  const [look = '', ...looks] = raw.style
  if (more.length > 0 || looks.length > 0 || !knownScripts.includes(running) || !knownStyles.includes(look)) {
    malformed('runs or looks as no report does.')
  }
  const policies = [...page.matchAll(/<meta http-equiv="([^"]*)" content="([^"]*)">/g)]
  const [, kind, policy] = policies[0] ?? []
  const isAlone = policies.length === 1 && page.split('http-equiv').length === 2
  if (!isAlone || kind !== 'Content-Security-Policy' || policy !== contentPolicy(look, running)) {
    malformed('lets a browser do what no report does.')
  }
}

function checkNumbers(page: string, { summary }: AnyResults): void {
  const rows = outcomes.map(
    (outcome) =>
      `<tr><th scope="row"><span class="mark ${outcome}"></span>${outcomeStyle[outcome].label}</th><td>${summary.before[outcome]}</td><td>${summary.after[outcome]}</td></tr>`,
  )
  const shown = page.match(/<span class="mark/g)?.length ?? 0
  if (shown !== rows.length || !rows.every((row) => page.includes(row))) {
    differs('shows other numbers than results.json.')
  }
}
