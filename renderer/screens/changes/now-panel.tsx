import { IconLoader2 } from '@tabler/icons-react'
import { Panel } from '../../components/panel.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { timeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import type { Plan } from './plan-groups.ts'

const { changes } = text

/** What is in hand at this moment. */
export function NowPanel({ plan }: { readonly plan: Plan }) {
  const inHand = plan.changes.filter(({ state }) => state === 'applying')
  return (
    <Panel title={changes.now} aside={changes.nowSide(plan.waves.width)} flush>
      {inHand.length === 0 ? (
        <p className="pad dim">{changes.nowNone}</p>
      ) : (
        <ul className="now-list">
          {inHand.slice(0, 12).map(({ id, device, deviceId, title, at }) => (
            <li key={id}>
              <IconLoader2 size="1.1rem" className="spin" aria-hidden />
              <span>
                <a href={`#/devices/${deviceId}`}>{device}</a>
                <span className="dim small">{checklistText(title)}</span>
              </span>
              <span className="num dim small nowrap">{timeText(at)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="pad">
        <a href="#/activity">{changes.toActivity}</a>
      </p>
    </Panel>
  )
}
