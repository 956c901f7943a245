import { PasswordInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { passphraseMinLength } from '../../electron/contract/limits.ts'
import { text } from '../text/text.ts'
import { ActButton } from './act-button.tsx'

interface PassphraseSaveProps {
  readonly label: string
  readonly icon: ReactNode
  readonly busy: boolean
  /** The field is empty again when it is through. */
  readonly onSave: (passphrase: string) => Promise<void>
  /** What the button says. */
  readonly children: ReactNode
}

/** A new passphrase, and the button that writes a file encrypted under it. */
export function PassphraseSave({ label, icon, busy, onSave, children }: PassphraseSaveProps) {
  const [passphrase, setPassphrase] = useState('')
  return (
    <>
      <PasswordInput
        label={label}
        description={text.evidence.passphraseNeeded(passphraseMinLength)}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': text.common.show }}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <div>
        <ActButton
          variant="default"
          loading={busy}
          disabled={passphrase.length < passphraseMinLength}
          leftSection={icon}
          onClick={async () => {
            await onSave(passphrase)
            setPassphrase('')
          }}
        >
          {children}
        </ActButton>
      </div>
    </>
  )
}
