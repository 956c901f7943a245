import { Button, NativeSelect, NumberInput, Textarea } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconArrowRight, IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react'
import { type RefObject, useId, useState } from 'react'
import type { Problem } from '../../../electron/contract/channels.ts'
import { useKeptState } from '../../api/kept-state.ts'
import { useAction } from '../../api/use-action.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Asked } from '../../components/asked.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { SeverityMark } from '../../components/severity-mark.tsx'
import { useLetters } from '../../frame/use-letters.ts'
import { text } from '../../text/text.ts'
import { Statements } from '../checklist/statements.tsx'
import {
  type Answer,
  type Exception,
  type Item,
  type Photo,
  type QueueEntry,
  routeOf,
  subjectsFor,
  typesOf,
} from './attest-parts.ts'
import { Exceptions } from './exceptions.tsx'
import { OnRecord } from './on-record.tsx'
import { PhotoField } from './photo-field.tsx'

const { attest } = text
const answers: readonly (readonly [Answer, typeof IconCircleX])[] = [
  ['met', IconCircleCheck],
  ['not-met', IconCircleX],
  ['does-not-apply', IconCircleMinus],
]

interface AttestFormProps {
  readonly entry: QueueEntry
  readonly item: Item
  readonly names: RefObject<Readonly<Record<string, string>>>
  readonly next: QueueEntry | null
  readonly onSkip: () => void
  readonly onSaved: (amount: number, ids: string[]) => void
}

/** What a person put in and did not save yet. Photos are not kept: they are too large for a draft. */
interface Draft {
  readonly answer: Answer | null
  readonly statement: string
  readonly value: number | string
}

const noDraft: Draft = { answer: null, statement: '', value: '' }

function isDraft(value: unknown): value is Draft {
  const { answer, statement } = Object(value) as Partial<Draft>
  return typeof statement === 'string' && (answer === null || answers.some(([name]) => name === answer))
}

/** The form of one item. Nothing is kept before its button is pressed, and nothing is half kept. */
export function AttestForm(props: AttestFormProps) {
  return (
    <Asked channel="site.view" input={undefined}>
      {(site) => site && <Form {...props} technician={site.technician} site={site.id} />}
    </Asked>
  )
}

function Form(props: AttestFormProps & { readonly technician: string; readonly site: string }) {
  const { entry, item, names, next, onSkip, onSaved, technician, site } = props
  const save = useAction('checklist.attest')
  const formRole = item.form?.by ?? 'technician'
  const nameFor = (role: string) => names.current[role] ?? (role === 'technician' ? technician : '')
  // What was typed outlives the page: it may die, and whoever looks something up comes back to it.
  const [draft, setDraft] = useKeptState<Draft>(`attest ${site} ${routeOf(entry)}`, noDraft, isDraft)
  const { answer, statement, value } = draft
  const setAnswer = (next: Answer) => setDraft((known) => ({ ...known, answer: next }))
  const [photos, setPhotos] = useState<readonly Photo[]>([])
  const [exceptions, setExceptions] = useState<readonly Exception[]>([])
  const [type, setType] = useState('')
  const [role, setRole] = useState(formRole)
  const [by, setBy] = useState(nameFor(formRole))
  const [tried, setTried] = useState(false)
  const photoTitle = useId()

  const all = subjectsFor(item, entry)
  const types = typesOf(all)
  const meant = type === '' ? all : all.filter((subject) => subject.type === type)
  const isSite = entry.deviceClass === null
  const needsPhoto = entry.manual === 'photo' && answer === 'met'
  const needsValue = entry.manual === 'measurement' && answer === 'met'
  const measured = typeof value === 'number' && Number.isFinite(value) ? value : null
  const wrong = {
    answer: answer === null ? attest.answerNeeded : null,
    statement: statement.trim() === '' ? attest.noteNeeded : null,
    photo: needsPhoto && photos.length === 0 ? attest.photoNeeded : null,
    value: needsValue && measured === null ? attest.measurementNeeded : null,
    by: by.trim() === '' ? attest.whoNeeded : null,
    exceptions: exceptions.some((one) => one.kind !== 'not-seen' && one.statement.trim() === '')
      ? attest.exceptionNoteNeeded
      : null,
  }
  const shown = tried ? wrong : { answer: null, statement: null, photo: null, value: null, by: null, exceptions: null }

  const submit = async () => {
    setTried(true)
    if (save.busy || answer === null || Object.values(wrong).some((one) => one !== null)) return
    const left = new Set(exceptions.filter(({ kind }) => kind === 'not-seen').map(({ deviceId }) => deviceId))
    const ids = meant.flatMap(({ deviceId }) => (deviceId === null || left.has(deviceId) ? [] : [deviceId]))
    if (!isSite && ids.length === 0) return onSkip()
    const answered = await save.run({
      item: entry.item,
      deviceIds: isSite ? null : ids,
      answer,
      statement,
      measurement: measured === null ? null : { value: measured, unit: item.form?.unit ?? '' },
      by,
      role,
      photos: photos.map(({ bytes, caption, takenAt }) => ({
        bytes,
        caption: caption.trim() === '' ? null : caption,
        takenAt,
      })),
      exceptions: exceptions.flatMap(({ deviceId, kind, statement: said }) =>
        kind === 'not-seen' ? [] : [{ deviceId, answer: kind, statement: said }],
      ),
    })
    if (!answered.ok) return
    names.current = { ...names.current, [role]: by }
    setDraft(noDraft)
    onSaved(answered.value.attested, answered.value.ids)
  }

  useAnswerKeys(setAnswer, submit)
  return (
    <>
      <form
        className="panel"
        aria-label={item.row.title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <div className="panel-body attest-form">
          <div className="attest-head">
            <a className="mono" href={`#/checklist/${entry.item}`}>
              {entry.item}
            </a>
            <SeverityMark severity={entry.severity} />
            <span>{isSite ? attest.forSite : attest.forDevices(meant.length, exceptions.length)}</span>
            <span className="dim">{attest.kind[entry.manual]}</span>
          </div>
          <h2>{item.row.title}</h2>
          <dl className="look">
            <dt>{attest.look}</dt>
            <dd>{item.form?.look ?? item.rationale}</dd>
            {item.form && (
              <>
                <dt>{attest.proof}</dt>
                <dd>{item.form.proof}</dd>
              </>
            )}
          </dl>
          {types.length > 1 && (
            <NativeSelect
              label={attest.only}
              value={type}
              onChange={(event) => {
                setType(event.currentTarget.value)
                setExceptions([])
              }}
            >
              <option value="">{attest.everyModel}</option>
              {types.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </NativeSelect>
          )}
          <fieldset className="answers-field">
            <legend>{attest.question}</legend>
            <div className="answers-row">
              {answers.map(([name, Icon], index) => (
                <label key={name} className="answer-choice">
                  <input
                    type="radio"
                    name="answer"
                    value={name}
                    checked={answer === name}
                    onChange={() => setAnswer(name)}
                  />
                  <Icon size="1.2rem" aria-hidden />
                  <span>{attest.answer[name]}</span>
                  <span className="key-cap" aria-hidden="true">
                    {index + 1}
                  </span>
                </label>
              ))}
            </div>
            <Wrong>{shown.answer}</Wrong>
          </fieldset>
          {(entry.manual === 'measurement' || item.form?.unit != null) && (
            <NumberInput
              label={attest.measurement(item.form?.unit ?? null)}
              value={value}
              onChange={(next) => setDraft({ ...draft, value: next })}
              hideControls
              error={shown.value}
            />
          )}
          <section aria-labelledby={photoTitle}>
            <h3 id={photoTitle} className="field-label">
              {attest.photos(needsPhoto)}
            </h3>
            <PhotoField photos={photos} onChange={setPhotos} />
            <Wrong>{shown.photo}</Wrong>
          </section>
          <Textarea
            label={attest.note}
            autosize
            minRows={2}
            value={statement}
            error={shown.statement}
            onChange={(event) => setDraft({ ...draft, statement: event.currentTarget.value })}
          />
          <Trouble problem={save.problem} onDismiss={save.dismiss} />
          <div className="attest-foot">
            {next !== null && (
              <Button variant="default" onClick={onSkip}>
                {attest.skip}
              </Button>
            )}
            <span className="dim small grow">
              {next === null ? '' : `${attest.thenNext(next.title)}. `}
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
          by={by}
          role={role}
          formRole={formRole}
          holdsDays={item.form?.holdsDays ?? null}
          counts={isSite ? attest.site : attest.forDevices(meant.length, exceptions.length)}
          error={shown.by}
          onBy={setBy}
          onRole={(other) => {
            setRole(other)
            setBy(nameFor(other))
          }}
        />
        {!isSite && meant.length > 1 && (
          <Exceptions subjects={meant} exceptions={exceptions} showErrors={tried} onChange={setExceptions} />
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
  useLetters(Object.fromEntries(answers.map(([name], index) => [String(index + 1), () => onAnswer(name)])))
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
