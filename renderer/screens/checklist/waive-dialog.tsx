import { ActButton } from '../../components/act-button.tsx'
import '../../components/field-grid.css'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { Controller, useForm } from 'react-hook-form'
import type { Output } from '../../../electron/contract/channels.ts'
import { useAction } from '../../api/use-action.ts'
import { useFormDraft, useKeptForm } from '../../api/use-form-draft.ts'
import { useForget } from '../../api/use-refresh.ts'
import { DayField } from '../../components/day-field.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { offerUndo } from '../../frame/undo.tsx'
import { text } from '../../text/text.ts'
import { dayIn } from './days.ts'
import { ItemDialog } from './item-dialog.tsx'

const { waiver } = text

interface WaiveForm {
  readonly deviceId: string
  readonly reason: string
  readonly compensatingControl: string
  readonly approver: string
  readonly requestedBy: string
  readonly expiresOn: string
}

const nothingYet = { deviceId: '', reason: '', compensatingControl: '', approver: '', requestedBy: '' }

interface WaiveDialogProps {
  readonly view: Output<'checklist.item'>
  readonly onClose: () => void
}

/** Takes the decision of a named person to live with an item for a while. */
export function WaiveDialog({ view: { row, subjects }, onClose }: WaiveDialogProps) {
  const waive = useAction('checklist.waive')
  const revoke = useAction('checklist.revoke')
  const forget = useForget()
  const name = `waive ${row.item}`
  const kept = useFormDraft<WaiveForm>(name, { ...nothingYet, expiresOn: dayIn(90) })
  const form = useForm<WaiveForm>({ mode: 'onTouched', defaultValues: kept.value })
  useKeptForm(name, form)
  const { register, handleSubmit, formState } = form
  const { errors } = formState
  const needed = { validate: (value: string) => value.trim() !== '' || waiver.missing }
  const submit = handleSubmit(async ({ deviceId, ...said }) => {
    const answer = await waive.run({ ...said, item: row.item, deviceId: deviceId === '' ? null : deviceId })
    if (!answer.ok) return
    kept.forget()
    forget('checklist', 'devices', 'site')
    offerUndo(waiver.done(row.item), async () => {
      const back = await revoke.run({ id: answer.value.id })
      forget('checklist', 'devices', 'site')
      return back
    })
    onClose()
  })
  return (
    <ItemDialog
      title={waiver.dialog(row.item)}
      item={row.title}
      note={waiver.dialogText}
      onClose={onClose}
      onSubmit={submit}
    >
      {row.per === 'device' && (
        <NativeSelect label={waiver.forWhat} {...register('deviceId')}>
          <option value="">{waiver.wholeSite}</option>
          {subjects.map(
            ({ deviceId, address, type }) =>
              deviceId !== null && (
                <option key={deviceId} value={deviceId}>
                  {type === null ? address : `${address}, ${type}`}
                </option>
              ),
          )}
        </NativeSelect>
      )}
      <Textarea
        label={waiver.reason}
        autosize
        minRows={2}
        data-autofocus
        error={errors.reason?.message}
        {...register('reason', needed)}
      />
      <Textarea
        label={waiver.control}
        autosize
        minRows={2}
        error={errors.compensatingControl?.message}
        {...register('compensatingControl', needed)}
      />
      <div className="field-grid">
        <TextInput
          label={waiver.approver}
          description={waiver.approverNote}
          error={errors.approver?.message}
          {...register('approver', needed)}
        />
        <TextInput
          label={waiver.requestedBy}
          error={errors.requestedBy?.message}
          {...register('requestedBy', needed)}
        />
        <Controller
          control={form.control}
          name="expiresOn"
          rules={{ validate: (day) => (day >= dayIn(1) && day <= dayIn(366)) || waiver.laterDay }}
          render={({ field: { value, onChange }, fieldState }) => (
            <DayField
              label={waiver.ends}
              description={waiver.endsNote}
              min={dayIn(1)}
              max={dayIn(366)}
              value={value}
              error={fieldState.error?.message}
              onChange={onChange}
            />
          )}
        />
      </div>
      {waive.problem && <ProblemPanel problem={waive.problem} />}
      <ActButton type="submit" loading={waive.busy}>
        {waiver.save(row.item)}
      </ActButton>
    </ItemDialog>
  )
}
