import type { FactKey, Reading, Readings } from './facts.ts'

/** The field without which nobody can say what such a value means: earlier versions kept it without. */
const saysWhatItMeans: Partial<Record<FactKey, string>> = {
  // Of some makers it was told what becomes of the listed addresses, of others what becomes of everybody else.
  'network.filter': 'entriesAre',
  // A brake for requests was kept as a lock after failed logins.
  'accounts.lockout': 'counts',
}

const looseMeaning = {
  code: 'assess/read-by-earlier-version',
  message: 'This was read by an earlier version of Fieldseal, which did not keep what it means.',
  remedy: 'Assess the device again.',
} as const

/** Readings as they were kept, without those of earlier versions that could be taken for their opposite: nobody looked there. */
export function withoutLooseMeaning(kept: Readings): Readings {
  const loose = Object.entries(saysWhatItMeans).flatMap(([fact, field]): [string, Reading<never>][] => {
    const reading: Reading<unknown> | undefined = kept[fact as FactKey]
    if (reading?.end !== 'value' || Object.hasOwn(Object(reading.value), field)) return []
    return [[fact, { end: 'unreachable', problem: looseMeaning, readAt: reading.readAt }]]
  })
  return loose.length === 0 ? kept : { ...kept, ...Object.fromEntries(loose) }
}
