import type { ReactNode } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { NamedValues } from '../../components/named-values.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { checklistText, referenceText } from '../../text/checklist-text.ts'
import { engineText } from '../../text/engine-text.ts'
import { dateText, dateTimeText } from '../../text/format.ts'
import { problemWords } from '../../text/problems.ts'
import { text } from '../../text/text.ts'

type View = Output<'devices.view'>
type Finding = View['findings'][number]
type Excerpt = View['excerpts'][number]
const { device } = text

interface FindingDetailProps {
  readonly finding: Finding
  readonly facts: View['facts']
  readonly excerpts: View['excerpts']
}

/** Why an item ended as it did: the facts it was judged on, and the questions and answers that show them. */
export function FindingDetail({ finding, facts, excerpts }: FindingDetailProps) {
  const rows: (readonly [string, ReactNode])[] = [
    [device.expected, engineText(finding.expected)],
    [device.readAt, dateTimeText(finding.at)],
  ]
  for (const name of finding.facts) {
    const fact = facts.find((known) => known.name === name)
    if (fact !== undefined) rows.push([device.factName[name] ?? name, factWords(fact)])
  }
  if (finding.attestedBy !== null) rows.push([device.attestedBy, finding.attestedBy])
  if (finding.waiver !== null) {
    const { approver, reason, expiresOn } = finding.waiver
    rows.push([device.waivedBy, device.waived(approver, reason, dateText(expiresOn))])
  }
  if (finding.loosened.length > 0) rows.push([device.loosened, finding.loosened.map(engineText).join('; ')])
  if (finding.references.length > 0) rows.push([device.references, finding.references.map(referenceText).join(', ')])
  if (finding.instruction !== null) {
    const label = finding.fix === 'offered' ? device.instructionElse : device.instruction
    rows.push([label, checklistText(finding.instruction)])
  }
  const shown = excerpts.filter(({ fact }) => finding.facts.includes(fact))
  return (
    <div className="finding-detail">
      <NamedValues values={rows} />
      {finding.problem && <ProblemPanel problem={finding.problem} />}
      {shown.length > 0 && (
        <details>
          <summary>{device.excerpts}</summary>
          {shown.map((excerpt) => (
            <ExcerptView key={`${excerpt.look} ${excerpt.request} ${excerpt.at}`} excerpt={excerpt} />
          ))}
        </details>
      )}
    </div>
  )
}

function factWords({ asLeft, problem }: View['facts'][number]): string {
  if (asLeft !== null) return engineText(asLeft)
  return problem === null ? '' : problemWords(problem).message
}

function ExcerptView({ excerpt }: { readonly excerpt: Excerpt }) {
  const { look, over, request, answer, removed, cut, at, fact } = excerpt
  return (
    <figure className="excerpt">
      <figcaption>
        <strong>{device.look[look]}</strong> {device.factName[fact] ?? fact}, {over}, {dateTimeText(at)}.{' '}
        {removed && device.removed} {cut && device.cut}
      </figcaption>
      <p className="dim small">{device.question}</p>
      <pre className="mono">{request}</pre>
      <p className="dim small">{device.answer}</p>
      <pre className="mono">{answer}</pre>
    </figure>
  )
}
