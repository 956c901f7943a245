import type { FirmwareAssessment } from './firmware.ts'

/** What the catalog says of an installed firmware, in one line. */
export function firmwareWords({ installed, currency, support, vulnerabilities, product }: FirmwareAssessment): string {
  const applying = vulnerabilities.filter(({ applies }) => applies === 'yes')
  const known = product === null ? 'not in the catalog' : `catalog: ${product}`
  const latest =
    currency.state === 'unknown'
      ? `currency not known (${currency.because})`
      : `${currency.state}, newest known ${currency.latest}`
  const exploited = applying.filter(({ knownExploited }) => knownExploited).length
  return `${installed ?? 'version not said'}; ${known}; ${latest}; support ${support.state}; ${applying.length} known issues apply, ${exploited} of them exploited`
}
