import { NumberInput, Textarea } from '@mantine/core'
import { useId } from 'react'
import { checklistText } from '../../text/checklist-text.ts'
import { text } from '../../text/text.ts'
import type { Item, QueueEntry } from './attest-parts.ts'
import { PhotoField } from './photo-field.tsx'
import type { AttestFormState } from './use-attest-form.ts'
import { Wrong } from './wrong.tsx'

const { attest } = text

interface AttestProofsProps {
  readonly form: AttestFormState
  readonly entry: QueueEntry
  readonly item: Item
}

/** What was measured, photographed and seen. */
export function AttestProofs({ form, entry, item }: AttestProofsProps) {
  const { draft, now, shown } = form
  const photoTitle = useId()
  return (
    <>
      {(entry.manual === 'measurement' || item.form?.unit != null) && (
        <NumberInput
          label={attest.measurement(checklistText(item.form?.unit ?? ''))}
          value={draft.value}
          onChange={(value) => form.change({ value })}
          hideControls
          error={shown.value}
        />
      )}
      <section aria-labelledby={photoTitle}>
        <h3 id={photoTitle} className="field-label">
          {attest.photos(form.needsPhoto)}
        </h3>
        <PhotoField
          photos={now.photos}
          bytes={form.bytes}
          onAdd={form.addPhoto}
          onRemove={form.removePhoto}
          onCaption={form.caption}
        />
        <Wrong>{shown.photo}</Wrong>
      </section>
      <Textarea
        label={attest.note}
        autosize
        minRows={2}
        value={draft.statement}
        error={shown.statement}
        onChange={(event) => form.change({ statement: event.currentTarget.value })}
      />
      <Wrong>{shown.left}</Wrong>
    </>
  )
}
