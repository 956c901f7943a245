import { Button, FileInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Output } from '../../../electron/contract/channels.ts'
import { useAction } from '../../api/use-action.ts'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'

const { evidence } = text

interface AuthorityFormProps {
  readonly onAdded: (stamps: Output<'evidence.stamps'>) => void
  readonly onCancel: () => void
}

/** A timestamp authority with its root: without the root its word is worth nothing. */
export function AuthorityForm({ onAdded, onCancel }: AuthorityFormProps) {
  const add = useAction('evidence.addAuthority')
  const [root, setRoot] = useState<File | null>(null)
  const { register, handleSubmit, formState } = useForm({ defaultValues: { name: '', url: '' } })
  const { errors } = formState
  const needed = { validate: (value: string) => value.trim() !== '' || text.identities.needed }
  const submit = handleSubmit(async (given) => {
    if (root === null) return
    const answer = await add.run({ ...given, rootPem: await root.text() })
    if (answer.ok) onAdded(answer.value)
  })
  return (
    <form className="stack-tight" onSubmit={submit} noValidate>
      <TextInput label={evidence.authorityName} error={errors.name?.message} {...register('name', needed)} />
      <TextInput
        label={evidence.authorityUrl}
        placeholder="https://"
        classNames={{ input: 'mono-input' }}
        error={errors.url?.message}
        {...register('url', needed)}
      />
      <FileInput
        label={evidence.authorityRoot}
        placeholder={evidence.authorityRootChoose}
        accept=".pem,.crt,.cer"
        value={root}
        onChange={setRoot}
      />
      <p className="dim small">{evidence.authorityAsked}</p>
      {add.problem && <ProblemPanel problem={add.problem} />}
      <div className="form-line">
        <Button type="submit" loading={add.busy} disabled={root === null}>
          {evidence.add}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {text.common.cancel}
        </Button>
      </div>
    </form>
  )
}
