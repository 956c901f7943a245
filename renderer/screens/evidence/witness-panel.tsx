import { Button, TextInput } from '@mantine/core'
import { IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { useDraft } from '../../api/use-draft.ts'
import { Panel } from '../../components/panel.tsx'
import { Tag } from '../../components/tag.tsx'
import { text } from '../../text/text.ts'
import { SignaturePad } from './signature-pad.tsx'

const { evidence } = text

/** What the customer signed on the screen. */
export interface Signed {
  readonly name: string
  readonly role: string
  readonly statement: string
  readonly drawing: Uint8Array<ArrayBuffer>
  /** When they signed, which may be a while before the seal. */
  readonly at: string
}

/** Who is about to sign. The drawing is kept when it is taken, and not before. */
interface WitnessDraft {
  readonly isOpen: boolean
  readonly name: string
  readonly role: string
}

const nobody: WitnessDraft = { isOpen: false, name: '', role: '' }

function isWitnessDraft(value: unknown): value is WitnessDraft {
  const { isOpen, name, role } = Object(value) as Partial<WitnessDraft>
  return typeof isOpen === 'boolean' && typeof name === 'string' && typeof role === 'string'
}

/** Lets the customer sign on the screen: a drawing with a name, plainly told apart from a key. */
export function WitnessPanel(props: {
  readonly signed: Signed | null
  readonly onSigned: (signed: Signed | null) => void
}) {
  const { signed, onSigned } = props
  const { value: draft, set, forget } = useDraft('witness', nobody, isWitnessDraft)
  const { isOpen, name, role } = draft
  const [drawing, setDrawing] = useState<Uint8Array<ArrayBuffer> | null>(null)
  const statement = evidence.witnessStatement
  if (signed !== null) {
    return (
      <Panel title={evidence.witness}>
        <div className="signed-line">
          <Tag tone="human" icon={<IconSignature size="1em" aria-hidden />}>
            {[signed.name, signed.role].filter((part) => part !== '').join(', ')}
          </Tag>
          <Button variant="subtle" onClick={() => onSigned(null)}>
            {evidence.witnessClear}
          </Button>
        </div>
      </Panel>
    )
  }
  return (
    <Panel title={evidence.witness}>
      <div className="stack-tight">
        <p className="sub small">{evidence.witnessText}</p>
        {!isOpen ? (
          <div>
            <Button
              variant="default"
              leftSection={<IconSignature size="1.1em" aria-hidden />}
              onClick={() => set({ ...draft, isOpen: true })}
            >
              {evidence.witnessUse}
            </Button>
          </div>
        ) : (
          <>
            <div className="form-pair">
              <TextInput
                label={evidence.witnessWho}
                autoComplete="off"
                value={name}
                onChange={(event) => set({ ...draft, name: event.currentTarget.value })}
              />
              <TextInput
                label={evidence.witnessRole}
                placeholder={evidence.witnessRoleHint}
                autoComplete="off"
                value={role}
                onChange={(event) => set({ ...draft, role: event.currentTarget.value })}
              />
            </div>
            <p className="statement">{statement}</p>
            <SignaturePad name={name} onDrawn={setDrawing} />
            <div>
              <Button
                disabled={name.trim() === '' || drawing === null}
                onClick={() => {
                  if (drawing === null) return
                  const at = new Date().toISOString()
                  onSigned({ name: name.trim(), role: role.trim(), statement, drawing, at })
                  setDrawing(null)
                  forget()
                }}
              >
                {evidence.witnessAccept}
              </Button>
            </div>
          </>
        )}
      </div>
    </Panel>
  )
}
