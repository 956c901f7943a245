import { withFixes } from '../../engine/change/apply-plan.ts'
import { wavesOf } from '../../engine/change/canaries.ts'
import type { Plan } from '../../engine/change/plan.ts'
import { Hold, type WaveRule } from '../../engine/change/waves.ts'
import type { Handlers, Host } from '../host/host.ts'
import { newShownPlan, type OpenSite, type ShownPlan } from '../host/open-site.ts'
import { NothingToRetry, PlanGone } from '../host/problems.ts'
import { changeView, planView } from '../views/plan-view.ts'
import { deviceMoved } from './devices.ts'
import { withSecret } from './with-secret.ts'

export const planHandlers = {
  'plan.make': (host, wanted) => make(host, wanted, null),
  'plan.retry': (host, { planId, which }) => {
    const { plan, moved, running } = shownPlan(host, planId)
    if (running) throw new PlanGone('This plan is still being carried out.')
    const open = plan.changes.filter(({ change }) => {
      const state = moved.get(change.id)?.state ?? 'planned'
      return which === 'unfinished' ? state !== 'fixed' : failedStates.includes(state)
    })
    if (open.length === 0) throw new NothingToRetry('Every change of this plan held.')
    const pairs = new Set(open.map(({ change }) => pairOf(change)))
    const ids = [...new Set(open.map(({ change }) => change.deviceId))]
    const checks = [...new Set(open.map(({ change }) => change.fix))]
    return make(host, { ids, checks, allowClear: plan.allowClear }, pairs)
  },
  'plan.view': (host) => {
    const open = host.shown()
    return open.kind === 'read' || open.shownPlan === null ? null : shownView(open, open.shownPlan)
  },
  'plan.order': (host, { planId, deviceIds, waves }) => {
    const { plan } = shownPlan(host, planId)
    const wanted = deviceIds === null ? null : new Set(deviceIds)
    const changes = plan.changes.filter(({ change }) => wanted?.has(change.deviceId) ?? true)
    return orderOf(host.site(), changes, waves)
  },
  'plan.agree': async (host, { planId, name, passphrase }) => {
    const shown = shownPlan(host, planId)
    const { session } = host.site()
    shown.approvedBy = await withSecret(passphrase, (secret) => session.secondPersons.prove(name, secret))
    return shownView(host.site(), shown)
  },
  'plan.enroll': async (host, { name, passphrase }) => {
    const { secondPersons } = host.site().session
    await withSecret(passphrase, (secret) => secondPersons.enroll(name, secret))
    host.events.changed('plan')
    return secondPersons.names()
  },
  'plan.apply': (host, { planId, changeIds, waves, confirmed }) => {
    const open = host.site()
    const shown = shownPlan(host, planId)
    if (shown.moved.size > 0 || shown.running) throw new PlanGone('This plan was applied already.')
    const plan = narrowed(shown.plan, changeIds)
    const names = open.names()
    const hold = new Hold()
    open.work.start('fix', async (signal, report) => {
      shown.running = true
      try {
        await open.session.apply(plan, {
          waves,
          confirmed: new Set(confirmed),
          approvedBy: shown.approvedBy,
          hold,
          signal,
          on: (progress) => {
            report(progress)
            host.events.changedOften('site')
          },
          onChange: (change) => {
            shown.moved.set(change.id, change)
            deviceMoved(host, change.deviceId)
            host.events.send('change', changeView(change, plan, names))
          },
        })
      } finally {
        shown.running = false
      }
    })
    shown.hold = hold
    shown.rule = waves
    shown.order = orderOf(open, allowed(plan, new Set(confirmed), shown.approvedBy), waves)
    host.events.changed('plan', 'site')
    return null
  },
  'plan.pause': (host) => hold(host, true),
  'plan.resume': (host) => hold(host, false),
} satisfies Partial<Handlers>

const failedStates: readonly string[] = ['failed', 'rolled-back', 'unresolved']
const pairOf = ({ deviceId, fix }: { readonly deviceId: string; readonly fix: string }) => `${deviceId} ${fix}`

interface Wanted {
  readonly ids: readonly string[] | null
  readonly checks: readonly string[] | null
  readonly allowClear: boolean
}

/** Makes a plan and shows it. `pairs` narrows it to these changes of these devices. */
async function make(host: Host, { ids, checks, allowClear }: Wanted, pairs: ReadonlySet<string> | null) {
  const open = host.site()
  const made = await open.work.run('plan', (signal, report) =>
    open.session.plan({ devices: ids, checks, allowClear, signal, on: report }),
  )
  const plan =
    pairs === null ? made : { ...made, changes: made.changes.filter(({ change }) => pairs.has(pairOf(change))) }
  open.shownPlan = newShownPlan(plan)
  return shownView(open, open.shownPlan)
}

/** @throws {PlanGone} when another plan is on the screen than the one that is meant */
function shownPlan(host: Host, planId: string): ShownPlan {
  const shown = host.site().shownPlan
  if (shown === null || shown.plan.id !== planId) throw new PlanGone('This plan is not the newest one.')
  return shown
}

function hold(host: Host, isHeld: boolean): null {
  const { shownPlan: shown, work } = host.site()
  if (shown?.running !== true || shown.hold === null) throw new PlanGone('No plan is being carried out.')
  if (isHeld) shown.hold.pause()
  else shown.hold.resume()
  work.paused(isHeld)
  host.events.changed('plan', 'site')
  return null
}

/** Changes that may be made: the others are left alone and are in no wave. */
const allowed = ({ changes, needsSecondPerson }: Plan, confirmed: ReadonlySet<string>, approvedBy: string | null) =>
  changes.filter(
    ({ change: { id, confirm } }) =>
      (confirm === undefined || confirmed.has(id)) && (!needsSecondPerson.includes(id) || approvedBy !== null),
  )

function orderOf(open: OpenSite, changes: Plan['changes'], rule: WaveRule): string[][] {
  return wavesOf(withFixes(open.session.devices(), changes), rule).map((wave) => wave.map(({ device }) => device.id))
}

const shownView = (open: OpenSite, shown: ShownPlan) =>
  planView(shown, open.session.secondPersons.names(), open.names())

/** The plan with only these changes. @throws {PlanGone} when one of them is not of this plan */
function narrowed(plan: Plan, changeIds: readonly string[] | null): Plan {
  if (changeIds === null) return plan
  const wanted = new Set(changeIds)
  const changes = plan.changes.filter(({ change }) => wanted.has(change.id))
  if (changes.length !== wanted.size) throw new PlanGone('A chosen change is not part of this plan.')
  return { ...plan, changes }
}
