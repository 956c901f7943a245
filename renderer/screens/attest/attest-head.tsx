import { SeverityMark } from '../../components/severity-mark.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { text } from '../../text/text.ts'
import type { Item, QueueEntry } from './attest-parts.ts'

const { attest } = text

interface AttestHeadProps {
  readonly entry: QueueEntry
  readonly item: Item
  /** Whom the answer is for. */
  readonly whom: string
}

/** What is asked, what to look at, and what proves it. */
export function AttestHead({ entry, item, whom }: AttestHeadProps) {
  return (
    <>
      <div className="attest-head">
        <a className="mono" href={`#/checklist/${entry.item}`}>
          {entry.item}
        </a>
        <SeverityMark severity={entry.severity} />
        <span>{whom}</span>
        <span className="dim">{attest.kind[entry.manual]}</span>
      </div>
      <h2>{checklistText(item.row.title)}</h2>
      <dl className="look">
        <dt>{attest.look}</dt>
        <dd>{checklistText(item.form?.look ?? item.rationale)}</dd>
        {item.form && (
          <>
            <dt>{attest.proof}</dt>
            <dd>{checklistText(item.form.proof)}</dd>
          </>
        )}
      </dl>
    </>
  )
}
