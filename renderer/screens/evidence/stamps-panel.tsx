import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { Panel } from '../../components/panel.tsx'
import { dateTimeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { AuthorityForm } from './authority-form.tsx'
import { StampAuthorities } from './stamp-authorities.tsx'
import { StampOutcomes, WaitingPacks } from './stamp-lists.tsx'

const { evidence } = text
type Stamps = Output<'evidence.stamps'>

/** The queue of packs that wait for timestamps, and who is asked for them. */
export function StampsPanel({ stamps }: { readonly stamps: Stamps }) {
  const refresh = useRefresh()
  const show = (now: Stamps) => refresh('evidence.stamps', undefined, now)
  const { authorities, waiting, outcomes, triedAt } = stamps
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
        <StampAuthorities stamps={stamps} onStamps={show} />
        <AddAuthority onStamps={show} />
      </div>
    </Panel>
  )
}

function AddAuthority({ onStamps }: { readonly onStamps: (stamps: Stamps) => void }) {
  const [isOpen, setOpen] = useState(false)
  if (!isOpen) {
    return (
      <div>
        <Button variant="default" onClick={() => setOpen(true)}>
          {evidence.addAuthority}
        </Button>
      </div>
    )
  }
  return (
    <AuthorityForm
      onAdded={(added) => {
        setOpen(false)
        onStamps(added)
      }}
      onCancel={() => setOpen(false)}
    />
  )
}
