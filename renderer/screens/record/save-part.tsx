import { Button } from '@mantine/core'
import { IconDeviceFloppy } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useAction } from '../../api/use-action.ts'
import { useForget, useRefresh } from '../../api/use-refresh.ts'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import { nothingSaved, type Save } from './record-drafts.ts'

const { record } = text

interface SavePartProps {
  readonly name: string
  /** What would be saved; null while something of it is wrong. */
  readonly made: () => Partial<Save> | null
  readonly onTried: () => void
  readonly children: ReactNode
}

/** One part of the record and the button that keeps it. Nothing is saved while somebody types. */
export function SavePart({ name, made, onTried, children }: SavePartProps) {
  const save = useAction('record.save')
  const refresh = useRefresh()
  const forget = useForget()
  const [saved, setSaved] = useState(false)
  return (
    <form
      className="stack"
      noValidate
      onChange={() => setSaved(false)}
      onSubmit={async (event) => {
        event.preventDefault()
        onTried()
        const part = made()
        if (part === null) return
        const answer = await save.run({ ...nothingSaved, ...part })
        if (!answer.ok) return
        refresh('record.view', undefined, answer.value)
        forget('checklist', 'site')
        setSaved(true)
      }}
    >
      {children}
      {save.problem && <ProblemPanel problem={save.problem} onDismiss={save.dismiss} />}
      <div className="record-foot">
        <Button type="submit" loading={save.busy} leftSection={<IconDeviceFloppy size="1.1em" aria-hidden />}>
          {record.save(name)}
        </Button>
        <span role="status" className="dim">
          {saved ? record.saved : ''}
        </span>
      </div>
    </form>
  )
}
