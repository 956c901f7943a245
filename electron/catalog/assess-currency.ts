import { dayMs } from '../model/days.ts'
import type { FirmwareAssessment } from '../model/firmware.ts'
import type { Installed } from './affected.ts'
import { equallyNear, type KnownMatch, type KnownProduct, type Question } from './question.ts'
import { schemes } from './version-schemes.ts'
import { compareVersions, parseVersion, type Version } from './versions.ts'

type Currency = FirmwareAssessment['currency']

export interface CurrencyAnswer {
  readonly currency: Currency
  readonly behindBy: FirmwareAssessment['behindBy']
  /** What would decide it; null where it is decided. */
  readonly fact: string | null
  readonly used: readonly KnownProduct[]
}

/** Where the installed firmware stands next to the newest that the catalog knows of this product and track. */
export function currencyOf(named: readonly KnownMatch[], question: Question): CurrencyAnswer {
  const matches = equallyNear(named, ({ firmware }) => firmware.latest !== null)
  const used = matches.map(({ product }) => product)
  const unknown = (because: string, fact: string): CurrencyAnswer => ({
    currency: { state: 'unknown', because },
    behindBy: null,
    fact,
    used,
  })
  if (named.length === 0) return unknown('the catalog does not know this model', releaseNotes)
  const [first] = matches
  if (first === undefined) return unknown('the catalog knows no newest firmware of this model', releaseNotes)
  if (question.text === null)
    return unknown('the device did not name its firmware', 'the firmware version of the device')
  if (matches.every(({ hardware }) => hardware === 'other')) {
    const known = used.flatMap(({ hardware }) => hardware).join(', ')
    return unknown(`the catalog knows this model with other hardware only: ${known}`, hardwareVersion)
  }
  const answers = used.map((product) => compareWithLatest(product, question.installed(product.scheme)))
  const [answer] = answers
  // Two records of one model that disagree are two hardware revisions: which one this is cannot be told.
  if (answer === undefined || answers.some(({ state }) => state !== answer.state)) {
    return unknown('the catalog names different newest versions for hardware revisions of this model', hardwareVersion)
  }
  if (answer.state === 'unknown') return unknown(answer.because, schemes[first.product.scheme].missing)
  const latest = [...new Set(used.flatMap((product) => product.firmware.latest ?? []))]
  if (latest.length > 1) {
    // Old on every revision, but each takes firmware of its own.
    const currency = { ...answer, latest: `${latest.join(' or ')}, by hardware version` }
    return { currency, behindBy: null, fact: hardwareVersion, used }
  }
  const behindBy =
    answer.state === 'behind' ? distance(first.product, question.installed(first.product.scheme).version) : null
  return { currency: answer, behindBy, fact: null, used }
}

const releaseNotes = 'the newest firmware that the maker offers for this very model and hardware'
const hardwareVersion = 'the hardware version on the label or in the answer of the device'

function compareWithLatest({ firmware }: KnownProduct, installed: Installed): Currency {
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

/** Counts only releases that a record names, so it is a least number. */
function distance(
  { firmware, scheme, vulnerabilities }: KnownProduct,
  installed: Version | null,
): FirmwareAssessment['behindBy'] {
  if (installed === null) return null
  const named = [
    firmware.latest,
    ...firmware.releases.map(({ version }) => version),
    ...vulnerabilities.flatMap(({ fixedIn, fixedInLines }) => [fixedIn, ...Object.values(fixedInLines)]),
  ]
  const newer: Version[] = []
  for (const text of named) {
    const version = text === null ? null : parseVersion(scheme, text)
    if (version === null || (compareVersions(installed, version) ?? 0) >= 0) continue
    if (newer.every((known) => compareVersions(known, version) !== 0)) newer.push(version)
  }
  const latest = firmware.latest === null ? null : parseVersion(scheme, firmware.latest)
  const days =
    installed.date === null || latest?.date == null
      ? null
      : Math.max(0, Math.round((Date.parse(latest.date) - Date.parse(installed.date)) / dayMs))
  return { releases: newer.length === 0 ? null : newer.length, days }
}
