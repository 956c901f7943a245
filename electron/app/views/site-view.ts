import type { Output } from '../../contract/channels.ts'
import type { Conflict, Device } from '../../model/device.ts'
import type { Finding } from '../../model/finding.ts'
import { countOutcomes } from '../../model/outcome.ts'
import type { PackRecord } from '../../model/pack-record.ts'
import type { Change, SiteRecord, Visit } from '../../model/site.ts'
import type { RunningWork } from '../host/work.ts'

type SiteView = NonNullable<Output<'site.view'>>
type Step = SiteView['steps'][number]

/** What the visit bar and the overview are made of. */
export interface SiteFacts {
  readonly file: string
  readonly site: SiteRecord
  readonly visit: Visit
  readonly devices: readonly Device[]
  readonly conflicts: readonly Conflict[]
  /** As left, of this visit. */
  readonly findings: readonly Finding[]
  readonly changes: readonly Change[]
  readonly packs: readonly PackRecord[]
  readonly unresolved: number
  readonly running: RunningWork | null
  readonly checklistTitle: string
  readonly catalog: SiteView['catalog']
}

export function siteView(facts: SiteFacts): SiteView {
  const { site, visit, findings } = facts
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
    steps: [scopeStep(facts), discoverStep(facts), assessStep(facts), fixStep(facts), sealStep(facts)],
    counts: countOutcomes(findings),
    deviceCount: facts.devices.length,
    assessedCount: assessedIds(findings).size,
    catalog: facts.catalog,
    unresolved: facts.unresolved,
  }
}

const assessedIds = (findings: readonly Finding[]) => new Set(findings.map(({ deviceId }) => deviceId))
const counted = (amount: number, one: string) => `${amount} ${one}${amount === 1 ? '' : 's'}`

function step(id: Step['id'], state: Step['state'], note: string, share: number | null = null): Step {
  return { id, state, note, share }
}

/** A step that runs now shows how far it is, whatever else is true of it. */
function runningStep(id: Step['id'], work: RunningWork['work'], { running }: SiteFacts): Step | null {
  if (running?.work !== work) return null
  const { done, total } = running
  const note = total === null ? 'running' : `${done} of ${total}`
  return step(id, 'running', note, total === null || total === 0 ? null : Math.min(1, done / total))
}

function scopeStep({ site: { scope } }: SiteFacts): Step {
  return scope === null
    ? step('scope', 'todo', 'not confirmed')
    : step('scope', 'done', counted(scope.targets.length, 'network'))
}

function discoverStep(facts: SiteFacts): Step {
  const { devices, conflicts } = facts
  const running = runningStep('discover', 'discover', facts)
  if (running !== null) return running
  if (devices.length === 0) return step('discover', 'todo', 'no device yet')
  if (conflicts.length > 0) return step('discover', 'attention', counted(conflicts.length, 'conflict'))
  return step('discover', 'done', counted(devices.length, 'device'))
}

function assessStep(facts: SiteFacts): Step {
  const running = runningStep('assess', 'assess', facts)
  if (running !== null) return running
  const assessed = assessedIds(facts.findings).size
  const all = facts.devices.length
  if (assessed === 0) return step('assess', 'todo', 'not started')
  const note = `${assessed} of ${all}`
  return assessed < all ? step('assess', 'partial', note, assessed / all) : step('assess', 'done', note)
}

function fixStep(facts: SiteFacts): Step {
  const running = runningStep('fix', 'fix', facts)
  if (running !== null) return running
  const { findings, changes } = facts
  const open = findings.filter(({ outcome, fix }) => outcome === 'fail' && fix === 'offered').length
  const needPerson = new Set(
    changes
      .filter(({ state }) => ['failed', 'rolled-back', 'unresolved'].includes(state))
      .map(({ deviceId }) => deviceId),
  ).size
  if (findings.length === 0) return step('fix', 'todo', 'not started')
  if (needPerson > 0 && open > 0) return step('fix', 'attention', `${counted(needPerson, 'device')} to look at`)
  if (open === 0) return step('fix', 'done', changes.length === 0 ? 'nothing to fix' : 'all that could be')
  if (changes.length === 0) return step('fix', 'todo', `${open} can be fixed`)
  return step('fix', 'partial', `${open} can be fixed`, 0.5)
}

function sealStep(facts: SiteFacts): Step {
  const running = runningStep('seal', 'seal', facts)
  if (running !== null) return running
  const sealed = facts.packs.filter(({ visitId }) => visitId === facts.visit.id)
  return sealed.length === 0 ? step('seal', 'todo', 'not sealed') : step('seal', 'done', counted(sealed.length, 'pack'))
}
