import { Button, PasswordInput, Select, Textarea, TextInput } from '@mantine/core'
import { IconWritingSign } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { passphraseMinLength } from '../../../electron/contract/limits.ts'
import { useAction } from '../../api/use-action.ts'
import { isLike, useDraft } from '../../api/use-draft.ts'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'

const { evidence } = text

const roles = ['customer', 'approver'] as const
const ways = ['new', 'own', 'identity'] as const
const other = 'other'

/** What was chosen and typed; the passphrase is typed again. */
interface Said {
  readonly packId: string
  readonly role: string
  readonly way: string
  readonly name: string
  readonly statement: string
}

const nothingSaid: Said = {
  packId: '',
  role: 'customer',
  way: 'new',
  name: '',
  statement: evidence.statements.customer,
}

/** A second person signs a sealed pack with a key of their own. */
export function CountersignPanel({ packs }: { readonly packs: Output<'evidence.list'> }) {
  const sign = useAction('evidence.countersign')
  const isPack = (id: string) => id === other || packs.some((pack) => pack.packId === id)
  const newest = packs.toSorted((a, b) => b.sequence - a.sequence)
  const { value, set, forget } = useDraft('countersign', nothingSaid, isLike(nothingSaid))
  const { name, statement } = value
  const change = (over: Partial<Said>) => set((known) => ({ ...known, ...over }))
  const role = roles.find((known) => known === value.role) ?? 'customer'
  const way = ways.find((known) => known === value.way) ?? 'new'
  const packId = isPack(value.packId) ? value.packId : (newest[0]?.packId ?? other)
  const [passphrase, setPassphrase] = useState('')
  const [signed, setSigned] = useState<string | null>(null)
  const tooShort = way === 'new' && passphrase.length < passphraseMinLength
  const isReady = (way === 'identity' || name.trim() !== '') && statement.trim() !== '' && !tooShort
  const run = async () => {
    setSigned(null)
    const answer = await sign.run({
      ...{ role, way, name: name.trim(), statement: statement.trim(), passphrase, pin: null },
      packId: packId === other ? null : packId,
    })
    setPassphrase('')
    if (!answer.ok || answer.value === null) return
    setSigned(answer.value.file)
    forget()
  }
  return (
    <Panel title={evidence.countersign}>
      <div className="stack-tight">
        <p className="sub small">{evidence.countersignText}</p>
        <Select
          label={evidence.countersignPack}
          allowDeselect={false}
          data={[
            ...newest.map(({ packId: value, sequence, variant }) => ({
              value,
              label: `${evidence.number(sequence)}, ${evidence.variant[variant]}`,
            })),
            { value: other, label: evidence.countersignOther },
          ]}
          value={packId}
          onChange={(chosen) => change({ packId: chosen ?? other })}
        />
        <Select
          label={evidence.countersignRole}
          allowDeselect={false}
          data={roles.map((value) => ({ value, label: evidence.role[value] }))}
          value={role}
          onChange={(value) => {
            const next = roles.find((known) => known === value) ?? 'customer'
            change({ role: next, statement: evidence.statements[next] })
          }}
        />
        <Select
          label={evidence.countersignWay}
          allowDeselect={false}
          data={ways.map((value) => ({ value, label: evidence.way[value] }))}
          value={way}
          onChange={(chosen) => change({ way: chosen ?? 'new' })}
        />
        <TextInput
          label={evidence.countersignName}
          autoComplete="off"
          value={name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Textarea
          label={evidence.countersignStatement}
          autosize
          minRows={2}
          value={statement}
          onChange={(event) => change({ statement: event.currentTarget.value })}
        />
        <PasswordInput
          label={evidence.countersignPassphrase[way]}
          description={way === 'new' ? evidence.passphraseNeeded(passphraseMinLength) : undefined}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': text.common.show }}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        {sign.problem && <ProblemPanel problem={sign.problem} onDismiss={sign.dismiss} />}
        <div>
          <Button
            variant="default"
            loading={sign.busy}
            disabled={!isReady}
            leftSection={<IconWritingSign size="1.1em" aria-hidden />}
            onClick={run}
          >
            {evidence.countersignButton}
          </Button>
        </div>
        {signed !== null && (
          <p role="status" className="break">
            {evidence.countersigned(signed)}
          </p>
        )}
      </div>
    </Panel>
  )
}
