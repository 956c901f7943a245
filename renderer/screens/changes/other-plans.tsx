import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useAction } from '../../api/use-action.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { dateTimeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import type { Plan } from './plan-groups.ts'

const { changes } = text

/** The other plans of this visit: one plan never takes another one away. */
export function OtherPlans({ others }: { readonly others: Plan['others'] }) {
  const show = useAction('plan.show')
  const refresh = useRefresh()
  const open = async (planId: string) => {
    const answer = await show.run({ planId })
    if (answer.ok) refresh('plan.view', undefined, answer.value)
  }
  return (
    <Panel title={changes.others} aside={others.length} flush>
      {show.problem && <ProblemPanel problem={show.problem} onDismiss={show.dismiss} />}
      <ul className="other-plans">
        {others.map(({ id, stage, fromRecord, onlyDevice, devices, changes: amount, at }) => (
          <li key={id}>
            <IconHistory size="1.1rem" aria-hidden />
            <span>
              <strong>{fromRecord ? changes.otherRecord : (onlyDevice ?? changes.otherAll(devices))}</strong>
              <span className="dim small">{changes.otherNote[stage](amount, dateTimeText(at))}</span>
            </span>
            <Button variant="default" disabled={show.busy} onClick={() => open(id)}>
              {changes.otherOpen}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
