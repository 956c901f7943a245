import { Button, PasswordInput, Select, Textarea, TextInput } from '@mantine/core'
import { IconWritingSign } from '@tabler/icons-react'
import { useState } from 'react'
import type { Input, Output } from '../../../electron/contract/channels.ts'
import { passphraseMinLength } from '../../../electron/contract/limits.ts'
import { useAction } from '../../api/use-action.ts'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'

const { evidence } = text
type Wanted = Input<'evidence.countersign'>

const roles = ['customer', 'approver'] as const
const ways = ['new', 'own', 'identity'] as const
const other = 'other'

/** A second person signs a sealed pack with a key of their own. */
export function CountersignPanel({ packs }: { readonly packs: Output<'evidence.list'> }) {
  const sign = useAction('evidence.countersign')
  const newest = packs.toSorted((a, b) => b.sequence - a.sequence)
  const [packId, setPackId] = useState(newest[0]?.packId ?? other)
  const [role, setRole] = useState<Wanted['role']>('customer')
  const [way, setWay] = useState<Wanted['way']>('new')
  const [name, setName] = useState('')
  const [statement, setStatement] = useState<string>(evidence.statements.customer)
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
    if (answer.ok && answer.value !== null) setSigned(answer.value.file)
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
          onChange={(value) => setPackId(value ?? other)}
        />
        <Select
          label={evidence.countersignRole}
          allowDeselect={false}
          data={roles.map((value) => ({ value, label: evidence.role[value] }))}
          value={role}
          onChange={(value) => {
            const next = roles.find((known) => known === value) ?? 'customer'
            setRole(next)
            setStatement(evidence.statements[next])
          }}
        />
        <Select
          label={evidence.countersignWay}
          allowDeselect={false}
          data={ways.map((value) => ({ value, label: evidence.way[value] }))}
          value={way}
          onChange={(value) => setWay(ways.find((known) => known === value) ?? 'new')}
        />
        <TextInput
          label={evidence.countersignName}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label={evidence.countersignStatement}
          autosize
          minRows={2}
          value={statement}
          onChange={(event) => setStatement(event.currentTarget.value)}
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
