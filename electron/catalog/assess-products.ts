import type { FirmwareAssessment, SourceNote, VulnerabilityAnswer } from '../model/firmware.ts'
import type { Severity } from '../model/outcome.ts'
import { type Installed, judgeAffected } from './affected.ts'
import type { ProductMatch } from './match-product.ts'
import type { Family, Product, Vulnerability } from './product.ts'
import { compareVersions, parseVersion } from './versions.ts'

interface Question {
  /** Most specific first. */
  readonly matches: readonly ProductMatch[]
  readonly installed: Installed
  readonly sources: Family['sources']
  readonly now: Date
}

type Answer = Pick<FirmwareAssessment, 'product' | 'currency' | 'support' | 'vulnerabilities' | 'sources'>

/** What the matching records say together. Records without models never decide about this device: they say `check`. */
export function assessProducts(question: Question): Answer {
  const named = question.matches.filter(({ by }) => by !== 'vendor')
  const current = currencyOf(named, question.installed)
  const supported = supportOf(named, question.now)
  const used = [...new Set([...current.used, ...supported.used])]
  return {
    product: used[0]?.id ?? named[0]?.product.id ?? null,
    currency: current.currency,
    support: supported.support,
    vulnerabilities: vulnerabilitiesOf(question),
    sources: sourcesOf(used.length > 0 ? used : named.slice(0, 1).map(({ product }) => product), question.sources),
  }
}

type Currency = FirmwareAssessment['currency']

function currencyOf(named: readonly ProductMatch[], installed: Installed): { currency: Currency; used: Product[] } {
  const candidates = equallyNear(named, ({ firmware }) => firmware.latest !== null)
  const unknown = (because: string): { currency: Currency; used: Product[] } => ({
    currency: { state: 'unknown', because },
    used: candidates,
  })
  if (named.length === 0) return unknown('the catalog does not know this model')
  if (candidates.length === 0) return unknown('the catalog knows no newest firmware of this model')
  if (installed.text === null) return unknown('the device did not name its firmware')
  const answers = candidates.map((product) => compareWithLatest(product, installed))
  const [first] = answers
  // Two records of one model that disagree are two hardware revisions: which one this is cannot be told.
  if (first === undefined || answers.some(({ state }) => state !== first.state)) {
    return unknown('the catalog names different newest versions for hardware revisions of this model')
  }
  return { currency: first, used: candidates }
}

function compareWithLatest({ firmware }: Product, installed: Installed): Currency {
  const latest = firmware.latest ?? ''
  const newest = parseVersion(installed.scheme, latest)
  if (installed.version === null) {
    return { state: 'unknown', because: `the version "${installed.text}" is not of a form known of this maker` }
  }
  const sign = newest === null ? null : compareVersions(installed.version, newest)
  if (sign === null) {
    return {
      state: 'unknown',
      because: `"${installed.text}" cannot be compared with ${latest}: other line, or a build is missing`,
    }
  }
  return { state: sign < 0 ? 'behind' : sign > 0 ? 'newer' : 'current', latest, basis: firmware.basis }
}

type Support = FirmwareAssessment['support']

function supportOf(named: readonly ProductMatch[], now: Date): { support: Support; used: Product[] } {
  const used = equallyNear(named, ({ lifecycle }) => lifecycle.status !== null || lifecycle.endOfSupport !== null)
  const support = used
    .map(({ lifecycle }) => supportState(lifecycle, now))
    .sort((a, b) => gravity[a.state] - gravity[b.state])[0]
  return { support: support ?? { state: 'unknown', endOfSupport: null, precision: null, note: null }, used }
}

const gravity: Readonly<Record<Support['state'], number>> = { ended: 0, 'possibly-ended': 1, unknown: 2, supported: 3 }

/** A coarse date is its last day: support "until 2031" has not ended before 2032. */
function supportState(lifecycle: Product['lifecycle'], now: Date): Support {
  const { status, statusAsOf, endOfSupport, endOfSupportPrecision } = lifecycle
  const precision = endOfSupport === null ? null : (endOfSupportPrecision ?? 'day')
  const asOf = statusAsOf === null ? null : `As of ${statusAsOf}.`
  const note = [asOf, lifecycle.note].filter((part) => part !== null).join(' ') || null
  const over = endOfSupport !== null && now.toISOString().slice(0, 10) > lastDay(endOfSupport, precision)
  return { state: over ? 'ended' : stateOf(status, endOfSupport), endOfSupport, precision, note }
}

function stateOf(status: Product['lifecycle']['status'], endOfSupport: string | null): Support['state'] {
  switch (status) {
    case 'unsupported':
    case 'end-of-life':
    case 'end-of-lts':
      return 'ended'
    case 'possibly-unsupported':
    case 'product-specific-support-only':
    case 'superseded':
      return 'possibly-ended'
    case 'supported':
      return 'supported'
    case null:
      return endOfSupport === null ? 'unknown' : 'supported'
  }
}

function lastDay(date: string, precision: Support['precision']): string {
  if (precision === 'year') return `${date.slice(0, 4)}-12-31`
  if (precision === 'month') {
    const next = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0))
    return next.toISOString().slice(0, 10)
  }
  return date
}

/** The records of the nearest kind of match that say something on the matter. */
function equallyNear(named: readonly ProductMatch[], says: (product: Product) => boolean): Product[] {
  const speaking = named.filter(({ product }) => says(product))
  const [nearest] = speaking
  if (nearest === undefined) return []
  // Of several series the longest match alone counts; the same exact name in several records counts each time.
  return nearest.by === 'pattern'
    ? [nearest.product]
    : speaking.filter(({ by }) => by === nearest.by).map(({ product }) => product)
}

/** One answer per CVE: of the nearest kind of match, and there the worst. Known exploited and certain ones first. */
function vulnerabilitiesOf({ matches, installed, sources }: Question): VulnerabilityAnswer[] {
  const answers = new Map<string, { by: ProductMatch['by']; answer: VulnerabilityAnswer }>()
  for (const { product, by } of matches) {
    for (const vulnerability of product.vulnerabilities) {
      const answer = answerOf(vulnerability, by, installed, sources)
      const known = answers.get(vulnerability.cve)
      if (known === undefined || (known.by === by && urgency(answer) < urgency(known.answer))) {
        answers.set(vulnerability.cve, { by, answer })
      }
    }
  }
  return [...answers.values()]
    .map(({ answer }) => answer)
    .sort(
      (a, b) =>
        Number(b.knownExploited) - Number(a.knownExploited) || urgency(a) - urgency(b) || (a.cve < b.cve ? -1 : 1),
    )
}

const urgency = ({ applies }: VulnerabilityAnswer): number => ({ yes: 0, check: 1, no: 2 })[applies]

function answerOf(
  vulnerability: Vulnerability,
  by: ProductMatch['by'],
  installed: Installed,
  sources: Family['sources'],
): VulnerabilityAnswer {
  const judged = judgeAffected(vulnerability, installed)
  const applies =
    by === 'vendor' && judged.applies === 'yes'
      ? { applies: 'check' as const, undecidedBecause: 'the source does not name the models' }
      : judged
  return {
    cve: vulnerability.cve,
    summary: vulnerability.summary,
    severity: severityOf(vulnerability.cvss),
    cvss: vulnerability.cvss,
    ...applies,
    fixedIn: (installed.version && vulnerability.fixedInLines[installed.version.line]) ?? repairedIn(vulnerability),
    knownExploited: vulnerability.knownExploited,
    confidence: vulnerability.confidence,
    source: sources[vulnerability.source]?.url ?? vulnerability.source,
  }
}

/** The first repaired version as the source names it, else what the one upper limit of its range says. */
function repairedIn({ fixedIn, affected }: Vulnerability): string | null {
  const [condition, ...others] = affected ?? []
  if (fixedIn !== null || condition === undefined || others.length > 0) return fixedIn
  if (condition.buildBefore !== undefined) return `builds from ${condition.buildBefore} on`
  return condition.lt ?? (condition.lte === undefined ? null : `a version after ${condition.lte}`)
}

/** @see CVSS v3.1 specification, section 5, qualitative severity rating scale */
function severityOf(cvss: number | null): Severity | null {
  if (cvss === null || cvss === 0) return null
  if (cvss >= 9) return 'critical'
  if (cvss >= 7) return 'high'
  return cvss >= 4 ? 'medium' : 'low'
}

function sourcesOf(products: readonly Product[], sources: Family['sources']): SourceNote[] {
  const keys = new Set(products.flatMap((product) => product.sources))
  return [...keys].flatMap((key) => {
    const source = sources[key]
    return source === undefined ? [] : [{ url: source.url, published: source.published, retrieved: source.retrieved }]
  })
}
