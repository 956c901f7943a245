import './tour.css'
import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
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

/** A card that goes along with a visit to the practice site: what the step is for that comes now. Nothing waits for it. */
export function Tour({ site, path }: { readonly site: SiteView; readonly path: string }) {
  const [on, setOn] = useState(tourChoice.isOn)
  if (!site.practice || !on) return null
  // By hand may stay open, so that it keeps nobody from the seal.
  const sealed = site.steps.find(({ id }) => id === 'seal')?.state === 'done'
  const at = sealed ? -1 : site.steps.findIndex(({ state }) => state !== 'done')
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
        <strong>{title}</strong> {what}
      </p>
      {href !== `#${path}` && (
        <Button component="a" href={href} variant="default">
          {text.tour.go}
        </Button>
      )}
      <IconButton label={text.tour.end} onClick={end}>
        <IconX size="1rem" aria-hidden />
      </IconButton>
    </aside>
  )
}
