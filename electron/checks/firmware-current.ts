import { z } from 'zod'
import type { FirmwareAssessment, VulnerabilityAnswer } from '../model/firmware.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'
import { actionNote, catalogNote, installedNote, isCertain } from './judging/catalog-note.ts'

/**
 * The firmware is not older than the newest that the catalog knows, and no newer firmware is known to repair a hole in it.
 *
 * Never says "up to date": the catalog knows what its sources showed on its day.
 */
export const firmwareCurrent = defineCheck({
  id: 'firmware-current',
  needs: ['firmware.assessment'],
  params: z.strictObject({}),
  evaluate({ 'firmware.assessment': assessment }) {
    const { currency } = assessment
    const expected = `not older than the newest firmware known to ${catalogNote(assessment)}`
    const installed = installedNote(assessment)
    const next = actionNote(assessment)
    if (currency.state === 'behind')
      return fail(`${installed}, ${distanceOf(assessment)} ${currency.latest}${basisOf(currency)}${next}`, expected)
    const holes = assessment.vulnerabilities.filter(isRepaired)
    if (holes.length > 0) return fail(`${installed} has ${holes.map(holeText).join(', ')}${next}`, expected)
    if (currency.state === 'unknown') return unknown(`${installed}: ${currency.because}${next}`, expected)
    const place = currency.state === 'current' ? 'the same as' : 'newer than'
    return pass(`${installed}, ${place} ${currency.latest}${basisOf(currency)}`, expected)
  },
})

type Known = Exclude<FirmwareAssessment['currency'], { state: 'unknown' }>

const basisOf = ({ basis }: Known): string => (basis === null ? '' : ` (${basis})`)

/** A weakly read range alone must not call a firmware old. */
const isRepaired = (answer: VulnerabilityAnswer): boolean =>
  answer.applies === 'yes' && answer.fixedIn !== null && isCertain(answer)

/** `behind`, with the distance where it is known. */
function distanceOf({ behindBy }: FirmwareAssessment): string {
  const releases = behindBy?.releases == null ? [] : [`at least ${behindBy.releases} known releases`]
  const days = behindBy?.days == null ? [] : [`${behindBy.days} days`]
  const distance = [...releases, ...days].join(' and ')
  return distance === '' ? 'behind' : `${distance} behind`
}

const holeText = ({ cve, fixedIn }: VulnerabilityAnswer): string => `${cve}, repaired in ${fixedIn}`
