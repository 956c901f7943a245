import '../../components/field-grid.css'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { Controller, useForm } from 'react-hook-form'
import { useAction } from '../../api/use-action.ts'
import { useFormDraft, useKeptForm } from '../../api/use-form-draft.ts'
import { useForget } from '../../api/use-refresh.ts'
import { ActButton } from '../../components/act-button.tsx'
import { DayField } from '../../components/day-field.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import { dayIn } from '../checklist/days.ts'
import { ItemDialog } from '../checklist/item-dialog.tsx'
import type { RiskRow } from './risks-panel.tsx'

const { risks: words } = text
const everywhere = ''

interface RiskForm {
  readonly deviceId: string
  readonly owner: string
  readonly due: string
  readonly note: string
}

/** Who takes care of one item: wherever it fails, or at one device. */
export function RiskDialog({ row, onClose }: { readonly row: RiskRow; readonly onClose: () => void }) {
  const forget = useForget()
  const assign = useAction('evidence.assignRisk')
  const withdraw = useAction('evidence.withdrawRisk')
  const wordAt = (deviceId: string) =>
    deviceId === everywhere ? row.forAll : (row.failing.find((each) => each.deviceId === deviceId)?.own ?? null)
  const valuesAt = (deviceId: string): RiskForm => {
    const word = wordAt(deviceId)
    return { deviceId, owner: word?.owner ?? '', due: word?.due ?? '', note: word?.note ?? '' }
  }
  const name = `risk ${row.item}`
  const kept = useFormDraft(name, valuesAt(everywhere))
  const form = useForm<RiskForm>({ mode: 'onTouched', defaultValues: kept.value })
  useKeptForm(name, form)
  const { register, handleSubmit, formState, reset, watch } = form
  const where = watch('deviceId')
  const target = (deviceId: string) => ({ item: row.item, deviceId: deviceId === everywhere ? null : deviceId })
  const submit = handleSubmit(async ({ deviceId, owner, due, note }) => {
    const answer = await assign.run({ ...target(deviceId), owner, due: due === '' ? null : due, note })
    if (!answer.ok) return
    kept.forget()
    forget('evidence')
    onClose()
  })
  const problem = assign.problem ?? withdraw.problem
  return (
    <ItemDialog
      title={words.dialog(row.item)}
      item={row.title}
      note={words.dialogText}
      onClose={onClose}
      onSubmit={submit}
    >
      <NativeSelect
        label={words.where}
        {...register('deviceId', { onChange: ({ target: { value } }) => reset(valuesAt(String(value))) })}
      >
        <option value={everywhere}>{words.everywhere(row.failing.length)}</option>
        {row.failing
          .filter(({ name }) => name !== '')
          .map(({ deviceId, name }) => (
            <option key={deviceId} value={deviceId}>
              {name}
            </option>
          ))}
      </NativeSelect>
      <div className="field-grid">
        <TextInput
          label={words.owner}
          data-autofocus
          error={formState.errors.owner?.message}
          {...register('owner', { validate: (value) => value.trim() !== '' || words.ownerMissing })}
        />
        <Controller
          control={form.control}
          name="due"
          render={({ field: { value, onChange } }) => (
            <DayField label={words.due} description={words.dueNote} min={dayIn(0)} value={value} onChange={onChange} />
          )}
        />
      </div>
      <Textarea label={words.note} autosize minRows={2} maxLength={1_000} {...register('note')} />
      {problem && <ProblemPanel problem={problem} />}
      <div className="form-line">
        <ActButton type="submit" loading={assign.busy}>
          {words.save}
        </ActButton>
        {wordAt(where) !== null && (
          <ActButton
            variant="default"
            loading={withdraw.busy}
            onClick={async () => {
              const answer = await withdraw.run(target(where))
              if (!answer.ok) return
              kept.forget()
              forget('evidence')
              onClose()
            }}
          >
            {words.withdraw}
          </ActButton>
        )}
      </div>
    </ItemDialog>
  )
}
