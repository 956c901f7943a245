import { PasswordInput } from '@mantine/core'
import { text } from '../../text/text.ts'

interface PassphraseFieldProps {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  /** Fewest characters of a new one; said beside the field. */
  readonly least?: number
}

/** A passphrase, as the forms of identities ask for it. */
export function PassphraseField({ label, value, onValue, least }: PassphraseFieldProps) {
  return (
    <PasswordInput
      label={label}
      description={least === undefined ? undefined : text.identities.tooShort(least)}
      autoComplete="off"
      visibilityToggleButtonProps={{ 'aria-label': text.common.show }}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  )
}
