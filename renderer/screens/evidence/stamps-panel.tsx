import { Button, Checkbox } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { useAction } from '../../api/use-action.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { dateTimeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { AuthorityForm } from './authority-form.tsx'
import { StampOutcomes, WaitingPacks } from './stamp-lists.tsx'

const { evidence } = text
type Stamps = Output<'evidence.stamps'>

/** The queue of packs that wait for timestamps, and who is asked for them. */
export function StampsPanel({ stamps }: { readonly stamps: Stamps }) {
  const refresh = useRefresh()
  const ask = useAction('evidence.stampNow')
  const remove = useAction('evidence.removeAuthority')
  const [withLog, setWithLog] = useState(false)
  const [isAdding, setAdding] = useState(false)
  const show = (answer: { readonly ok: boolean; readonly value?: Stamps }) => {
    if (answer.ok && answer.value !== undefined) refresh('evidence.stamps', undefined, answer.value)
  }
  const { authorities, waiting, outcomes, triedAt } = stamps
  const problem = ask.problem ?? remove.problem
  return (
    <Panel title={evidence.stamps}>
      <div className="stack-tight">
        <p className="sub small">{evidence.stampsText}</p>
        <WaitingPacks waiting={waiting} />
        {waiting.length === 0 && (
          <p className="dim small">{authorities.length === 0 ? evidence.stampsNone : evidence.stampsDone}</p>
        )}
        {outcomes.length > 0 && <StampOutcomes outcomes={outcomes} />}
        {triedAt !== null && <p className="dim small">{evidence.tried(dateTimeText(triedAt))}</p>}
        {authorities.length > 0 && (
          <>
            <ul className="queue">
              {authorities.map(({ name, url }) => (
                <li key={name}>
                  <span>
                    <strong>{name}</strong>
                    <span className="block mono dim small break">{url}</span>
                  </span>
                  <IconButton
                    label={evidence.authorityRemove(name)}
                    onClick={async () => show(await remove.run({ name }))}
                  >
                    <IconTrash size="1.05rem" aria-hidden />
                  </IconButton>
                </li>
              ))}
            </ul>
            <Checkbox
              label={evidence.stampLog}
              checked={withLog}
              onChange={(event) => setWithLog(event.currentTarget.checked)}
            />
            <div>
              <Button
                variant="default"
                loading={ask.busy || stamps.asking}
                disabled={waiting.length === 0 && !withLog}
                onClick={async () => show(await ask.run({ log: withLog }))}
              >
                {evidence.stampNow}
              </Button>
            </div>
          </>
        )}
        {problem && <ProblemPanel problem={problem} />}
        {isAdding ? (
          <AuthorityForm
            onAdded={(added) => {
              setAdding(false)
              refresh('evidence.stamps', undefined, added)
            }}
            onCancel={() => setAdding(false)}
          />
        ) : (
          <div>
            <Button variant="subtle" onClick={() => setAdding(true)}>
              {evidence.addAuthority}
            </Button>
          </div>
        )}
      </div>
    </Panel>
  )
}
