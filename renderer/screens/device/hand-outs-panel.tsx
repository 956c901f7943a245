import { IconCertificate, IconFileExport } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { useAction } from '../../api/use-action.ts'
import { useQuery } from '../../api/use-query.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { PassphraseSave } from '../../components/passphrase-save.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { dateTimeText, sizeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { stateWord } from '../changes/change-end.ts'

const { device } = text
type HandOuts = Output<'devices.handOuts'>

/** The copy of the configuration and the certificate of one device: both leave and come in files alone. Nothing where neither is. */
export function HandOutsPanel({ deviceId, busy }: { readonly deviceId: string; readonly busy: boolean }) {
  const query = useQuery('devices.handOuts', { id: deviceId })
  if (query.status !== 'ready') return null
  const { copy, takesCertificates } = query.value
  return (
    <>
      {copy !== null && <CopyPanel deviceId={deviceId} copy={copy} />}
      {takesCertificates && <CertificatePanel deviceId={deviceId} busy={busy} />}
    </>
  )
}

function CopyPanel({ deviceId, copy }: { readonly deviceId: string; readonly copy: NonNullable<HandOuts['copy']> }) {
  const handOut = useAction('devices.handOutCopy')
  const [saved, setSaved] = useState(false)
  return (
    <Panel title={device.copy}>
      <div className="stack-tight">
        <p className="sub small">{device.copyOf(dateTimeText(copy.takenAt))}</p>
        <ul className="plain-list">
          {copy.files.map(({ name, sizeBytes, sha256 }) => (
            <li key={sha256} className="mono small break">
              {name}, {sizeText(sizeBytes)}
            </li>
          ))}
        </ul>
        <PassphraseSave
          label={device.copyPassphrase}
          icon={<IconFileExport size="1.1em" aria-hidden />}
          busy={handOut.busy}
          onSave={async (passphrase) => {
            const answer = await handOut.run({ id: deviceId, passphrase })
            setSaved(answer.ok && answer.value.saved)
          }}
        >
          {device.copySave}
        </PassphraseSave>
        {handOut.problem && <ProblemPanel problem={handOut.problem} onDismiss={handOut.dismiss} />}
        {saved && <p role="status">{device.copySaved}</p>}
      </div>
    </Panel>
  )
}

function CertificatePanel({ deviceId, busy }: { readonly deviceId: string; readonly busy: boolean }) {
  const request = useAction('devices.requestCertificate')
  const install = useAction('devices.installCertificate')
  const [said, setSaid] = useState('')
  const problem = request.problem ?? install.problem
  const ask = async () => {
    const answer = await request.run({ id: deviceId })
    setSaid(answer.ok && answer.value.saved ? device.certificateRequested : '')
  }
  const takeIn = async () => {
    const answer = await install.run({ id: deviceId })
    if (!answer.ok || answer.value === null) return setSaid('')
    const { state, problem: why } = answer.value
    setSaid(device.certificateEnded(stateWord(state, why?.code ?? null)))
  }
  return (
    <Panel title={device.certificate}>
      <div className="stack-tight">
        <p className="sub small">{device.certificateText}</p>
        <div className="form-line">
          <ActButton
            variant="default"
            disabled={busy}
            loading={request.busy}
            leftSection={<IconCertificate size="1.1em" aria-hidden />}
            onClick={ask}
          >
            {device.certificateRequest}
          </ActButton>
          <ActButton variant="default" disabled={busy} loading={install.busy} onClick={takeIn}>
            {device.certificateInstall}
          </ActButton>
        </div>
        {problem && <ProblemPanel problem={problem} />}
        {said !== '' && <p role="status">{said}</p>}
      </div>
    </Panel>
  )
}
