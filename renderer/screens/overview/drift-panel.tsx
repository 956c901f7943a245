import { Asked } from '../../api/asked.tsx'
import { Panel } from '../../components/panel.tsx'
import { dateText, numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'

const { overview } = text
type Kind = keyof typeof overview.driftKind

/** What is not as it was when the last visit was sealed, counted by kind. */
export function DriftPanel() {
  return (
    <Asked channel="record.drift" input={undefined}>
      {(drift) => {
        // At a first visit there is nothing to say, and nothing is said.
        if (drift === null) return null
        const kinds = byKind(drift.entries.map(({ kind }) => kind))
        return (
          <Panel
            title={overview.drift(drift.since.number)}
            aside={
              <>
                {overview.driftDate(dateText(drift.since.sealedAt))} <a href="#/drift">{overview.driftAll}</a>
              </>
            }
            flush
          >
            {!drift.discovered && <p className="pad sub">{overview.driftUnheard}</p>}
            {kinds.size === 0 && <p className="pad sub">{overview.driftNone}</p>}
            <ul className="amounts">
              {[...kinds].map(([kind, amount]) => (
                <li key={kind}>
                  <strong className="num">{numberText(amount)}</strong> {overview.driftKind[kind]}
                </li>
              ))}
            </ul>
          </Panel>
        )
      }}
    </Asked>
  )
}

function byKind(kinds: readonly Kind[]): Map<Kind, number> {
  const amounts = new Map<Kind, number>()
  for (const kind of kinds) amounts.set(kind, (amounts.get(kind) ?? 0) + 1)
  return amounts
}
