import { z } from 'zod'
import type { FirmwareAssessment } from '../model/firmware.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'
import { catalogNote } from './judging/catalog-note.ts'

/** The maker still supports the product with this firmware line: else no hole found from now on is ever repaired. */
export const firmwareSupported = defineCheck({
  id: 'firmware-supported',
  needs: ['firmware.assessment'],
  params: z.strictObject({}),
  evaluate({ 'firmware.assessment': assessment }) {
    const { support } = assessment
    const expected = `support has not ended according to ${catalogNote(assessment)}`
    const note = support.note === null ? '' : `: ${support.note}`
    switch (support.state) {
      case 'ended':
        return fail(`support has ended${until(support)}${note}`, expected)
      case 'supported':
        return pass(`supported${until(support)} (record ${assessment.product})${note}`, expected)
      case 'possibly-ended':
        return unknown(`support may have ended${until(support)}${note}`, expected)
      case 'unknown':
        return unknown(
          assessment.product === null ? 'the model is not in the catalog' : 'no date of support is known',
          expected,
        )
    }
  },
})

/** A coarse date is shown as coarse as it is. */
function until({ endOfSupport, precision }: FirmwareAssessment['support']): string {
  if (endOfSupport === null) return ''
  const shown = { day: endOfSupport, month: endOfSupport.slice(0, 7), year: `the end of ${endOfSupport.slice(0, 4)}` }
  return `, until ${shown[precision ?? 'day']}`
}
