import { Panel } from '../../components/panel.tsx'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import type { OverviewView } from './overview-view.ts'

const { overview } = text

/** Where the changes of this visit stand. */
export function ChangesPanel({ changes }: { readonly changes: OverviewView['changes'] }) {
  const { running, needPerson, waiting, fixed } = changes
  const rows = [
    [running, overview.changesRunning],
    [needPerson, overview.changesNeedPerson],
    [waiting, overview.changesWaiting],
    [fixed, overview.changesFixed],
  ] as const
  return (
    <Panel title={<a href="#/changes">{overview.changes}</a>} flush>
      {rows.every(([amount]) => amount === 0) ? (
        <p className="pad sub">{overview.noChanges}</p>
      ) : (
        <ul className="amounts">
          {rows
            .filter(([amount]) => amount > 0)
            .map(([amount, what]) => (
              <li key={what}>
                <strong className="num">{numberText(amount)}</strong> {what}
              </li>
            ))}
        </ul>
      )}
    </Panel>
  )
}
