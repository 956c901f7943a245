import { z } from 'zod'
import { fail, pass } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/** It is written down who answers for the system, who is called, and who may cut it off: before anything happens. */
export const ownershipRecorded = defineCheck({
  id: 'ownership-recorded',
  needs: ['site.governance'],
  params: z.strictObject({
    minEscalation: z.int().min(1),
  }),
  strictness: { minEscalation: 'higher' },
  evaluate({ 'site.governance': { owner, escalation, mayIsolate } }, { minEscalation }) {
    const expected = `an accountable owner, ${minEscalation} or more to call, and who may isolate the system`
    const missing = [
      ...(owner === null ? ['no accountable owner'] : []),
      ...(escalation.length < minEscalation ? [`${escalation.length} of ${minEscalation} to call`] : []),
      ...(mayIsolate.length === 0 ? ['nobody who may isolate the system'] : []),
    ]
    if (owner === null || missing.length > 0) return fail(`in the site record: ${missing.join(', ')}`, expected)
    const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name).join(', ')
    return pass(`owner ${owner.name}; to call: ${names(escalation)}; may isolate: ${names(mayIsolate)}`, expected)
  },
})
