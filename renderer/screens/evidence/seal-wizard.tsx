import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core'
import { IconRubberStamp } from '@tabler/icons-react'
import { useState } from 'react'
import { useAction } from '../../api/use-action.ts'
import { useForget } from '../../api/use-refresh.ts'
import { Asked } from '../../components/asked.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import { RisksPanel } from './risks-panel.tsx'
import { type Missing, type Ready, SealMissing } from './seal-missing.tsx'
import { type Signed, WitnessPanel } from './witness-panel.tsx'

const { evidence } = text
const variants = ['insurer', 'customer'] as const

/** One way to a sealed pack: what is missing, for whom, who else signs, and then the seal. */
export function SealWizard({ ready, busy }: { readonly ready: Ready; readonly busy: boolean }) {
  const forget = useForget()
  const seal = useAction('evidence.seal')
  const [agreed, setAgreed] = useState<ReadonlySet<Missing['kind']>>(new Set())
  const [readers, setReaders] = useState<readonly (typeof variants)[number][]>(['insurer'])
  const [challenge, setChallenge] = useState('')
  const [approver, setApprover] = useState('')
  const [withhold, setWithhold] = useState(false)
  const [pin, setPin] = useState('')
  const [witness, setWitness] = useState<Signed | null>(null)
  const settled = ready.missing.every(
    ({ kind, weight }) => weight === 'stated' || (weight === 'agree' && agreed.has(kind)),
  )
  const needsPin = ready.signer.keyTier === 'token'
  const [variant] = readers
  const isReady = settled && !busy && variant !== undefined && (!needsPin || pin !== '')
  const run = async () => {
    if (variant === undefined) return
    const answer = await seal.run({
      variant,
      both: readers.length === 2,
      challenge: challenge.trim() === '' ? null : challenge,
      approver: approver.trim() === '' ? null : approver,
      witness,
      withholdAddresses: withhold,
      pin: needsPin ? pin : null,
    })
    setPin('')
    if (!answer.ok || answer.value === null) return
    setWitness(null)
    setChallenge('')
    forget('evidence', 'site')
  }
  return (
    <div className="stack">
      <SealMissing
        missing={ready.missing}
        agreed={agreed}
        onAgree={(kind) => {
          const next = new Set(agreed)
          if (!next.delete(kind)) next.add(kind)
          setAgreed(next)
        }}
      />
      <Asked channel="evidence.risks" input={undefined}>
        {(rows) => <RisksPanel rows={rows} />}
      </Asked>
      <Panel title={evidence.forWhom} flush>
        <ul className="variants">
          {variants.map((reader) => (
            <li key={reader}>
              <Checkbox
                label={evidence.variant[reader]}
                description={evidence.holds[reader]}
                checked={readers.includes(reader)}
                onChange={(event) => {
                  const is = event.currentTarget.checked
                  setReaders(variants.filter((other) => (other === reader ? is : readers.includes(other))))
                }}
              />
            </li>
          ))}
        </ul>
        <div className="pad">
          <Checkbox
            label={evidence.withhold}
            description={evidence.withholdNote}
            checked={withhold}
            onChange={(event) => setWithhold(event.currentTarget.checked)}
          />
        </div>
        <div className="pad form-pair">
          <TextInput
            label={evidence.challenge}
            description={evidence.challengeNote}
            autoComplete="off"
            value={challenge}
            onChange={(event) => setChallenge(event.currentTarget.value)}
          />
          <TextInput
            label={evidence.approver}
            description={evidence.approverNote}
            autoComplete="off"
            value={approver}
            onChange={(event) => setApprover(event.currentTarget.value)}
          />
          {needsPin && (
            <PasswordInput
              label={evidence.pin}
              description={evidence.pinNote}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': text.common.show }}
              value={pin}
              onChange={(event) => setPin(event.currentTarget.value)}
            />
          )}
          {readers.length === 2 && <p className="dim small wide">{evidence.both}</p>}
        </div>
      </Panel>
      <WitnessPanel key={witness === null ? 'open' : 'signed'} signed={witness} onSigned={setWitness} />
      {seal.problem && <ProblemPanel problem={seal.problem} onDismiss={seal.dismiss} />}
      <div className="seal-foot">
        <Button
          size="sm"
          loading={seal.busy}
          disabled={!isReady}
          leftSection={<IconRubberStamp size="1.1em" aria-hidden />}
          onClick={run}
        >
          {evidence.seal(ready.sequence)}
        </Button>
        {!settled && <span className="sub">{evidence.sealWaits}</span>}
        {settled && variant === undefined && <span className="sub">{evidence.sealChoose}</span>}
      </div>
    </div>
  )
}
