import { IconDeviceFloppy } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useContext, useState } from 'react'
import { useAction } from '../../api/use-action.ts'
import { queryKey } from '../../api/use-query.ts'
import { useForget, useRefresh } from '../../api/use-refresh.ts'
import { ActButton, BlockedContext } from '../../components/act-button.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { offerUndo } from '../../frame/undo.tsx'
import { text } from '../../text/text.ts'
import { nothingSaved, type Save, type SiteRecord } from './record-drafts.ts'
import type { RecordDraft } from './use-record-draft.ts'

const { record } = text

interface SavePartProps {
  readonly name: string
  /** What would be saved; null while something of it is wrong. */
  readonly made: () => Partial<Save> | null
  readonly onTried: () => void
  /** What is typed and not saved; kept until it is. */
  readonly draft: Pick<RecordDraft<unknown>, 'isUnsaved' | 'forget'>
  readonly children: ReactNode
}

/** One part of the record and the button that keeps it. Nothing is saved while somebody types. */
export function SavePart({ name, made, onTried, draft, children }: SavePartProps) {
  const save = useAction('record.save')
  const refresh = useRefresh()
  const forget = useForget()
  const [saved, setSaved] = useState(false)
  const blocked = useContext(BlockedContext)
  const client = useQueryClient()
  /** Saves the parts as they were; the screen is drawn anew from what is then on record. */
  const restore = async (part: Partial<Save>, before: SiteRecord) => {
    const old = Object.fromEntries(Object.keys(part).map((key) => [key, before[key as keyof SiteRecord]]))
    const answer = await save.run({ ...nothingSaved, ...old })
    client.removeQueries({ queryKey: queryKey('record.view', undefined) })
    forget('record', 'checklist', 'site')
    return answer
  }
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
        const before = client.getQueryData<SiteRecord>(queryKey('record.view', undefined))
        const answer = await save.run({ ...nothingSaved, ...part })
        if (!answer.ok) return
        if (before !== undefined) offerUndo(record.savedPart(name), () => restore(part, before))
        refresh('record.view', undefined, answer.value)
        draft.forget()
        forget('checklist', 'site')
        setSaved(true)
      }}
    >
      <fieldset className="stack plain" disabled={blocked !== null}>
        {children}
      </fieldset>
      {save.problem && <ProblemPanel problem={save.problem} onDismiss={save.dismiss} />}
      <div className="record-foot">
        <ActButton type="submit" loading={save.busy} leftSection={<IconDeviceFloppy size="1.1em" aria-hidden />}>
          {record.save(name)}
        </ActButton>
        {draft.isUnsaved && (
          <ActButton variant="default" onClick={draft.forget}>
            {record.discard}
          </ActButton>
        )}
        <span role="status" className={draft.isUnsaved ? 'unsaved-note' : 'dim'}>
          {draft.isUnsaved ? record.unsaved : saved ? record.saved : ''}
        </span>
      </div>
    </form>
  )
}
