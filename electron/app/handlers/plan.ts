import type { Plan } from '../../engine/plan.ts'
import type { Handlers } from '../host/host.ts'
import type { OpenSite, ShownPlan } from '../host/open-site.ts'
import { PlanGone } from '../host/problems.ts'
import { changeView, planView } from '../views/plan-view.ts'

export const planHandlers = {
  'plan.make': async (host, { ids, checks, allowClear }) => {
    const open = host.site()
    const plan = await open.work.run('plan', (signal, report) =>
      open.session.plan({ devices: ids, checks, allowClear, signal, on: report }),
    )
    const shown: ShownPlan = { plan, moved: new Map(), running: false }
    open.shownPlan = shown
    return shownView(open, shown)
  },
  'plan.view': (host) => {
    const open = host.site()
    return open.shownPlan === null ? null : shownView(open, open.shownPlan)
  },
  'plan.apply': (host, { planId, changeIds }) => {
    const open = host.site()
    const shown = open.shownPlan
    if (shown === null || shown.plan.id !== planId) throw new PlanGone('This plan is not the newest one.')
    if (shown.moved.size > 0) throw new PlanGone('This plan was applied already.')
    const plan = narrowed(shown.plan, changeIds)
    const names = open.names()
    open.work.start('fix', async (signal, report) => {
      shown.running = true
      try {
        await open.session.apply(plan, {
          signal,
          on: (progress) => {
            report(progress)
            host.events.changedOften('devices', 'site')
          },
          onChange: (change) => {
            shown.moved.set(change.id, change)
            host.events.send('change', changeView(change, names))
          },
        })
      } finally {
        shown.running = false
      }
    })
    host.events.changed('plan', 'site')
    return null
  },
} satisfies Partial<Handlers>

const shownView = (open: OpenSite, { plan, moved, running }: ShownPlan) => planView(plan, moved, running, open.names())

/** The plan with only these changes. @throws {PlanGone} when one of them is not of this plan */
function narrowed(plan: Plan, changeIds: readonly string[] | null): Plan {
  if (changeIds === null) return plan
  const wanted = new Set(changeIds)
  const changes = plan.changes.filter(({ change }) => wanted.has(change.id))
  if (changes.length !== wanted.size) throw new PlanGone('A chosen change is not part of this plan.')
  return { ...plan, changes }
}
