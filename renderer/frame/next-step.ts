import type { SiteView, VisitStep } from '../api/site-view.ts'
import { text } from '../text/text.ts'

export interface NextStep {
  readonly what: string
  readonly button: string
  readonly href: string
}

/** Where each step of the visit is done. */
export const stepHref: Readonly<Record<VisitStep['id'], string>> = {
  scope: '#/discover',
  discover: '#/discover',
  assess: '#/devices',
  fix: '#/changes',
  attest: '#/attest',
  seal: '#/evidence',
}

/** The one sensible thing to do next: the first step of the visit that is not finished, in the order of the visit. */
export function nextStep(site: SiteView): NextStep {
  const state = Object.fromEntries(site.steps.map((step) => [step.id, step.state]))
  const { next } = text
  const step = ([what = '', button = '']: readonly string[], href: string): NextStep => ({ what, button, href })
  if (site.readOnly !== null) return step(next.looking, '#/overview')
  if (site.scope === null) return step(next.scope, stepHref.scope)
  if (state.discover === 'running') return step(next.discovering, stepHref.discover)
  const note = (id: VisitStep['id']) => site.steps.find((known) => known.id === id)?.note
  // What an earlier visit heard is no look at this one.
  if (site.deviceCount === 0 || note('discover')?.is === 'not-heard') return step(next.discover, stepHref.discover)
  if (state.assess === 'running') return step(next.assessing, stepHref.assess)
  if (site.steps.some(({ note }) => note.is === 'paused')) return step(next.paused, stepHref.fix)
  if (state.fix === 'running') return step(next.fixing, stepHref.fix)
  const unread = site.deviceCount - site.assessedCount
  if (unread > 0) return step(next.assess(unread), stepHref.assess)
  const plan = note('fix')
  if (plan?.is === 'planned') return step(next.planned(plan.amount), stepHref.fix)
  if (state.fix === 'todo') return step(next.fix, stepHref.fix)
  if (state.fix === 'attention') return step(next.decide, stepHref.fix)
  const byHand = site.steps.find(({ id }) => id === 'attest')
  if (byHand?.note.is === 'to-attest' && state.seal !== 'done')
    return step(next.attest(byHand.note.amount), stepHref.attest)
  if (state.seal !== 'done') return step(next.seal, stepHref.seal)
  return step(next.done, stepHref.seal)
}
