import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core'
import { IconRubberStamp } from '@tabler/icons-react'
import { useState } from 'react'
import { Asked } from '../../api/asked.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import type { Pack } from './pack-list.tsx'
import { RisksPanel } from './risks-panel.tsx'
import { sealReaders } from './seal-draft.ts'
import { type Ready, SealMissing } from './seal-missing.tsx'
import { SealedPanel } from './sealed-panel.tsx'
import { useSeal } from './use-seal.ts'
import { WitnessPanel } from './witness-panel.tsx'

const { evidence } = text

interface SealWizardProps {
  readonly ready: Ready
  readonly busy: boolean
  /** The newest pack of this visit; null while it has none. */
  readonly sealed: Pack | null
}

/** One way to a sealed pack: what is missing, for whom, who else signs, and then the seal. */
export function SealWizard({ ready, busy, sealed }: SealWizardProps) {
  const [justSealed, setJustSealed] = useState<Pack | null>(null)
  const [again, setAgain] = useState(false)
  const form = useSeal(ready, busy, (pack) => {
    setAgain(false)
    setJustSealed(pack)
  })
  const { draft, change, seal, variant } = form
  const done = justSealed ?? sealed
  // A form that was begun after the seal was begun on purpose.
  if (done !== null && !again && !form.isBegun)
    return <SealedPanel pack={done} isNew={justSealed !== null} onAgain={() => setAgain(true)} />
  return (
    <div className="stack">
      <SealMissing missing={ready.missing} agreed={form.agreed} onAgree={form.agree} />
      <Asked channel="evidence.risks" input={undefined}>
        {(rows) => <RisksPanel rows={rows} />}
      </Asked>
      <Panel title={evidence.forWhom} flush>
        <ul className="variants">
          {sealReaders.map((reader) => (
            <li key={reader}>
              <Checkbox
                label={evidence.variant[reader]}
                description={evidence.holds[reader]}
                checked={draft.readers.includes(reader)}
                onChange={(event) => {
                  const is = event.currentTarget.checked
                  change({
                    readers: sealReaders.filter((other) => (other === reader ? is : draft.readers.includes(other))),
                  })
                }}
              />
            </li>
          ))}
        </ul>
        <div className="pad">
          <Checkbox
            label={evidence.withhold}
            description={evidence.withholdNote}
            checked={draft.withhold}
            onChange={(event) => change({ withhold: event.currentTarget.checked })}
          />
        </div>
        <div className="pad form-pair">
          <TextInput
            label={evidence.challenge}
            description={evidence.challengeNote}
            autoComplete="off"
            value={draft.challenge}
            onChange={(event) => change({ challenge: event.currentTarget.value })}
          />
          <TextInput
            label={evidence.approver}
            description={evidence.approverNote}
            autoComplete="off"
            value={draft.approver}
            onChange={(event) => change({ approver: event.currentTarget.value })}
          />
          {form.needsPin && (
            <PasswordInput
              label={evidence.pin}
              description={evidence.pinNote}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': text.common.show }}
              value={form.pin}
              onChange={(event) => form.setPin(event.currentTarget.value)}
            />
          )}
          {draft.readers.length === 2 && <p className="dim small wide">{evidence.both}</p>}
        </div>
      </Panel>
      <WitnessPanel signed={form.witness} onSigned={form.sign} />
      {seal.problem && <ProblemPanel problem={seal.problem} onDismiss={seal.dismiss} />}
      <div className="seal-foot">
        <Button
          size="sm"
          loading={seal.busy}
          disabled={!form.isReady}
          leftSection={<IconRubberStamp size="1.1em" aria-hidden />}
          onClick={form.run}
        >
          {evidence.seal(ready.sequence)}
        </Button>
        {!form.isSettled && <span className="sub">{evidence.sealWaits}</span>}
        {form.isSettled && variant === undefined && <span className="sub">{evidence.sealChoose}</span>}
      </div>
    </div>
  )
}
