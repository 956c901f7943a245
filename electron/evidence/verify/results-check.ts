import { siteSubject } from '../../model/finding.ts'
import { type OutcomeCounts, outcomes } from '../../model/outcome.ts'
import type { CheckedLog } from './log-chain.ts'
import type { PackContext } from './pack-shape.ts'
import { reject } from './rejected.ts'
import type { AnyResults, Results } from './results-shape.ts'
import { checkSaidInLog, checkStillHolds } from './said-in-log.ts'
import { countObservations } from './totals.ts'

const contradiction = (message: string): never => reject('pack/results-contradiction', message)

/** What the log holds and the results do not, and why that is no contradiction. */
export interface LeftOut {
  /** How often another checklist took over within the visit. */
  readonly checklistChanges: number
  /** Points that failed when they were last looked at and that no later list asks for. */
  readonly failsOfEarlierLists: number
  /** Devices that were taken out of the list of devices within the visit. */
  readonly devicesRemoved: readonly string[]
  /** Numbers of packs whose sealing was interrupted and that never came to be. */
  readonly packsLost: readonly number[]
}

/** The results agree with themselves, with `pack.json` and with the log. @throws {PackRejected} `pack/results-contradiction` */
export function checkResults(results: AnyResults, context: PackContext, log: CheckedLog): LeftOut {
  checkContext(results, context)
  checkSums(results)
  checkChecklist(results, log)
  if (results.schema === 'fieldseal-results/2') {
    checkPeople(results, log)
    checkSaidInLog(results, log)
    checkStillHolds(results, context.signedAtClaim)
  }
  return checkAgainstLog(results, log)
}

/** The list that the log named last is the one that the results name. */
function checkChecklist({ checklist }: AnyResults, { entries }: CheckedLog): void {
  const named = entries.flatMap(({ type, checklist: used, to }) =>
    type === 'checklist.used' ? [used] : type === 'checklist.changed' ? [to] : [],
  )
  const last = named.at(-1) as { readonly sha256?: unknown } | null | undefined
  if (last?.sha256 !== undefined && last.sha256 !== checklist.sha256) {
    contradiction('The log says that another checklist judged.')
  }
}

/** Who agreed to a change is named as a second person, and so is whoever was enrolled as one while the work went on. */
function checkPeople({ changes, secondPersons, visit }: Results, { entries }: CheckedLog): void {
  // Packs of before this was said.
  if (secondPersons === undefined) return
  const known = new Map(secondPersons.map((person) => [person.name, person]))
  for (const { approvedBy } of changes) {
    if (approvedBy && !known.has(approvedBy)) contradiction('A change was agreed to by somebody who is not named.')
  }
  const enrolled = entries.filter(({ type }) => type === 'second-person.enrolled')
  for (const [name, t] of new Map(enrolled.map((entry) => [entry.name, entry.t]))) {
    const person = known.get(String(name))
    if (person?.enrolledAt !== t || person?.visit !== visit.number) {
      contradiction('The log says another thing of when a second person was enrolled.')
    }
  }
}

function checkContext(results: AnyResults, context: PackContext): void {
  const same: readonly (readonly [unknown, unknown, string])[] = [
    [results.packId, context.packId, 'pack'],
    [results.site.id, context.site, 'site'],
    [results.site.name, context.siteName, 'site name'],
    [results.site.customer, context.customer, 'customer'],
    [results.site.contract, context.contract, 'contract'],
    [results.visit.id, context.visit.id, 'visit'],
    [results.visit.number, context.visit.number, 'visit number'],
    [results.practice, context.practice, 'practice mark'],
    [results.coverage.seen, context.scope.devicesSeen, 'number of devices seen'],
    [results.coverage.assessed, context.scope.devicesAssessed, 'number of devices assessed'],
    [JSON.stringify(results.coverage.excluded), JSON.stringify(context.scope.excludedWithReason), 'exclusions'],
    [JSON.stringify(results.tool), JSON.stringify(context.tool), 'tool'],
  ]
  for (const [inResults, inContext, what] of same) {
    if (inResults !== inContext) contradiction(`results.json and pack.json name another ${what}.`)
  }
}

function checkSums({ devices, findings, changes, summary, coverage }: AnyResults): void {
  const ids = new Set(devices.map(({ id }) => id))
  if (ids.size !== devices.length || ids.has(siteSubject)) contradiction('A device is in the results twice.')
  ids.add(siteSubject)
  if (![...findings, ...changes].every(({ device }) => ids.has(device))) {
    contradiction('A finding or change belongs to no device of the results.')
  }
  const keys = new Set(findings.map(({ device, item }) => `${device} ${item}`))
  if (keys.size !== findings.length) contradiction('A finding is in the results twice.')
  const assessed = devices.filter((device) => device.assessed).length
  if (summary.devices !== devices.length || coverage.assessed !== assessed || coverage.seen < devices.length) {
    contradiction('The numbers of devices do not fit the list of devices.')
  }
  const equal = (a: OutcomeCounts, b: OutcomeCounts) => outcomes.every((outcome) => a[outcome] === b[outcome])
  if (
    !equal(summary.before, countObservations(findings, 'asFound')) ||
    !equal(summary.after, countObservations(findings, 'asLeft'))
  ) {
    contradiction('The summary does not count what the findings say.')
  }
}

/**
 * Per device and item the first outcome in the log (the first that is not an error) is as found, the last is as left, and no
 * finding of the log is left out: the log was chained while the work went on, the results were written at its end.
 *
 * A finding may be missing only where the log says why, after it: `device.removed` for its device, or `checklist.changed`.
 */
function checkAgainstLog({ findings, site, visit }: AnyResults, log: CheckedLog): LeftOut {
  if (log.genesis.site !== site.id || log.genesis.visit !== visit.id) {
    contradiction('The log belongs to another visit.')
  }
  const logged = outcomesByFinding(log)
  for (const { device, item, asFound, asLeft } of findings) {
    const seen = logged.get(keyOf(device, item))?.outcomes ?? []
    // A first look that ended in trouble is made up for by the next one.
    const first = seen.find((outcome) => outcome !== 'error') ?? seen[0]
    if ((asFound !== null && asFound.outcome !== first) || (asLeft !== null && asLeft.outcome !== seen.at(-1))) {
      contradiction(`The log says something else about ${item} of ${device}.`)
    }
    logged.delete(keyOf(device, item))
  }
  const missing = [...logged.values()]
  if (missing.some(({ excusedBy }) => excusedBy === null)) {
    contradiction('The results leave out findings that the log holds.')
  }
  const types = log.entries.map(({ type }) => type)
  const removed = log.entries.filter(({ type }) => type === 'device.removed').map(({ device }) => String(device))
  return {
    checklistChanges: types.filter((type) => type === 'checklist.changed').length,
    failsOfEarlierLists: missing.filter(
      ({ excusedBy, outcomes: seen }) => excusedBy === 'checklist.changed' && seen.at(-1) === 'fail',
    ).length,
    devicesRemoved: [...new Set(removed)],
    packsLost: log.entries.filter(({ type }) => type === 'seal.lost').map(({ sequence }) => Number(sequence)),
  }
}

interface LoggedFinding {
  readonly device: unknown
  readonly outcomes: readonly unknown[]
  readonly excusedBy: 'checklist.changed' | 'device.removed' | null
}

const keyOf = (device: unknown, item: unknown): string => JSON.stringify([device, item])

function outcomesByFinding(log: CheckedLog): Map<string, LoggedFinding> {
  const logged = new Map<string, LoggedFinding>()
  for (const { type, device, item, outcome } of log.entries) {
    if (type === 'finding') {
      const before = logged.get(keyOf(device, item))?.outcomes ?? []
      logged.set(keyOf(device, item), { device, outcomes: [...before, outcome], excusedBy: null })
    } else if (type === 'device.removed' || type === 'checklist.changed') {
      for (const [key, finding] of logged) {
        if (type === 'checklist.changed' || finding.device === device) logged.set(key, { ...finding, excusedBy: type })
      }
    }
  }
  return logged
}
