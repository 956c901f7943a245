import { Button, PasswordInput, Select, TextInput } from '@mantine/core'
import { IconUserCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { passphraseMinLength } from '../../../electron/contract/limits.ts'
import { useAction } from '../../api/use-action.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { Tag } from '../../components/tag.tsx'
import { text } from '../../text/text.ts'
import type { Plan } from './plan-groups.ts'

const { changes } = text

interface Agreement {
  readonly name: string
  readonly passphrase: string
  readonly again: string
}

/** Where a second person agrees to the plan, with a passphrase that only they know. */
export function SecondPerson({ plan, amount }: { readonly plan: Plan; readonly amount: number }) {
  const refresh = useRefresh()
  const agree = useAction('plan.agree')
  const enroll = useAction('plan.enroll')
  const [isNew, setNew] = useState(plan.secondPersons.length === 0)
  const { register, handleSubmit, reset, setValue, watch, getValues, formState } = useForm<Agreement>({
    defaultValues: { name: plan.secondPersons[0] ?? '', passphrase: '', again: '' },
  })
  const { errors } = formState
  if (plan.approvedBy !== null) {
    return (
      <Panel title={changes.second}>
        <Tag tone="human" icon={<IconUserCheck size="1em" aria-hidden />}>
          {changes.agreed(plan.approvedBy)}
        </Tag>
      </Panel>
    )
  }
  const submit = handleSubmit(async ({ name, passphrase }) => {
    if (isNew) {
      const enrolled = await enroll.run({ name, passphrase })
      if (!enrolled.ok) return
    }
    const answer = await agree.run({ planId: plan.id, name, passphrase })
    if (!answer.ok) return setValue('passphrase', '')
    reset()
    refresh('plan.view', undefined, answer.value)
  })
  const problem = enroll.problem ?? agree.problem
  return (
    <Panel title={changes.second}>
      <form className="stack-tight" onSubmit={submit} noValidate>
        <p className="sub small">{changes.secondText(amount)}</p>
        {plan.secondPersons.length === 0 && <p className="sub small">{changes.secondNone}</p>}
        {isNew ? (
          <TextInput label={changes.secondName} autoComplete="off" {...register('name', { required: true })} />
        ) : (
          <Select
            label={changes.secondName}
            data={[...plan.secondPersons]}
            value={watch('name')}
            allowDeselect={false}
            onChange={(name) => setValue('name', name ?? '')}
          />
        )}
        <PasswordInput
          label={changes.secondPassphrase}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': text.common.show }}
          error={errors.passphrase?.message}
          {...register('passphrase', {
            validate: (value) =>
              value.length >= (isNew ? passphraseMinLength : 1) || changes.secondShort(passphraseMinLength),
          })}
        />
        {isNew && <p className="sub small">{changes.secondWarn}</p>}
        {isNew && (
          <PasswordInput
            label={changes.secondAgain}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': text.common.show }}
            error={errors.again?.message}
            {...register('again', {
              validate: (value) => !isNew || value === getValues('passphrase') || changes.secondDifferent,
            })}
          />
        )}
        {problem && <ProblemPanel problem={problem} />}
        <ActButton type="submit" variant="default" loading={agree.busy || enroll.busy}>
          {isNew ? changes.secondEnroll : changes.secondAgree}
        </ActButton>
        {plan.secondPersons.length > 0 && (
          <Button variant="subtle" onClick={() => setNew(!isNew)}>
            {isNew ? changes.secondKnown : changes.secondOther}
          </Button>
        )}
      </form>
    </Panel>
  )
}
