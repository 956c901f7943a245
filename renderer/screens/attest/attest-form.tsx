import { Button, NativeSelect } from '@mantine/core'
import type { RefObject } from 'react'
import { Asked } from '../../api/asked.tsx'
import type { SiteView } from '../../api/site-view.ts'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { text } from '../../text/text.ts'
import { AnswerChoices } from './answer-choices.tsx'
import { AttestFoot } from './attest-foot.tsx'
import { AttestHead } from './attest-head.tsx'
import type { Item, QueueEntry } from './attest-parts.ts'
import { AttestProofs } from './attest-proofs.tsx'
import { AttestSide } from './attest-side.tsx'
import { type AttestFormState, useAttestForm } from './use-attest-form.ts'

const { attest } = text

interface AttestFormProps {
  readonly entry: QueueEntry
  readonly item: Item
  readonly names: RefObject<Readonly<Record<string, string>>>
  readonly next: QueueEntry | null
  readonly onSkip: () => void
  readonly onSaved: (amount: number, ids: string[]) => void
}

/** The form of one item. Nothing is on record before its button is pressed, and nothing is half on record. */
export function AttestForm(props: AttestFormProps) {
  return (
    <Asked channel="site.view" input={undefined}>
      {(site) => site && <Form {...props} site={site} />}
    </Asked>
  )
}

function Form({ entry, item, names, next, onSkip, onSaved, site }: AttestFormProps & { readonly site: SiteView }) {
  const form = useAttestForm({ site, entry, item, names, onSaved })
  const { now, save, isSite } = form
  const whom = isSite ? attest.forSite : attest.forDevices(now.meant.length, now.exceptions.length)
  const kind = entry.deviceClass === null ? null : text.deviceClass[entry.deviceClass]
  return (
    <>
      <form
        className="panel"
        aria-label={checklistText(item.row.title)}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <div className="panel-body attest-form">
          <AttestHead entry={entry} item={item} whom={kind === null ? whom : `${kind}, ${whom}`} />
          {form.wasBegun && <BegunNote onAnew={form.startAnew} />}
          <OnlyModels form={form} />
          <AnswerChoices form={form} />
          <AttestProofs form={form} entry={entry} item={item} />
          {save.problem && <ProblemPanel problem={save.problem} onDismiss={save.dismiss} />}
          <AttestFoot next={next} busy={save.busy} onSkip={onSkip} />
        </div>
      </form>
      <AttestSide form={form} item={item} whom={whom} />
    </>
  )
}

function BegunNote({ onAnew }: { readonly onAnew: () => void }) {
  return (
    <p className="begun-note" role="status">
      <span className="grow">{attest.begun}</span>
      <Button variant="default" onClick={onAnew}>
        {attest.startAnew}
      </Button>
    </p>
  )
}

function OnlyModels({ form: { now, chooseType } }: { readonly form: AttestFormState }) {
  if (now.types.length <= 1) return null
  return (
    <NativeSelect label={attest.only} value={now.type} onChange={(event) => chooseType(event.currentTarget.value)}>
      <option value="">{attest.everyModel}</option>
      {now.types.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </NativeSelect>
  )
}
