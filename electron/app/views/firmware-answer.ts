import type { Output } from '../../contract/channels.ts'
import { oldCatalogWarning } from '../../model/catalog-age.ts'
import { dayMs } from '../../model/days.ts'
import type { FirmwareAssessment, SourceNote, VulnerabilityAnswer } from '../../model/firmware.ts'
import { sourceLink } from '../source-link.ts'

export type View = Output<'firmware.view'>
export type Group = View['groups'][number]
export type Standing = Group['is'][number]
type DeviceFirmware = NonNullable<Output<'devices.view'>['firmware']>
type Assessment = FirmwareAssessment

/** A hole that applies for certain. A range that was only read out of a description makes none by itself. */
export const isCertain = ({ applies, confidence }: VulnerabilityAnswer): boolean =>
  applies === 'yes' && (confidence === 'curated' || confidence === 'structured')

/** Neither certain nor ruled out. */
export const isOpen = (answer: VulnerabilityAnswer): boolean => answer.applies !== 'no' && !isCertain(answer)

/** Everything that holds of this firmware, worst first. */
export function standingsOf({ vulnerabilities, support, currency, undecided }: Assessment): Standing[] {
  const certain = vulnerabilities.filter(isCertain)
  const open = vulnerabilities.filter(isOpen)
  const unsure = currency.state === 'unknown' || support.state === 'unknown' || support.state === 'possibly-ended'
  const holds: Readonly<Record<Exclude<Standing, 'quiet'>, boolean>> = {
    exploited: certain.some(({ knownExploited }) => knownExploited),
    flawed: certain.some(({ knownExploited }) => !knownExploited),
    ended: support.state === 'ended',
    behind: currency.state === 'behind',
    suspect: open.some(({ knownExploited }) => knownExploited),
    undecided: open.length > 0 || undecided.length > 0 || unsure,
  }
  const all = (Object.keys(holds) as (keyof typeof holds)[]).filter((standing) => holds[standing])
  return all.length === 0 ? ['quiet'] : all
}

/** How old the installed firmware is: in releases and in days, null where the catalog does not say. */
export function currencyOf({ currency, behindBy }: Assessment): Group['currency'] {
  const known = currency.state !== 'unknown'
  return {
    state: currency.state,
    latest: known ? currency.latest : null,
    basis: known ? currency.basis : null,
    because: known ? null : currency.because,
    releasesBehind: behindBy?.releases ?? null,
    daysBehind: behindBy?.days ?? null,
  }
}

/** Until when the maker supports it, as coarse as `precision` says. */
export const supportOf = ({ support }: Assessment): Group['support'] => ({
  state: support.state,
  date: support.endOfSupport,
  precision: support.precision,
  note: support.note,
})

/** The answer about one device, as its page shows it. */
export function deviceFirmware(assessment: Assessment, now = new Date()): DeviceFirmware {
  const ageDays = Math.floor((now.getTime() - Date.parse(assessment.catalogDate)) / dayMs)
  const sources = sourcesOf(assessment)
  return {
    catalogVersion: assessment.catalogVersion,
    catalogDate: assessment.catalogDate,
    catalogWarning: oldCatalogWarning({ ageDays }),
    is: standingsOf(assessment),
    product: assessment.product,
    oem: assessment.oem?.note ?? null,
    installed: assessment.installed,
    currency: currencyOf(assessment),
    support: supportOf(assessment),
    endOfSale: assessment.endOfSale,
    action: assessment.action,
    vulnerabilities: assessment.vulnerabilities.map((answer) => ({
      cve: answer.cve,
      summary: answer.summary,
      severity: answer.severity,
      knownExploited: answer.knownExploited,
      applies: isOpen(answer) ? 'check' : answer.applies,
      because:
        answer.undecidedBecause ??
        (answer.applies === 'yes' && isOpen(answer) ? 'its range was read out of a description' : null),
      decidingFact: answer.decidingFact,
      fixedIn: answer.fixedIn,
      confidence: answer.confidence,
      source: sources.findIndex(({ url }) => url === answer.source),
    })),
    open: assessment.undecided.map(({ question, decidingFact }) => ({ question, decidingFact })),
    sources: sources.map(({ url, published, retrieved }) => ({
      text: url,
      published,
      retrieved,
      opens: sourceLink(url) !== null,
    })),
  }
}

/** Where the answer is from, each source once: those of the product, then those that only a hole names. */
function sourcesOf({ sources, vulnerabilities }: Assessment): SourceNote[] {
  const named = vulnerabilities.map(({ source }) => ({ url: source, published: null, retrieved: null }))
  const byUrl = new Map<string, SourceNote>()
  for (const source of [...sources, ...named]) if (!byUrl.has(source.url)) byUrl.set(source.url, source)
  return [...byUrl.values()]
}
