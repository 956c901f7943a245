import './new-site.css'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from 'react-hook-form'
import { passphraseMinLength } from '../../../electron/contract/limits.ts'
import { useAction } from '../../api/use-action.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import { splitLines } from '../discover/scope-text.ts'

interface NewSiteForm {
  readonly name: string
  readonly customer: string
  readonly company: string
  readonly technician: string
  readonly ntpServers: string
  readonly passphrase: string
  readonly again: string
}

const { newSite } = text

/** Makes a site file: who works where, and the passphrase that encrypts it. */
export function NewSiteScreen() {
  const refresh = useRefresh()
  const create = useAction('site.create')
  const { register, handleSubmit, formState, getValues } = useForm<NewSiteForm>({ mode: 'onTouched' })
  const { errors } = formState
  const needed = { validate: (value: string) => value.trim() !== '' || newSite.required }
  const submit = handleSubmit(async ({ again: _, ...form }) => {
    const answer = await create.run({
      ...form,
      customer: form.customer.trim() === '' ? null : form.customer,
      ntpServers: splitLines(form.ntpServers),
    })
    if (answer.ok && answer.value !== null) refresh('site.view', undefined, answer.value)
  })
  const show = { visibilityToggleButtonProps: { 'aria-label': text.common.show } }
  return (
    <div className="new-site">
      <PageHead title={newSite.title} lead={newSite.lead} />
      <form className="stack" onSubmit={submit} noValidate>
        <Panel title={newSite.place}>
          <div className="form-grid">
            <TextInput label={newSite.name} autoFocus error={errors.name?.message} {...register('name', needed)} />
            <TextInput label={newSite.customer} placeholder={newSite.optional} {...register('customer')} />
            <TextInput
              className="wide"
              label={newSite.ntp}
              description={newSite.ntpNote}
              classNames={{ input: 'mono-input' }}
              {...register('ntpServers')}
            />
          </div>
        </Panel>
        <Panel title={newSite.you} aside={newSite.peopleNote}>
          <div className="form-grid">
            <TextInput
              label={newSite.technician}
              error={errors.technician?.message}
              {...register('technician', needed)}
            />
            <TextInput label={newSite.company} error={errors.company?.message} {...register('company', needed)} />
          </div>
        </Panel>
        <Panel title={newSite.lock}>
          <div className="form-grid">
            <PasswordInput
              label={newSite.passphrase}
              description={newSite.passphraseNote(passphraseMinLength)}
              autoComplete="new-password"
              error={errors.passphrase?.message}
              {...show}
              {...register('passphrase', {
                validate: (value) => value.length >= passphraseMinLength || newSite.tooShort(passphraseMinLength),
              })}
            />
            <PasswordInput
              label={newSite.again}
              autoComplete="new-password"
              error={errors.again?.message}
              {...show}
              {...register('again', { validate: (value) => value === getValues('passphrase') || newSite.different })}
            />
            <p className="sub wide">{newSite.writeDown}</p>
          </div>
        </Panel>
        {create.problem && <ProblemPanel problem={create.problem} />}
        <div className="form-foot">
          <Button variant="default" component="a" href="#/">
            {text.common.cancel}
          </Button>
          <Button type="submit" loading={create.busy}>
            {newSite.create}
          </Button>
        </div>
      </form>
    </div>
  )
}
