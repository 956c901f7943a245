import './outcome-bars.css'
import type { SiteView } from '../api/site-view.ts'
import { text } from '../text/text.ts'
import { type Outcome, OutcomeTag } from './tag.tsx'

const order: readonly Outcome[] = [
  'fail',
  'error',
  'unknown',
  'notchecked',
  'waived',
  'attested',
  'fixed',
  'pass',
  'notapplicable',
]

/** How many items ended how, as bars of one scale; word, icon and number stand beside each. */
export function OutcomeBars({ counts }: { readonly counts: SiteView['counts'] }) {
  const most = Math.max(1, ...Object.values(counts))
  return (
    <ul className="outcome-bars" aria-label={text.overview.chart}>
      {order
        .filter((outcome) => counts[outcome] > 0)
        .map((outcome) => (
          <li key={outcome}>
            <span>
              <OutcomeTag outcome={outcome} />
            </span>
            <span className={`bar bar-${outcome}`} style={{ width: `${(counts[outcome] / most) * 100}%` }} />
            <span className="num">{counts[outcome]}</span>
          </li>
        ))}
    </ul>
  )
}
