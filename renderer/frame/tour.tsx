import './tour.css'
import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useKeptState } from '../api/kept-state.ts'
import { loadPreference, savePreference } from '../api/preferences.ts'
import type { SiteView } from '../api/site-view.ts'
import { IconButton } from '../components/icon-button.tsx'
import { text } from '../text/text.ts'
import { stepHref } from './next-step.ts'

const isEnded = (value: unknown): value is 'ended' => value === 'ended'

/** Whether the card is shown on the practice site; kept on this computer. */
export const tourChoice = {
  isOn: (): boolean => loadPreference('tour', isEnded) === null,
  set: (on: boolean): void => savePreference('tour', on ? null : 'ended'),
}

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string')

/** Steps that a pack may be sealed without: it then says what is open. */
const mayStayOpen: readonly string[] = ['fix', 'attest']

/** Once a plan was carried out, what is left of it waits for a person or for the next plan: the visit goes on. */
const isThrough = ({ id, state, note }: SiteView['steps'][number]): boolean =>
  state === 'done' || (id === 'fix' && state === 'partial' && note.is !== 'planned')

/** A card that goes along with a visit to the practice site: what the step is for that comes now. Nothing waits for it. */
export function Tour({ site, path }: { readonly site: SiteView; readonly path: string }) {
  const [on, setOn] = useState(tourChoice.isOn)
  const [left, setLeft] = useKeptState<readonly string[]>('tour', [], isNames)
  if (!site.practice || !on) return null
  const sealed = site.steps.find(({ id }) => id === 'seal')?.state === 'done'
  const at = sealed ? -1 : site.steps.findIndex((step) => !isThrough(step) && !left.includes(step.id))
  const step = site.steps[at]
  const [title, what] = text.tour.steps[step?.id ?? 'done']
  const href = step === undefined ? '#/verify' : stepHref[step.id]
  const end = () => {
    tourChoice.set(false)
    setOn(false)
  }
  return (
    <aside className="tour" aria-label={text.tour.title}>
      <p aria-live="polite">
        <span className="small">
          {text.tour.title}
          {step !== undefined && `, ${text.tour.step(at + 1, site.steps.length)}`}
        </span>
        <strong>{title}</strong> <span className="tour-what">{what}</span>
      </p>
      {href !== `#${path}` && (
        <Button component="a" href={href} variant="default">
          {text.tour.go}
        </Button>
      )}
      {step !== undefined && mayStayOpen.includes(step.id) && (
        <Button variant="subtle" onClick={() => setLeft([...left, step.id])}>
          {text.tour.leave}
        </Button>
      )}
      <IconButton label={text.tour.end} onClick={end}>
        <IconX size="1rem" aria-hidden />
      </IconButton>
    </aside>
  )
}
