import type { Output } from '../../contract/channels.ts'
import { factText } from '../../model/fact-text.ts'
import type { FactKey, Facts, Readings } from '../../model/facts.ts'

type FactRow = Output<'devices.view'>['facts'][number]

/** Every fact that was asked for, with its end: a value in words, or why there is none. */
export function factRows(readings: Readings): FactRow[] {
  return (Object.keys(readings) as FactKey[]).sort().flatMap((name) => {
    const reading = readings[name]
    if (reading === undefined) return []
    const { end, readAt } = reading
    const text = end === 'value' ? factText(name, reading.value as Facts[typeof name]) : reading.problem.message
    return [{ name, end, text, readAt }]
  })
}
