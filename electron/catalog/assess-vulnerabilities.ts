import type { VulnerabilityAnswer } from '../model/firmware.ts'
import type { Severity } from '../model/outcome.ts'
import { type Applies, type Installed, judgeAffected, undecided } from './affected.ts'
import type { AffectedCondition, Vulnerability } from './product.ts'
import type { KnownMatch, Question } from './question.ts'
import { parseVersion } from './versions.ts'

/** One answer per CVE: of the nearest kind of match, and there the worst. Known exploited and certain ones first. */
export function vulnerabilitiesOf(question: Question): VulnerabilityAnswer[] {
  const answers = new Map<string, { match: KnownMatch; answer: VulnerabilityAnswer }>()
  for (const match of question.matches) {
    for (const vulnerability of match.product.vulnerabilities) {
      const answer = answerOf(vulnerability, match, question)
      const known = answers.get(vulnerability.cve)
      if (known === undefined) answers.set(vulnerability.cve, { match, answer })
      else if (known.match.by === match.by) {
        const worse = urgency(answer) < urgency(known.answer) ? { match, answer } : known
        const better = worse === known ? answer : known.answer
        answers.set(vulnerability.cve, isOpenByHardware(worse, better) ? { match, answer: open(worse.answer) } : worse)
      }
    }
  }
  return [...answers.values()]
    .map(({ answer }) => answer)
    .sort(
      (a, b) =>
        Number(b.knownExploited) - Number(a.knownExploited) ||
        urgency(a) - urgency(b) ||
        (b.cvss ?? 0) - (a.cvss ?? 0) ||
        (a.cve < b.cve ? -1 : 1),
    )
}

const urgency = ({ applies }: VulnerabilityAnswer): number => ({ yes: 0, check: 1, no: 2 })[applies]

/** Two hardware revisions of one model with different answers: the device has not said which one it is. */
const isOpenByHardware = (
  worse: { readonly match: KnownMatch; readonly answer: VulnerabilityAnswer },
  better: VulnerabilityAnswer,
): boolean => worse.match.hardware === 'not-named' && worse.answer.applies === 'yes' && better.applies === 'no'

const open = (answer: VulnerabilityAnswer): VulnerabilityAnswer => ({
  ...answer,
  applies: 'check',
  undecidedBecause: 'hardware revisions of this model are repaired in different versions',
  decidingFact: 'the hardware version on the label or in the answer of the device',
})

function answerOf(vulnerability: Vulnerability, match: KnownMatch, question: Question): VulnerabilityAnswer {
  // A record of every product of the maker is read as the product at hand writes its versions.
  const nearest = question.matches.find(({ by }) => by !== 'vendor')
  const installed = question.installed(
    (match.by === 'vendor' ? nearest : match)?.product.scheme ?? match.product.scheme,
  )
  const judged = withDoubt(judgeAffected(vulnerability, installed), vulnerability, match)
  return {
    cve: vulnerability.cve,
    summary: vulnerability.summary,
    severity: severityOf(vulnerability.cvss),
    cvss: vulnerability.cvss,
    ...judged,
    fixedIn: repairedIn(vulnerability, installed),
    knownExploited: vulnerability.knownExploited,
    confidence: vulnerability.confidence,
    source: question.sources[vulnerability.source]?.url ?? vulnerability.source,
  }
}

/** A yes needs a record of this very product and a range that a person or a structured source gave. */
function withDoubt(judged: Applies, vulnerability: Vulnerability, { by, hardware, product }: KnownMatch): Applies {
  if (judged.applies !== 'yes') return judged
  const { cve, affected, confidence } = vulnerability
  // A range over named firmware lines of the maker needs no model: the line is what is affected.
  const namesLines =
    affected?.every(({ prefix, lt, lte }) => prefix !== undefined && (lt ?? lte) !== undefined) ?? false
  if (by === 'vendor' && !namesLines) {
    const platform = /platform (\w+)/.exec(product.productLine)?.[1]
    return undecided(
      'the source does not name the models',
      platform === undefined
        ? `the models in the advisory of the maker for ${cve}`
        : `whether the device is built on the hardware platform ${platform}`,
    )
  }
  if (hardware === 'other') {
    return undecided('the record is of another hardware version', 'the hardware version on the label of the device')
  }
  return confidence === 'curated' || confidence === 'structured'
    ? judged
    : undecided('the range was only read out of a description', `the affected versions in the source of ${cve}`)
}

/** The first repaired version as the source names it, else what the upper limit of the range of this line says. */
function repairedIn({ fixedIn, fixedInLines, affected }: Vulnerability, { scheme, version }: Installed): string | null {
  const ofLine = version === null ? undefined : fixedInLines[version.line]
  if (ofLine !== undefined) return ofLine
  const conditions = affected ?? []
  const [first, ...others] = conditions
  if (fixedIn !== null || first === undefined) return fixedIn
  const condition = others.length === 0 ? first : conditions.find((entry) => isOfLine(entry, scheme, version))
  if (condition === undefined) return null
  if (condition.buildBefore !== undefined) return `builds from ${condition.buildBefore} on`
  return condition.lt ?? (condition.lte === undefined ? null : `a version after ${condition.lte}`)
}

function isOfLine({ lt, lte }: AffectedCondition, scheme: Installed['scheme'], version: Installed['version']): boolean {
  const bound = lt ?? lte
  const line = bound === undefined ? undefined : parseVersion(scheme, bound)?.line
  return line !== undefined && line !== '' && line === version?.line
}

/** @see CVSS v3.1 specification, section 5, qualitative severity rating scale */
function severityOf(cvss: number | null): Severity | null {
  if (cvss === null || cvss === 0) return null
  if (cvss >= 9) return 'critical'
  if (cvss >= 7) return 'high'
  return cvss >= 4 ? 'medium' : 'low'
}
