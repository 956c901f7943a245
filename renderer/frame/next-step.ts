import type { SiteView } from '../api/site-view.ts'
import { text } from '../text/en.ts'

export interface NextStep {
  readonly what: string
  readonly button: string
  readonly href: string
}

/** The one sensible thing to do next: the first step of the visit that is not finished, in the order of the visit. */
export function nextStep(site: SiteView): NextStep {
  const state = Object.fromEntries(site.steps.map((step) => [step.id, step.state]))
  const { next } = text
  const step = ([what, button]: readonly [string, string], href: string): NextStep => ({ what, button, href })
  if (site.scope === null) return step(next.scope, '#/discover')
  if (state.discover === 'running') return step(next.discovering, '#/discover')
  if (site.deviceCount === 0) return step(next.discover, '#/discover')
  if (state.assess === 'running') return step(next.assessing, '#/devices')
  if (state.fix === 'running') return step(next.fixing, '#/changes')
  const unread = site.deviceCount - site.assessedCount
  if (unread > 0) {
    const [what, button] = next.assess(unread)
    return { what: what ?? '', button: button ?? '', href: '#/devices' }
  }
  if (state.fix === 'todo') return step(next.fix, '#/changes')
  if (state.seal !== 'done') return step(next.seal, '#/evidence')
  return step(next.done, '#/evidence')
}
