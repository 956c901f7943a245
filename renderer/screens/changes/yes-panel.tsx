import { Checkbox } from '@mantine/core'
import { Panel } from '../../components/panel.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { engineText } from '../../text/engine-text.ts'
import { text } from '../../text/text.ts'
import { type Change, devicesOf, type YesKind } from './plan-groups.ts'

const { changes } = text

interface YesPanelProps {
  readonly kinds: readonly YesKind[]
  readonly confirmed: ReadonlySet<string>
  readonly onConfirm: (confirmed: ReadonlySet<string>) => void
}

/** Changes that ask for a yes, by kind: one question for all devices of a kind, and each of them can be taken out. */
export function YesPanel({ kinds, confirmed, onConfirm }: YesPanelProps) {
  const all = kinds.flatMap(({ asking }) => asking)
  const said = all.filter(({ id }) => confirmed.has(id)).length
  return (
    <Panel title={changes.yes} aside={changes.yesSaid(said, all.length)} flush>
      <ul className="yes-list">
        {kinds.map((kind) => (
          <Kind key={kind.fix} kind={kind} confirmed={confirmed} onConfirm={onConfirm} />
        ))}
      </ul>
    </Panel>
  )
}

/** More reasons than this stand at their devices alone. */
const reasonsAtOnce = 3

function Kind(props: {
  readonly kind: YesKind
  readonly confirmed: ReadonlySet<string>
  readonly onConfirm: (confirmed: ReadonlySet<string>) => void
}) {
  const { kind, confirmed, onConfirm } = props
  const { item, asking, reasons } = kind
  const title = checklistText(kind.title)
  const said = asking.filter(({ id }) => confirmed.has(id)).length
  const set = (ids: readonly Change[], yes: boolean) => {
    const next = new Set(confirmed)
    for (const { id } of ids) {
      if (yes) next.add(id)
      else next.delete(id)
    }
    onConfirm(next)
  }
  return (
    <li>
      <span className="trouble-head">
        {item !== null && <span className="mono dim small">{item}</span>}
        <strong>{title}</strong>
      </span>
      <ul className="yes-reasons small">
        {reasons.slice(0, reasonsAtOnce).map(({ reason, amount }) => (
          <li key={reason}>
            {reasons.length > 1 && <strong>{changes.devices(amount)}: </strong>}
            {engineText(reason)}
          </li>
        ))}
        {reasons.length > reasonsAtOnce && <li>{changes.yesMoreReasons(reasons.length - reasonsAtOnce)}</li>}
      </ul>
      <Checkbox
        label={changes.yesAll(devicesOf(asking))}
        aria-label={changes.yesAllOf(title, devicesOf(asking))}
        checked={said === asking.length}
        indeterminate={said > 0 && said < asking.length}
        onChange={() => set(asking, said < asking.length)}
      />
      {asking.length > 1 && (
        <details>
          <summary>{changes.yesEach(said, asking.length)}</summary>
          <ul className="yes-devices">
            {asking.map((change) => (
              <li key={change.id}>
                <Checkbox
                  label={change.device}
                  description={reasons.length > 1 && change.confirm !== null ? engineText(change.confirm) : undefined}
                  aria-label={changes.confirmFor(title, change.device)}
                  checked={confirmed.has(change.id)}
                  onChange={() => set([change], !confirmed.has(change.id))}
                />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
