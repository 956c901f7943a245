import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { PhotoThumb } from '../../components/photo-thumb.tsx'
import { Tag } from '../../components/tag.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { sizeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'

type Attestation = Output<'checklist.item'>['attestations'][number]
type Attachment = Attestation['attachments'][number]
const { checklist, attest } = text

/** What people put their names to, newest first, each with what proves it. */
export function Statements({ attestations }: { readonly attestations: readonly Attestation[] }) {
  if (attestations.length === 0) return <p className="pad sub">{checklist.noStatements}</p>
  return (
    <ul className="said-list">
      {attestations.map((said) => (
        <li key={said.id}>
          <span>
            <strong>{attest.answer[said.answer]}</strong>{' '}
            <span className="dim">
              {said.device === null ? attest.site : <span className="mono">{said.device}</span>}
            </span>
          </span>
          <span>
            {said.statement}
            {said.measurement && ` (${said.measurement.value} ${checklistText(said.measurement.unit)})`}
          </span>
          <span className="item-tags">
            <span className="dim small">
              {checklist.said(said.by, said.at)}, {attest.roles[said.role]}
            </span>
            {said.state === 'stale' ? (
              <Tag tone="warn" icon={<IconAlertTriangle size="1em" aria-hidden />}>
                {said.holdsUntil === null ? checklist.person.stale : checklist.expiredOn(said.holdsUntil)}
              </Tag>
            ) : (
              <span className="dim small">
                {said.holdsUntil === null ? checklist.holdsForGood : checklist.holdsUntil(said.holdsUntil)}
              </span>
            )}
          </span>
          {said.attachments.length > 0 && (
            <div className="said-photos">
              {said.attachments.map((attachment) => (
                <Kept key={attachment.sha256} attachment={attachment} />
              ))}
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

/** One photo as it is kept. Read and drawn only when somebody asks for it. */
function Kept({ attachment }: { readonly attachment: Attachment }) {
  const [open, setOpen] = useState(false)
  const name = checklist.photo(attachment.caption)
  if (attachment.mediaType === 'application/pdf') {
    return (
      <span className="dim small">
        {name}, {sizeText(attachment.sizeBytes)}. {checklist.document}
      </span>
    )
  }
  return (
    <span className="stack">
      <Button variant="default" onClick={() => setOpen(!open)} aria-expanded={open}>
        {open ? checklist.hidePhoto : checklist.showPhoto}: {name}
      </Button>
      {open && (
        <Asked channel="checklist.photo" input={{ sha256: attachment.sha256 }}>
          {({ bytes }) => <PhotoThumb bytes={bytes} name={name} large />}
        </Asked>
      )}
    </span>
  )
}
