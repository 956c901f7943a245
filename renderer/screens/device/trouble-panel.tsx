import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { useAction } from '../../api/use-action.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'

type View = Output<'devices.view'>
const { device, discover } = text
const pinCode = 'device/identity-changed'

/** What keeps anybody from looking at this device, first thing on its page. */
export function TroublePanel({ view }: { readonly view: View }) {
  const { trouble, conflicts, facts, row } = view
  const isPin = trouble?.code === pinCode || facts.some(({ problem }) => problem?.code === pinCode)
  return (
    <>
      {conflicts.map((conflict) => (
        <Panel key={`${conflict.kind} ${conflict.value}`} title={discover.conflict[conflict.kind] ?? conflict.kind}>
          <p>
            <span className="mono break">{conflict.value}</span>:{' '}
            <span className="mono break">{conflict.addresses.join(', ')}</span>
          </p>
          <p className="sub">{device.inConflict}</p>
        </Panel>
      ))}
      {trouble !== null && !isPin && (
        <section aria-label={device.trouble}>
          <ProblemPanel problem={trouble} />
        </section>
      )}
      {isPin && <NewCertificate deviceId={row.id} />}
    </>
  )
}

/** A pin is only ever replaced by somebody who says that they know why. */
function NewCertificate({ deviceId }: { readonly deviceId: string }) {
  const trust = useAction('devices.trustAnew')
  const assess = useAction('assess.start')
  const [yes, setYes] = useState(false)
  const accept = async () => {
    const answer = await trust.run({ id: deviceId })
    if (!answer.ok) return
    setYes(false)
    await assess.run({ ids: [deviceId] })
  }
  return (
    <Panel title={device.pinTitle} aside={<span className="mono">{pinCode}</span>}>
      <div className="stack">
        <p>{device.pinText}</p>
        <Checkbox label={device.pinYes} checked={yes} onChange={(event) => setYes(event.currentTarget.checked)} />
        <div>
          <ActButton disabled={!yes} loading={trust.busy || assess.busy} onClick={accept}>
            {device.pinAccept}
          </ActButton>
        </div>
        {trust.problem && <ProblemPanel problem={trust.problem} />}
        {assess.problem && <ProblemPanel problem={assess.problem} />}
      </div>
    </Panel>
  )
}
