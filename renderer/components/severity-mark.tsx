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
        <path d={bars(1, height[severity])} className="on" />
        <path d={bars(height[severity] + 1, 4)} className="off" />
      </svg>
      <span className={word ? undefined : 'sr'}>{text.severity[severity]}</span>
    </span>
  )
}

/** The bars from one step to another, as one shape: a list draws hundreds of them. */
function bars(from: number, to: number): string {
  const steps = [1, 2, 3, 4].filter((step) => step >= from && step <= to)
  return steps.map((step) => `M${(step - 1) * 3.7} ${12 - step * 3}h2.6v${step * 3}h-2.6z`).join('')
}
