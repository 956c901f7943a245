import { worstFirst } from '../../electron/contract/worst-first.ts'
import './outcome-bars.css'
import type { SiteView } from '../api/site-view.ts'
import { numberText } from '../text/format.ts'
import { text } from '../text/text.ts'
import { OutcomeTag } from './tag.tsx'

const order = worstFirst.outcomes

/** How many items ended how, as bars of one scale; word, icon and number stand beside each. What does not apply is not drawn. */
export function OutcomeBars({ counts }: { readonly counts: SiteView['counts'] }) {
  const most = Math.max(1, ...order.map((outcome) => (outcome === 'notapplicable' ? 0 : counts[outcome])))
  return (
    <ul className="outcome-bars" aria-label={text.overview.chart}>
      {order
        .filter((outcome) => counts[outcome] > 0)
        .map((outcome) => (
          <li key={outcome}>
            <span>
              <OutcomeTag outcome={outcome} />
            </span>
            {outcome === 'notapplicable' ? (
              <span />
            ) : (
              <span className={`bar bar-${outcome}`} style={{ width: `${(counts[outcome] / most) * 100}%` }} />
            )}
            <span className="num">{numberText(counts[outcome])}</span>
          </li>
        ))}
    </ul>
  )
}
