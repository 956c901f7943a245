import { Panel } from '../../components/panel.tsx'
import { ProblemMessage } from '../../components/problem-panel.tsx'
import { problemWords } from '../../text/problems.ts'
import { text } from '../../text/text.ts'
import { ChangeStateTag } from './device-diff.tsx'
import type { Change } from './plan-groups.ts'

/** Everything of a running or ended plan that waits for a person, in one place: cause, what to do, code. */
export function NeedsYou({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <Panel title={text.changes.needsYou} aside={text.changes.needsYouCount(changes.length)} flush>
      <ul className="trouble-list">
        {changes.map(({ id, state, deviceId, device, title, problem }) => (
          <li key={id}>
            <span className="trouble-head">
              <ChangeStateTag state={state} />
              <a href={`#/devices/${deviceId}`}>{device}</a>
              <span>{title}</span>
              <span className="grow" />
              {problem && <span className="mono dim small">{problem.code}</span>}
            </span>
            {problem && (
              <>
                <ProblemMessage problem={problem} />
                <span className="sub remedy">
                  <b>{text.common.doThis}</b>
                  {problemWords(problem).remedy}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
