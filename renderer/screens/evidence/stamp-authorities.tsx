import { Button, Checkbox } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { useAction } from '../../api/use-action.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'

const { evidence } = text
type Stamps = Output<'evidence.stamps'>

interface StampAuthoritiesProps {
  readonly stamps: Stamps
  readonly onStamps: (stamps: Stamps) => void
}

/** Who is asked for timestamps, and the way to ask them now. */
export function StampAuthorities({ stamps, onStamps }: StampAuthoritiesProps) {
  const ask = useAction('evidence.stampNow')
  const remove = useAction('evidence.removeAuthority')
  const [withLog, setWithLog] = useState(false)
  const show = (answer: { readonly ok: boolean; readonly value?: Stamps }) => {
    if (answer.ok && answer.value !== undefined) onStamps(answer.value)
  }
  const problem = ask.problem ?? remove.problem
  return (
    <>
      {stamps.authorities.length > 0 && (
        <>
          <AuthorityList authorities={stamps.authorities} onRemove={async (name) => show(await remove.run({ name }))} />
          <Checkbox
            label={evidence.stampLog}
            checked={withLog}
            onChange={(event) => setWithLog(event.currentTarget.checked)}
          />
          <div>
            <Button
              variant="default"
              loading={ask.busy || stamps.asking}
              disabled={stamps.waiting.length === 0 && !withLog}
              onClick={async () => show(await ask.run({ log: withLog }))}
            >
              {evidence.stampNow}
            </Button>
          </div>
        </>
      )}
      {problem && <ProblemPanel problem={problem} />}
    </>
  )
}

interface AuthorityListProps extends Pick<Stamps, 'authorities'> {
  readonly onRemove: (name: string) => void
}

function AuthorityList({ authorities, onRemove }: AuthorityListProps) {
  return (
    <ul className="queue">
      {authorities.map(({ name, url }) => (
        <li key={name}>
          <span>
            <strong>{name}</strong>
            <span className="block mono dim small break">{url}</span>
          </span>
          <IconButton label={evidence.authorityRemove(name)} onClick={() => onRemove(name)}>
            <IconTrash size="1.05rem" aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}
