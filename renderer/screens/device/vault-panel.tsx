import { Button } from '@mantine/core'
import { IconAlertTriangle, IconEye, IconKey } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { useAction } from '../../api/use-action.ts'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { Tag } from '../../components/tag.tsx'
import { text } from '../../text/text.ts'
import { VaultGone } from './vault-gone.tsx'

/** How long a revealed password stays on the screen. */
const revealSeconds = 15
const { device } = text

/** The accounts of one device whose passwords the vault holds. A password is asked for one by one, and goes away by itself. */
export function VaultPanel(props: {
  readonly deviceId: string
  readonly accounts: Output<'devices.view'>['vaultAccounts']
}) {
  const { deviceId, accounts } = props
  return (
    <Panel title={device.vault}>
      {accounts.length === 0 ? (
        <p className="sub">{device.noVault}</p>
      ) : (
        <ul>
          {accounts.map((account) => (
            <VaultAccount key={account.username} deviceId={deviceId} account={account} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function VaultAccount(props: {
  readonly deviceId: string
  readonly account: Output<'devices.view'>['vaultAccounts'][number]
}) {
  const { username, candidates, state, isDeviceGone } = props.account
  const reveal = useAction('devices.reveal')
  const [shown, setShown] = useState<string | null>(null)
  return (
    <li className="vault-account">
      <div className="vault-line">
        <IconKey size="1rem" aria-hidden />
        <strong className="mono">{username}</strong>
        <span className="dim grow">{text.vaultState[state] ?? state}</span>
        <Button
          variant="default"
          aria-label={device.reveal(username)}
          loading={reveal.busy}
          onClick={async () => {
            const answer = await reveal.run({ id: props.deviceId, username })
            if (answer.ok) setShown(answer.value.text)
          }}
        >
          <IconEye size="1.1em" aria-hidden />
        </Button>
      </div>
      {candidates > 1 && (
        <Tag tone="warn" icon={<IconAlertTriangle size="1em" aria-hidden />}>
          {device.candidates(candidates)}
        </Tag>
      )}
      {isDeviceGone === true && <VaultGone deviceId={props.deviceId} username={username} />}
      {shown !== null && <Revealed username={username} password={shown} onHide={() => setShown(null)} />}
      {reveal.problem && <ProblemPanel problem={reveal.problem} onDismiss={reveal.dismiss} />}
    </li>
  )
}

function Revealed(props: { readonly username: string; readonly password: string; readonly onHide: () => void }) {
  const { username, password, onHide } = props
  const [left, setLeft] = useState(revealSeconds)
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1_000)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    if (left <= 0) onHide()
  }, [left, onHide])
  return (
    <div className="revealed">
      <output className="mono" aria-label={device.revealed(username)}>
        {password}
      </output>
      <span className="dim small num">{device.hidesIn(left)}</span>
      <Button variant="default" onClick={onHide}>
        {device.hide}
      </Button>
    </div>
  )
}
