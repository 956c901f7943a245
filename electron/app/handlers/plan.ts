import type { Plan } from '../../engine/change/plan.ts'
import { Hold, usualWaves } from '../../engine/change/waves.ts'
import { PlanOutdated } from '../../engine/problems.ts'
import { upgradeFix } from '../../engine/upgrade-fix.ts'
import type { Change } from '../../model/site.ts'
import type { Handlers, Host, ShownSite } from '../host/host.ts'
import type { OpenSite } from '../host/open-site.ts'
import { isUntouched, newShownPlan, type ShownPlan } from '../host/plans.ts'
import { NothingToRetry } from '../host/problems.ts'
import { changeView, newestChanges, otherPlan, otherRecord, planView, recordedView } from '../views/plan-view.ts'
import { waveOrder } from '../views/wave-order.ts'
import { deviceMoved } from './devices.ts'
import { withSecret } from './with-secret.ts'

export const planHandlers = {
  'plan.make': (host, wanted) => make(host, wanted, null),
  'plan.retry': (host, { planId, which }) => {
    const { changes, allowClear, leftOut } = standing(host.site(), planId)
    const open = changes.filter(({ state, deviceId }) =>
      which === 'failed' ? failedStates.includes(state) : state !== 'fixed' && !leftOut.has(deviceId),
    )
    if (open.length === 0) throw new NothingToRetry('Every change of this plan held.')
    const pairs = new Set(open.map(pairOf))
    const ids = [...new Set(open.map(({ deviceId }) => deviceId))]
    const checks = [...new Set(open.map(({ fix }) => fix))]
    return make(host, { ids, checks, allowClear }, pairs)
  },
  'plan.view': (host) => frontView(host.shown()),
  'plan.show': (host, { planId }) => {
    const open = host.site()
    const known = open.plans.get(planId)
    if (known === null && planId !== open.session.visit().id) throw new PlanOutdated('This plan is not there any more.')
    open.plans.show(known === null ? null : planId)
    open.keepPlans()
    const view = frontView(open)
    if (view === null) throw new PlanOutdated('This plan is not there any more.')
    return view
  },
  'plan.choose': (host, { planId, leftOut, confirmed, waves }) => {
    const shown = shownPlan(host, planId)
    if (!isUntouched(shown)) throw new PlanOutdated('This plan was applied already.')
    shown.choice = { leftOut: new Set(leftOut), confirmed: new Set(confirmed), rule: waves }
    host.site().session.keptPlans.choose(planId, shown.choice)
    return null
  },
  'plan.order': (host, { planId, deviceIds, waves }) => {
    const { plan } = shownPlan(host, planId)
    const wanted = deviceIds === null ? null : new Set(deviceIds)
    const changes = plan.changes.filter(({ change }) => wanted?.has(change.deviceId) ?? true)
    return waveOrder(host.site().session.devices(), plan.changes, changes, waves)
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
    if (!isUntouched(shown)) throw new PlanOutdated('This plan was applied already.')
    const plan = narrowed(shown.plan, changeIds)
    const going = new Set(plan.changes.map(({ change }) => change.deviceId))
    const leftOut = shown.plan.changes.filter(({ change }) => !going.has(change.deviceId))
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
    shown.choice = {
      leftOut: new Set(leftOut.map(({ change }) => change.deviceId)),
      confirmed: new Set(confirmed),
      rule: waves,
    }
    const agreed = allowed(plan, new Set(confirmed), shown.approvedBy)
    shown.order = waveOrder(open.session.devices(), plan.changes, agreed, waves)
    host.events.changed('plan', 'site')
    return null
  },
  'plan.pause': (host) => hold(host, true),
  'plan.resume': (host) => hold(host, false),
} satisfies Partial<Handlers>

const failedStates: readonly string[] = ['failed', 'rolled-back', 'unresolved']
const pairOf = ({ deviceId, fix }: Change) => `${deviceId} ${fix}`

interface Wanted {
  readonly ids: readonly string[] | null
  readonly checks: readonly string[] | null
  readonly allowClear: boolean
}

/** Makes a plan and shows it. `pairs` narrows it to these changes of these devices. */
async function make(host: Host, { ids, checks, allowClear }: Wanted, pairs: ReadonlySet<string> | null) {
  const open = host.site()
  const shown = await open.work.run('plan', async (signal, report) => {
    const made = await open.session.plan({ devices: ids, checks, allowClear, signal, on: report })
    const plan =
      pairs === null ? made : { ...made, changes: made.changes.filter(({ change }) => pairs.has(pairOf(change))) }
    const next = newShownPlan(plan, ids)
    // A part of the work: a site that is locked meanwhile is closed when its work has ended.
    open.plans.add(next)
    open.keepPlans()
    return next
  })
  host.events.changed('plan', 'site')
  return shownView(open, shown)
}

/** @throws {PlanOutdated} when another plan is on the screen than the one that is meant */
function shownPlan(host: Host, planId: string): ShownPlan {
  const { shown } = host.site().plans
  if (shown === null || shown.plan.id !== planId) throw new PlanOutdated('This plan is not the one that is shown.')
  return shown
}

interface Standing {
  readonly changes: readonly Change[]
  readonly allowClear: boolean
  readonly leftOut: ReadonlySet<string>
}

/** Where the changes of a plan stand, or those that are on record. @throws {PlanOutdated} */
function standing(open: OpenSite, planId: string): Standing {
  const known = open.plans.get(planId)
  if (known === null) {
    const { session } = open
    if (planId !== session.visit().id) throw new PlanOutdated('This plan is not there any more.')
    return { changes: newestChanges(recorded(open)), allowClear: false, leftOut: new Set() }
  }
  if (known.running) throw new PlanOutdated('This plan is still being carried out.')
  const { plan, moved, choice } = known
  return {
    changes: plan.changes.map(({ change }) => moved.get(change.id) ?? change),
    allowClear: plan.allowClear,
    leftOut: choice.leftOut,
  }
}

/** Changes on record of this visit that no plan knows any more. */
function recorded({ session, plans }: ShownSite): Change[] {
  const known = new Set(plans.all.flatMap(({ plan }) => plan.changes.map(({ change }) => change.id)))
  return session.changes().filter(({ id, fix }) => !known.has(id) && fix !== upgradeFix)
}

function hold(host: Host, isHeld: boolean): null {
  const { plans, work } = host.site()
  const shown = plans.all.find(({ running }) => running)
  if (shown === undefined || shown.hold === null) throw new PlanOutdated('No plan is being carried out.')
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

const shownView = (open: OpenSite, shown: ShownPlan) =>
  planView(shown, {
    names: open.names(),
    secondPersons: open.session.secondPersons.names(),
    others: othersOf(open, shown.plan.id),
  })

/** The plan that a person looks at; where there is none, what is on record of this visit. */
function frontView(open: ShownSite) {
  const shown = open.kind === 'open' ? open.plans.shown : null
  if (open.kind === 'open' && shown !== null) return shownView(open, shown)
  const changes = recorded(open)
  if (changes.length === 0) return null
  const { id } = open.session.visit()
  return recordedView(id, changes, usualWaves, { names: open.names(), others: othersOf(open, id) })
}

/** Every plan of this visit but the one in front, newest first. */
function othersOf(open: ShownSite, frontId: string) {
  const names = open.names()
  const visitId = open.session.visit().id
  const plans = open.plans.all.filter(({ plan }) => plan.id !== frontId).map((shown) => otherPlan(shown, names))
  const onRecord = frontId === visitId ? [] : recorded(open)
  return [...plans.reverse(), ...(onRecord.length === 0 ? [] : [otherRecord(visitId, onRecord)])]
}

/** The plan with only these changes. @throws {PlanOutdated} when one of them is not of this plan */
function narrowed(plan: Plan, changeIds: readonly string[] | null): Plan {
  if (changeIds === null) return plan
  const wanted = new Set(changeIds)
  const changes = plan.changes.filter(({ change }) => wanted.has(change.id))
  if (changes.length !== wanted.size) throw new PlanOutdated('A chosen change is not part of this plan.')
  return { ...plan, changes }
}
