import type { FirmwareAssessment, SourceNote, UndecidedQuestion, VulnerabilityAnswer } from '../model/firmware.ts'
import { actionOf } from './assess-action.ts'
import { type CurrencyAnswer, currencyOf } from './assess-currency.ts'
import { endOfSaleOf, supportOf } from './assess-support.ts'
import { vulnerabilitiesOf } from './assess-vulnerabilities.ts'
import type { Family } from './product.ts'
import type { KnownProduct, Question } from './question.ts'
import { schemes } from './version-schemes.ts'

type Answer = Omit<FirmwareAssessment, 'catalogVersion' | 'catalogDate' | 'installed' | 'vendor' | 'oem'>

/**
 * What the matching records say together. Records without models never decide about this device: they say `check`.
 *
 * `more`: questions that other records raise, of the factory behind a brand.
 */
export function assessProducts(question: Question, more: readonly UndecidedQuestion[] = []): Answer {
  const { matches, now } = question
  const named = matches.filter(({ by }) => by !== 'vendor')
  const current = currencyOf(named, question)
  const supported = supportOf(named, now)
  const vulnerabilities = vulnerabilitiesOf(question)
  const used = [...new Set([...current.used, ...supported.used])]
  const [first] = named
  const open = openVulnerabilities(vulnerabilities)
  const isOpen = open.length > 0 || current.currency.state === 'unknown'
  const undecided = [
    ...(isOpen ? incompleteVersion(question) : []),
    ...open,
    ...more,
    ...otherQuestions(current, supported.support),
  ]
  return {
    product: used[0]?.id ?? first?.product.id ?? null,
    currency: current.currency,
    behindBy: current.behindBy,
    support: supported.support,
    endOfSale: endOfSaleOf(named, now),
    vulnerabilities,
    undecided,
    action: actionOf({
      currency: current.currency,
      support: supported.support,
      byLine: supported.byLine,
      vulnerabilities,
      undecided,
      installed: first === undefined ? null : question.installed(first.product.scheme),
    }),
    sources: sourcesOf(used.length > 0 ? used : matches.slice(0, 1).map(({ product }) => product), question.sources),
  }
}

/** A version without the part that decides is the first thing to complete: it may answer all the rest. */
function incompleteVersion({ matches, text, installed }: Question): UndecidedQuestion[] {
  const scheme = matches[0]?.product.scheme
  const part = scheme === undefined ? undefined : schemes[scheme].alwaysHas
  if (scheme === undefined || part === undefined) return []
  const { version } = installed(scheme)
  if (version === null || version[part] !== null) return []
  return [{ question: `Which build is it? "${text}" leaves out a part.`, decidingFact: schemes[scheme].missing }]
}

/** One question per fact: whoever looks it up answers all of its vulnerabilities. Known exploited ones come first. */
function openVulnerabilities(vulnerabilities: readonly VulnerabilityAnswer[]): UndecidedQuestion[] {
  const byFact = new Map<string, VulnerabilityAnswer[]>()
  for (const answer of vulnerabilities) {
    if (answer.decidingFact === null) continue
    byFact.set(answer.decidingFact, [...(byFact.get(answer.decidingFact) ?? []), answer])
  }
  return [...byFact].map(([decidingFact, answers]) => ({
    question: `${answers.length === 1 ? 'Does' : 'Do'} ${answers.map(cveOf).join(', ')} apply?`,
    decidingFact,
  }))
}

const cveOf = ({ cve, knownExploited }: VulnerabilityAnswer): string =>
  knownExploited ? `${cve} (known exploited)` : cve

function otherQuestions(
  { currency, fact }: CurrencyAnswer,
  support: FirmwareAssessment['support'],
): UndecidedQuestion[] {
  const questions: UndecidedQuestion[] = []
  if (currency.state === 'unknown' && fact !== null) {
    questions.push({ question: `Is there newer firmware? ${capital(currency.because)}.`, decidingFact: fact })
  }
  if (support.state === 'unknown' || support.state === 'possibly-ended') {
    questions.push({
      question: 'Does the maker still support the product?',
      decidingFact: 'the end-of-support date that the maker publishes for this model',
    })
  }
  return questions
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function sourcesOf(products: readonly KnownProduct[], sources: Family['sources']): SourceNote[] {
  const keys = new Set(products.flatMap((product) => product.sources))
  return [...keys].flatMap((key) => {
    const source = sources[key]
    return source === undefined ? [] : [{ url: source.url, published: source.published, retrieved: source.retrieved }]
  })
}
