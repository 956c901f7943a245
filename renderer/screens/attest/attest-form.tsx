import { Button, NativeSelect, NumberInput, Textarea } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconAlertTriangle, IconArrowRight, IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react'
import { type RefObject, useId } from 'react'
import type { Problem } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import type { SiteView } from '../../api/site-view.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { SeverityMark } from '../../components/severity-mark.tsx'
import { useLetters } from '../../frame/use-letters.ts'
import { checklistText } from '../../text/checklist-text.ts'
import { text } from '../../text/text.ts'
import { Statements } from '../checklist/statements.tsx'
import { answerNames } from './attest-draft.ts'
import type { Answer, Item, QueueEntry } from './attest-parts.ts'
import { Exceptions } from './exceptions.tsx'
import { OnRecord } from './on-record.tsx'
import { PhotoField } from './photo-field.tsx'
import { useAttestForm } from './use-attest-form.ts'

const { attest } = text
const answerIcons: Readonly<Record<Answer, typeof IconCircleX>> = {
  met: IconCircleCheck,
  'not-met': IconCircleX,
  'does-not-apply': IconCircleMinus,
}

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
  const { draft, now, save, shown, isSite } = form
  const photoTitle = useId()
  const whom = isSite ? attest.forSite : attest.forDevices(now.meant.length, now.exceptions.length)

  useAnswerKeys(form.giveAnswer, form.submit)
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
          <div className="attest-head">
            <a className="mono" href={`#/checklist/${entry.item}`}>
              {entry.item}
            </a>
            <SeverityMark severity={entry.severity} />
            <span>{whom}</span>
            <span className="dim">{attest.kind[entry.manual]}</span>
          </div>
          <h2>{checklistText(item.row.title)}</h2>
          <dl className="look">
            <dt>{attest.look}</dt>
            <dd>{checklistText(item.form?.look ?? item.rationale)}</dd>
            {item.form && (
              <>
                <dt>{attest.proof}</dt>
                <dd>{checklistText(item.form.proof)}</dd>
              </>
            )}
          </dl>
          {form.wasBegun && (
            <p className="begun-note" role="status">
              <span className="grow">{attest.begun}</span>
              <Button variant="default" onClick={form.startAnew}>
                {attest.startAnew}
              </Button>
            </p>
          )}
          {now.types.length > 1 && (
            <NativeSelect
              label={attest.only}
              value={now.type}
              onChange={(event) => form.chooseType(event.currentTarget.value)}
            >
              <option value="">{attest.everyModel}</option>
              {now.types.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </NativeSelect>
          )}
          <fieldset className="answers-field">
            <legend>{attest.question}</legend>
            <div className="answers-row">
              {answerNames.map((name, index) => {
                const Icon = answerIcons[name]
                return (
                  <label key={name} className="answer-choice">
                    <input
                      type="radio"
                      name="answer"
                      value={name}
                      checked={now.answer === name}
                      onChange={() => form.giveAnswer(name)}
                    />
                    <Icon size="1.2rem" aria-hidden />
                    <span>{attest.answer[name]}</span>
                    <span className="key-cap" aria-hidden="true">
                      {index + 1}
                    </span>
                  </label>
                )
              })}
            </div>
            {(now.isOutgrown || now.isBeforeSeal) && (
              <p className="begun-note tone-warn" role="alert">
                <IconAlertTriangle size="1.2rem" aria-hidden />
                <span>{now.isBeforeSeal ? attest.beforeSeal : attest.outgrown}</span>
              </p>
            )}
            <Wrong>{shown.answer}</Wrong>
          </fieldset>
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
          <Trouble problem={save.problem} onDismiss={save.dismiss} />
          <div className="attest-foot">
            {next !== null && (
              <Button variant="default" onClick={onSkip}>
                {attest.skip}
              </Button>
            )}
            <span className="dim small grow">
              {next === null ? '' : `${attest.thenNext(checklistText(next.title))}. `}
              {attest.keys}
            </span>
            <ActButton
              type="submit"
              loading={save.busy}
              rightSection={next !== null && <IconArrowRight size="1.1em" aria-hidden />}
            >
              {next === null ? attest.saveLast : attest.save}
            </ActButton>
          </div>
        </div>
      </form>
      <div className="stack attest-side">
        <OnRecord
          by={form.by}
          role={form.role}
          formRole={form.formRole}
          holdsDays={item.form?.holdsDays ?? null}
          counts={isSite ? attest.site : whom}
          error={shown.by}
          onBy={(by) => form.change({ by })}
          onRole={form.chooseRole}
        />
        {!isSite && now.meant.length > 1 && (
          <Exceptions subjects={now.meant} exceptions={now.exceptions} showErrors={form.tried} onChange={form.except} />
        )}
        {item.attestations.length > 0 && (
          <Panel title={attest.last} flush>
            <Statements attestations={item.attestations.slice(0, 3)} />
          </Panel>
        )}
      </div>
    </>
  )
}

/** Keys 1 to 3 answer where no field has the focus; Ctrl or Cmd with Enter attests from anywhere in the window. */
function useAnswerKeys(onAnswer: (answer: Answer) => void, onSubmit: () => Promise<void>): void {
  useLetters(Object.fromEntries(answerNames.map((name, index) => [String(index + 1), () => onAnswer(name)])))
  useHotkeys([['mod+Enter', () => void onSubmit()]], [])
}

function Wrong({ children }: { readonly children: string | null }) {
  return (
    <p className="field-error" role="alert">
      {children}
    </p>
  )
}

function Trouble({ problem, onDismiss }: { readonly problem: Problem | null; readonly onDismiss: () => void }) {
  return problem === null ? null : <ProblemPanel problem={problem} onDismiss={onDismiss} />
}
