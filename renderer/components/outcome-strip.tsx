import { worstFirst } from '../../electron/contract/worst-first.ts'
import './outcome-bars.css'
import './outcome-strip.css'
import type { SiteView } from '../api/site-view.ts'
import { text } from '../text/text.ts'

const order = worstFirst.outcomes.filter((outcome) => outcome !== 'notapplicable')

interface OutcomeStripProps {
  readonly counts: SiteView['counts']
  /** What should be looked at in all: devices without any outcome are the difference. */
  readonly shouldLook: number
}

/** How one item ended over many devices: one line of shares, and the same in words. What does not apply is not drawn. */
export function OutcomeStrip({ counts, shouldLook }: OutcomeStripProps) {
  const there = order.filter((outcome) => counts[outcome] > 0)
  const unseen = Math.max(0, shouldLook - there.reduce((sum, outcome) => sum + counts[outcome], 0))
  return (
    <div className="strip">
      {there.length > 0 && (
        <span className="strip-bar" aria-hidden="true">
          {there.map((outcome) => (
            <span key={outcome} className={`bar bar-${outcome}`} style={{ flex: `${counts[outcome]} 1 0` }} />
          ))}
          {unseen > 0 && <span className="bar bar-notchecked" style={{ flex: `${unseen} 1 0` }} />}
        </span>
      )}
      <span className="strip-words">
        {there.length === 0
          ? text.checklist.strip('')
          : there.map((outcome) => (
              <span key={outcome} className="nowrap">
                {text.outcomes[outcome](counts[outcome])}
              </span>
            ))}
        {there.length > 0 && unseen > 0 && <span className="nowrap">{text.checklist.unseen(unseen)}</span>}
      </span>
    </div>
  )
}
