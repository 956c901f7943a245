import type { Output } from '../../contract/channels.ts'
import type { Conflict, Device } from '../../model/device.ts'
import { siteSubject } from '../../model/finding.ts'
import { countsOf, type FindingSummary } from '../../model/finding-summary.ts'
import type { PackRecord } from '../../model/pack-record.ts'
import type { Change, SiteRecord, Visit } from '../../model/site.ts'
import type { RunningWork } from '../host/work.ts'
import { newestChanges } from './plan-view.ts'

type SiteView = NonNullable<Output<'site.view'>>
type Step = SiteView['steps'][number]
type Note = Step['note']

/** What the visit bar and the overview are made of. */
export interface SiteFacts {
  readonly file: string
  readonly site: SiteRecord
  readonly visit: Visit
  readonly devices: readonly Device[]
  readonly conflicts: readonly Conflict[]
  /** As left, of this visit. */
  readonly summaries: readonly FindingSummary[]
  readonly changes: readonly Change[]
  readonly packs: readonly PackRecord[]
  readonly unresolved: number
  /** Changes of a plan that is on the screen and was not begun yet; absent without one. */
  readonly planned?: number
  readonly running: RunningWork | null
  readonly checklistTitle: string
  readonly catalog: SiteView['catalog']
  /** Absent: the site can be worked on. */
  readonly readOnly?: SiteView['readOnly']
}

/** The open site as every screen sees it: who, where, how far each step of the visit is, and what it counts. */
export function siteView(facts: SiteFacts): SiteView {
  const { site, visit, summaries } = facts
  return {
    id: site.id,
    name: site.name,
    customer: site.customer,
    technician: site.technician,
    company: site.company,
    practice: site.practice,
    file: facts.file,
    checklist: facts.checklistTitle,
    visitNumber: visit.number,
    scope: site.scope && {
      targets: [...site.scope.targets],
      interfaces: [...site.scope.interfaces],
      excluded: [...site.scope.excluded],
    },
    ntpServers: [...site.settings.ntpServers],
    steps: [
      scopeStep(facts),
      discoverStep(facts),
      assessStep(facts),
      fixStep(facts),
      attestStep(facts),
      sealStep(facts),
    ],
    counts: countsOf(summaries),
    deviceCount: facts.devices.length,
    assessedCount: assessedCount(facts),
    catalog: facts.catalog,
    unresolved: facts.unresolved,
    readOnly: facts.readOnly ?? null,
  }
}

/** Devices that were judged; findings about the site as a whole belong to none. */
function assessedCount({ devices, summaries }: Pick<SiteFacts, 'devices' | 'summaries'>): number {
  const ids = new Set(summaries.map(({ deviceId }) => deviceId))
  return devices.filter(({ id }) => ids.has(id)).length
}

const note = (is: Note['is'], amount = 0, of: number | null = null): Note => ({ is, amount, of })

function step(id: Step['id'], state: Step['state'], about: Note, share: number | null = null): Step {
  return { id, state, note: about, share }
}

/** Work whose parts are devices. */
const countsDevices: readonly RunningWork['work'][] = ['assess', 'fix', 'upgrade']

/** A step that runs now shows how far it is, whatever else is true of it. */
function runningStep(id: Step['id'], work: RunningWork['work'], { running }: SiteFacts): Step | null {
  if (running?.work !== work) return null
  const { done, total } = running
  if (running.held === true) return step(id, 'attention', note('paused', done, total))
  if (total === null || total === 0) return step(id, 'running', note('running'))
  // Questions and bytes are nothing that a person counts: then the ring alone says how far.
  const howFar = countsDevices.includes(work) ? note('done-of', done, total) : note('running')
  return step(id, 'running', howFar, Math.min(1, done / total))
}

function scopeStep({ site: { scope } }: SiteFacts): Step {
  return scope === null
    ? step('scope', 'todo', note('not-confirmed'))
    : step('scope', 'done', note('networks', scope.targets.length))
}

function discoverStep(facts: SiteFacts): Step {
  const { devices, conflicts, visit } = facts
  const running = runningStep('discover', 'discover', facts)
  if (running !== null) return running
  if (devices.length === 0) return step('discover', 'todo', note('no-device'))
  // What an earlier visit heard is no look at this one: who is gone shows only when somebody listens again.
  if (!devices.some(({ lastSeenAt }) => lastSeenAt >= visit.startedAt)) {
    return step('discover', 'todo', note('not-heard', devices.length))
  }
  if (conflicts.length > 0) return step('discover', 'attention', note('conflicts', conflicts.length))
  return step('discover', 'done', note('devices', devices.length))
}

function assessStep(facts: SiteFacts): Step {
  const running = runningStep('assess', 'assess', facts)
  if (running !== null) return running
  const assessed = assessedCount(facts)
  const all = facts.devices.length
  if (assessed === 0) return step('assess', 'todo', note('not-started'))
  const howFar = note('done-of', assessed, all)
  return assessed < all ? step('assess', 'partial', howFar, assessed / all) : step('assess', 'done', howFar)
}

function fixStep(facts: SiteFacts): Step {
  const running = runningStep('fix', 'fix', facts) ?? runningStep('fix', 'upgrade', facts)
  if (running !== null) return running
  const { summaries, changes } = facts
  const open = summaries.reduce((sum, { fixable }) => sum + fixable, 0)
  const needPerson = new Set(
    // What a later try put right needs nobody any more.
    newestChanges(changes)
      .filter(({ state }) => ['failed', 'rolled-back', 'unresolved'].includes(state))
      .map(({ deviceId }) => deviceId),
  ).size
  if (isUnjudged(facts)) return step('fix', 'todo', note('not-started'))
  const { planned = 0 } = facts
  if (planned > 0) return step('fix', 'partial', note('planned', planned), 0)
  if (needPerson > 0 && open > 0) return step('fix', 'attention', note('look-at', needPerson))
  if (open === 0) return step('fix', 'done', note(changes.length === 0 ? 'nothing-to-fix' : 'all-fixed'))
  if (changes.length === 0) return step('fix', 'todo', note('fixable', open))
  return step('fix', 'partial', note('fixable', open), 0.5)
}

/** Before any device was judged; the items of the site itself have answers from the first confirmed scope on. */
const isUnjudged = ({ summaries }: SiteFacts): boolean => summaries.every(({ deviceId }) => deviceId === siteSubject)

/** Items of which only a person can say something: how many of them were said, over all devices and the site. */
function attestStep(facts: SiteFacts): Step {
  if (isUnjudged(facts)) return step('attest', 'todo', note('not-started'))
  const waiting = facts.summaries.reduce((sum, { byHand }) => sum + byHand.waiting, 0)
  const said = facts.summaries.reduce((sum, { byHand }) => sum + byHand.said, 0)
  if (waiting > 0) {
    const howFar = note('to-attest', waiting)
    return said === 0 ? step('attest', 'todo', howFar) : step('attest', 'partial', howFar, said / (said + waiting))
  }
  return step('attest', 'done', said === 0 ? note('nothing-to-attest') : note('attested', said))
}

function sealStep(facts: SiteFacts): Step {
  const running = runningStep('seal', 'seal', facts)
  if (running !== null) return running
  const sealed = facts.packs.filter(({ visitId }) => visitId === facts.visit.id)
  return sealed.length === 0
    ? step('seal', 'todo', note('not-sealed'))
    : step('seal', 'done', note('packs', sealed.length))
}
