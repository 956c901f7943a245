import { Panel } from '../../components/panel.tsx'
import { ProblemMessage } from '../../components/problem-panel.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { problemWords } from '../../text/problems.ts'
import { text } from '../../text/text.ts'
import { ChangeStateTag } from './device-diff.tsx'
import { byCause, type Change } from './plan-groups.ts'

/** Devices that are named at once. */
const namedAtOnce = 4

/** Everything of a running or ended plan that waits for a person, in one place: cause, what to do, code. */
export function NeedsYou({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <Panel title={text.changes.needsYou} aside={text.changes.needsYouCount(changes.length)} flush>
      <ul className="trouble-list">
        {byCause(changes).map(({ key, first: { state, title, problem }, changes: own }) => (
          <li key={key}>
            <span className="trouble-head">
              <ChangeStateTag state={state} code={problem?.code ?? null} />
              <span>{checklistText(title)}</span>
            </span>
            <Devices changes={own} />
            {problem && (
              <>
                <ProblemMessage problem={problem} />
                <span className="sub remedy">
                  <b>{text.common.doThis}</b>
                  {problemWords(problem).remedy}
                </span>
                <span className="mono dim small">{problem.code}</span>
              </>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Devices({ changes }: { readonly changes: readonly Change[] }) {
  const links = changes.map(({ id, deviceId, device }) => (
    <a key={id} href={`#/devices/${deviceId}`}>
      {device}
    </a>
  ))
  if (changes.length <= namedAtOnce) return <span className="device-links">{links}</span>
  return (
    <details>
      <summary>{text.changes.devices(changes.length)}</summary>
      <span className="device-links">{links}</span>
    </details>
  )
}
