import './severity-mark.css'
import type { Output } from '../../electron/contract/channels.ts'
import { text } from '../text/text.ts'

type Severity = Output<'devices.view'>['findings'][number]['severity']
const height: Readonly<Record<Severity, number>> = { critical: 4, high: 3, medium: 2, low: 1 }

/** Severity is a word and a height, never a colour: colour belongs to the outcome. */
export function SeverityMark({ severity, word = true }: { readonly severity: Severity; readonly word?: boolean }) {
  return (
    <span className="severity" title={text.severity[severity]}>
      <svg viewBox="0 0 14 12" width="0.95em" height="0.82em" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <rect
            key={step}
            x={(step - 1) * 3.7}
            y={12 - step * 3}
            width="2.6"
            height={step * 3}
            rx="0.6"
            className={step <= height[severity] ? 'on' : 'off'}
          />
        ))}
      </svg>
      <span className={word ? undefined : 'sr'}>{text.severity[severity]}</span>
    </span>
  )
}
