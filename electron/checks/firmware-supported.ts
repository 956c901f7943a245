import { z } from 'zod'
import { coarseDay } from '../model/days.ts'
import type { FirmwareAssessment } from '../model/firmware.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'
import { actionNote, catalogNote } from './judging/catalog-note.ts'

/** The maker still supports the product with this firmware line: else no hole found from now on is ever repaired. */
export const firmwareSupported = defineCheck({
  id: 'firmware-supported',
  needs: ['firmware.assessment'],
  params: z.strictObject({}),
  evaluate({ 'firmware.assessment': assessment }) {
    const { support } = assessment
    const expected = `support has not ended according to ${catalogNote(assessment)}`
    const sold = saleOf(assessment)
    const note = `${support.note === null ? '' : `: ${support.note}`}${sold}`
    switch (support.state) {
      case 'ended':
        return fail(`support has ended${until(support)}${note}${actionNote(assessment)}`, expected)
      case 'supported':
        return pass(`supported${until(support)} (record ${assessment.product})${note}`, expected)
      case 'possibly-ended':
        return unknown(`support may have ended${until(support)}${note}`, expected)
      case 'unknown':
        return unknown(
          assessment.product === null ? 'the model is not in the catalog' : `no date of support is known${sold}`,
          expected,
        )
    }
  },
})

function until({ endOfSupport, precision }: FirmwareAssessment['support']): string {
  return endOfSupport === null ? '' : `, until ${coarseDay(endOfSupport, precision ?? 'day')}`
}

function saleOf({ endOfSale }: FirmwareAssessment): string {
  if (endOfSale === null) return ''
  const { date, precision, passed, atLatest } = endOfSale
  return `; sale ${passed ? 'ended' : 'ends'} ${atLatest ? 'by ' : ''}${coarseDay(date, precision)}`
}
