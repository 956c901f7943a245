import type { Output } from '../../contract/channels.ts'
import { factText } from '../../model/fact-text.ts'
import type { FactKey, Facts, Readings } from '../../model/facts.ts'
import { factArea } from './fact-areas.ts'

type FactRow = Output<'devices.view'>['facts'][number]

/** Every fact that was asked for in this visit: as found beside as left, or why there is no value. */
export function factRows(asFound: Readings, asLeft: Readings): FactRow[] {
  const names = new Set([...Object.keys(asLeft), ...Object.keys(asFound)] as FactKey[])
  return [...names].sort().flatMap((name) => {
    const reading = asLeft[name] ?? asFound[name]
    if (reading === undefined) return []
    return [
      {
        name,
        area: factArea[name],
        end: reading.end,
        asFound: valueText(asFound, name),
        asLeft: valueText(asLeft, name),
        problem: reading.end === 'value' ? null : reading.problem,
        readAt: reading.readAt,
      },
    ]
  })
}

function valueText<K extends FactKey>(readings: Readings, name: K): string | null {
  const reading = readings[name]
  return reading?.end === 'value' ? factText(name, reading.value as Facts[K]) : null
}
