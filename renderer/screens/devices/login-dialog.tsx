import { Modal, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAction } from '../../api/use-action.ts'
import { ActButton } from '../../components/act-button.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'

const { devices } = text

/** Takes a login that the technician knows. It leaves this dialog for the vault and is not kept here. */
export function LoginDialog({ ids, onClose }: { readonly ids: string[]; readonly onClose: () => void }) {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const login = useAction('devices.login')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await login.run({ ids, username, password })
    setPassword('')
    if (answer.ok) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={devices.loginTitle(ids.length)}
      closeButtonProps={{ 'aria-label': text.common.close }}
      centered
    >
      <form className="stack" onSubmit={save}>
        <p className="sub">{devices.loginText}</p>
        <TextInput
          label={devices.username}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label={devices.password}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': text.common.show }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {login.problem && <ProblemPanel problem={login.problem} />}
        <ActButton type="submit" loading={login.busy} disabled={username.trim() === '' || password === ''}>
          {devices.loginSave(ids.length)}
        </ActButton>
      </form>
    </Modal>
  )
}
