import { Button, NativeSelect, Textarea } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { IconButton } from '../../components/icon-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import type { Exception, Subject } from './attest-parts.ts'

const { attest } = text

interface ExceptionsProps {
  readonly subjects: readonly Subject[]
  readonly exceptions: readonly Exception[]
  readonly showErrors: boolean
  readonly onChange: (exceptions: readonly Exception[]) => void
}

/** Devices of the same type that are otherwise, each with its own word. */
export function Exceptions({ subjects, exceptions, showErrors, onChange }: ExceptionsProps) {
  const [chosen, setChosen] = useState('')
  const excepted = new Set(exceptions.map(({ deviceId }) => deviceId))
  const others = subjects.filter(({ deviceId }) => deviceId !== null && !excepted.has(deviceId))
  const addressOf = (id: string) => subjects.find(({ deviceId }) => deviceId === id)?.address ?? id
  const patch = (id: string, over: Partial<Exception>) =>
    onChange(exceptions.map((one) => (one.deviceId === id ? { ...one, ...over } : one)))
  const add = () => {
    const deviceId = chosen === '' ? others[0]?.deviceId : chosen
    if (deviceId == null) return
    onChange([...exceptions, { deviceId, kind: 'not-met', statement: '' }])
    setChosen('')
  }
  return (
    <Panel title={attest.exceptions} aside={<span className="num">{numberText(exceptions.length)}</span>} flush>
      {exceptions.length === 0 && <p className="pad sub">{attest.noExceptions}</p>}
      {exceptions.map(({ deviceId, kind, statement }) => (
        <div key={deviceId} className="exception">
          <div className="exception-head">
            <strong className="mono">{addressOf(deviceId)}</strong>
            <IconButton
              label={attest.removeException(addressOf(deviceId))}
              onClick={() => onChange(exceptions.filter((one) => one.deviceId !== deviceId))}
            >
              <IconX size="1.1rem" aria-hidden />
            </IconButton>
          </div>
          <NativeSelect
            label={attest.exceptionKind}
            value={kind}
            onChange={(event) => patch(deviceId, { kind: event.currentTarget.value as Exception['kind'] })}
          >
            <option value="not-met">{attest.answer['not-met']}</option>
            <option value="does-not-apply">{attest.answer['does-not-apply']}</option>
            <option value="not-seen">{attest.exceptionNotSeen}</option>
          </NativeSelect>
          {kind !== 'not-seen' && (
            <Textarea
              label={attest.exceptionNote(addressOf(deviceId))}
              autosize
              value={statement}
              error={showErrors && statement.trim() === '' ? attest.exceptionNoteNeeded : null}
              onChange={(event) => patch(deviceId, { statement: event.currentTarget.value })}
            />
          )}
        </div>
      ))}
      {others.length > 0 && (
        <div className="exception">
          <NativeSelect
            label={attest.exceptionDevice}
            value={chosen === '' ? (others[0]?.deviceId ?? '') : chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            {others.map(({ deviceId, address, type }) => (
              <option key={deviceId} value={deviceId ?? ''}>
                {type === null ? address : `${address}, ${type}`}
              </option>
            ))}
          </NativeSelect>
          <Button variant="default" leftSection={<IconPlus size="1.1em" aria-hidden />} onClick={add}>
            {attest.addException}
          </Button>
        </div>
      )}
    </Panel>
  )
}
