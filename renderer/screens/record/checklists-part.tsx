import { IconCircleCheck, IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { Asked } from '../../api/asked.tsx'
import { useAction } from '../../api/use-action.ts'
import { useForget } from '../../api/use-refresh.ts'
import { ActButton } from '../../components/act-button.tsx'
import { FilePick } from '../../components/file-pick.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { Tag } from '../../components/tag.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { text } from '../../text/text.ts'

const { record, checklist } = text
const largestFile = 1_000_000

/** Which list judges here, and the way to bring one's own. */
export function ChecklistsPart() {
  const use = useAction('checklist.use')
  const add = useAction('checklist.add')
  const forget = useForget()
  const [said, setSaid] = useState('')
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    if (file.size > largestFile) return setSaid(record.tooLarge)
    setSaid('')
    const answer = await add.run({ text: await file.text(), fileName: file.name })
    if (!answer.ok) return
    forget('checklist')
    setSaid(record.added(checklistText(answer.value.title)))
  }
  return (
    <div className="stack">
      {use.problem && <ProblemPanel problem={use.problem} onDismiss={use.dismiss} />}
      <Panel title={record.lists} aside={record.listsNote} flush>
        <Asked channel="checklist.lists" input={undefined}>
          {(lists) => (
            <ul className="list-rows">
              {lists.map((list) => (
                <li key={list.id}>
                  <span className="grow">
                    <strong>{checklistText(list.title)}</strong>
                    <br />
                    <span className="dim small">
                      <span className="mono">{list.id}</span> {list.version}, {record.items(list.items)},{' '}
                      {list.own ? record.own : record.shipped}
                    </span>
                  </span>
                  {list.current ? (
                    <Tag tone="pass" icon={<IconCircleCheck size="1em" aria-hidden />}>
                      {record.inUse}
                    </Tag>
                  ) : (
                    <ActButton
                      variant="default"
                      aria-label={`${record.use_}: ${checklistText(list.title)}`}
                      disabled={use.busy}
                      onClick={async () => {
                        const answer = await use.run({ id: list.id })
                        if (answer.ok) forget('checklist', 'site', 'devices', 'record')
                      }}
                    >
                      {record.use_}
                    </ActButton>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Asked>
      </Panel>
      <Panel title={record.addList}>
        <div className="stack">
          <p className="sub">{record.addListNote}</p>
          <div className="inline-buttons">
            <FilePick
              label={record.addList}
              icon={<IconFileImport size="1.1em" aria-hidden />}
              accept=".yaml,.yml"
              acts
              loading={add.busy}
              onFiles={([file]) => void take(file)}
            />
            <a href="#/checklist">{checklist.title}</a>
          </div>
          <p role="status">{said}</p>
          {add.problem && <ProblemPanel problem={add.problem} onDismiss={add.dismiss} />}
        </div>
      </Panel>
    </div>
  )
}
