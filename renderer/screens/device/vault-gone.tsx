import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAction } from '../../api/use-action.ts'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'

const { device } = text

/** Ends a change without proof of a device that cannot be asked any more, on the word of the person and with a reason. */
export function VaultGone({ deviceId, username }: { readonly deviceId: string; readonly username: string }) {
  const giveUp = useAction('devices.giveUpPassword')
  const [isAsked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  if (!isAsked) {
    return (
      <div className="vault-line">
        <span className="dim grow">{device.goneText}</span>
        <Button variant="default" onClick={() => setAsked(true)}>
          {device.gone(username)}
        </Button>
      </div>
    )
  }
  return (
    <form
      className="vault-line"
      onSubmit={(event) => {
        event.preventDefault()
        void giveUp.run({ id: deviceId, username, reason })
      }}
    >
      <TextInput
        className="grow"
        label={device.goneReason}
        description={device.goneKept}
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      <Button type="submit" loading={giveUp.busy} disabled={reason.trim() === ''}>
        {device.goneYes}
      </Button>
      <Button variant="default" onClick={() => setAsked(false)}>
        {text.common.cancel}
      </Button>
      {giveUp.problem && <ProblemPanel problem={giveUp.problem} onDismiss={giveUp.dismiss} />}
    </form>
  )
}
