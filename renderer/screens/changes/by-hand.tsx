import { Panel } from '../../components/panel.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { engineText } from '../../text/engine-text.ts'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import type { Plan } from './plan-groups.ts'

const { changes } = text
type Row = Plan['byHand'][number]

/** So many devices of one instruction are named; the others are behind one link. */
const mostNamed = 12

/** What no fix can mend: each instruction once, with the devices that it is for. */
export function ByHand({ items }: { readonly items: Plan['byHand'] }) {
  return (
    <Panel title={changes.byHand} aside={numberText(items.length)} flush>
      <p className="pad sub">{changes.byHandText}</p>
      <ul className="trouble-list">
        {instructionsOf(items).map((rows) => (
          <Instruction key={`${rows[0].item} ${rows[0].instruction}`} rows={rows} />
        ))}
      </ul>
    </Panel>
  )
}

type Rows = readonly [Row, ...Row[]]

function Instruction({ rows }: { readonly rows: Rows }) {
  const [{ item, title, instruction }] = rows
  return (
    <li>
      <span className="trouble-head">
        <a className="mono item-id" href={`#/checklist/${item}`}>
          {item}
        </a>
        <strong>{checklistText(title)}</strong>
        <span className="dim">{changes.onDevices(rows.length)}</span>
      </span>
      <span className="sub">{engineText(instruction)}</span>
      <span className="by-hand-devices">
        {rows.slice(0, mostNamed).map(({ deviceId, device }) => (
          <a key={deviceId} className="mono" href={`#/devices/${deviceId}`}>
            {device}
          </a>
        ))}
        {rows.length > mostNamed && (
          <a href={`#/devices/where/${encodeURIComponent(`item=${item}`)}`}>
            {changes.byHandMore(rows.length - mostNamed)}
          </a>
        )}
      </span>
    </li>
  )
}

/** By item and instruction, in the order of the first; most devices first. */
function instructionsOf(items: readonly Row[]): readonly Rows[] {
  const groups = new Map<string, [Row, ...Row[]]>()
  for (const row of items) {
    const key = `${row.item}\n${row.instruction}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [row])
    else known.push(row)
  }
  return [...groups.values()].sort((a, b) => b.length - a.length)
}
