import { isDeepStrictEqual } from 'node:util'
import type { Checklist } from '../../catalog/checklist.ts'
import type { AnyCheck } from '../../checks/check.ts'
import type { Device, Identity } from '../../model/device.ts'
import { ExpectedError, type Problem, toProblem } from '../../model/errors.ts'
import type { FactKey, Readings } from '../../model/facts.ts'
import { type Finding, siteSubject } from '../../model/finding.ts'
import { ownTrouble } from '../../protocols/card-gate.ts'
import { OpenDevice, type VisitParts } from '../device/open-device.ts'
import { siteReadings, stillTaken } from '../device/site-facts.ts'
import { takeReplacement } from '../inventory/replaced-device.ts'
import { IdentityMismatch } from '../problems.ts'
import { judge, judgeSite, neededFacts, unjudged } from './judge.ts'
import { recordFindings } from './record-findings.ts'

/** Facts that belong into the record of a device whatever the checklist asks. */
const recordFacts: readonly FactKey[] = [
  'identity',
  'accounts',
  'network.interfaces',
  'network.hostname',
  'discovery.mode',
]

export interface AssessParts extends VisitParts {
  readonly checklist: Checklist
  readonly checkById: (id: string) => AnyCheck | null
  /** The list that a weaker one must not look as strong as; null where the product ships none. */
  readonly baseline: Checklist | null
}

/**
 * Reads one device anew and judges it. Trouble of this device ends in its findings and stops nobody else. Where another device
 * answers in its place, that one is taken into the inventory and looked at instead.
 */
export async function assessDevice(
  device: Device,
  parts: AssessParts,
  signal: AbortSignal,
  mayBeReplaced = true,
): Promise<void> {
  if (parts.isReplaced(device)) return
  const since = performance.now()
  try {
    await assessOpen(await OpenDevice.open(device, parts, signal), parts)
  } catch (error) {
    if (signal.aborted || !(error instanceof ExpectedError)) throw error
    const said = error instanceof IdentityMismatch && mayBeReplaced ? error.said : null
    const other = said === null ? null : takeReplacement(device, said, parts)
    if (other === null) {
      const { address } = device.endpoint
      recordUnread(device, parts, toProblem(ownTrouble(error, address, parts.network.cards, since)))
    } else await assessDevice(other, parts, signal, false)
  }
}

/** As `assessDevice`, for a device that is open already. */
export async function assessOpen(open: OpenDevice, parts: AssessParts): Promise<void> {
  const { store, log } = parts
  const readings = await open.readings(new Set([...recordFacts, ...neededFacts(parts.checklist, parts.checkById)]))
  const device = withIdentity(open.device, readings)
  log.judgeBy(parts.checklist)
  store.transaction(() => {
    store.saveDevices([device])
    const ends = Object.entries(readings).map(([fact, { end }]) => ({ fact, end }))
    log.appendAll(ends.map((read) => ({ type: 'fact.read', device: device.id, ...read })))
    const findings = judgeReadings(device, readings, parts)
    recordFindings(device.id, parts, readings, findings, open.excerpts())
  })
}

/** A device that nobody could look at: every item says why, and nothing that was seen before stands as if it were seen now. */
export function recordUnread(device: Device, parts: AssessParts, problem: Problem): void {
  const { store, log, checklist } = parts
  log.judgeBy(checklist)
  store.transaction(() => {
    log.append({ type: 'device.unread', device: device.id, code: problem.code })
    const at = new Date().toISOString()
    recordFindings(device.id, parts, {}, unjudged({ ...judgingOf(parts), device, at }, problem), [])
  })
}

/** What the device says of itself completes what discovery heard; nothing known is lost by an answer that leaves it out. */
function withIdentity(device: Device, readings: Readings): Device {
  const reading = readings.identity
  if (reading?.end !== 'value') return device
  const said = reading.value
  const merged = Object.fromEntries(
    Object.entries(device.identity).map(([key, known]) => [key, said[key as keyof Identity] ?? known]),
  ) as unknown as Identity
  // A build belongs to its firmware: that of the firmware before is no part of the one that runs now.
  const isOther = said.firmware !== null && said.firmware !== device.identity.firmware
  const build = said.build ?? (isOther ? null : device.identity.build)
  return { ...device, identity: { ...merged, build, macs: [...new Set([...device.identity.macs, ...said.macs])] } }
}

/**
 * Judges the site itself: items that no single device answers. Asks no device; what was taken of the site (a test of its
 * segmentation) is used as it was taken.
 */
export function assessSite(parts: AssessParts, at = new Date().toISOString()): void {
  const { store, visitId, log } = parts
  const knowledge = { site: store.site(), conflicts: store.conflicts(), at }
  const facts = neededFacts(parts.checklist, parts.checkById, 'site')
  const visit = store.currentVisit()
  const taken = stillTaken(store.statements.siteReadings(), knowledge.site, visit?.startedAt ?? at)
  const readings = siteReadings(facts, knowledge, taken)
  log.judgeBy(parts.checklist)
  store.transaction(() => {
    const findings = judgeSite({
      ...judgingOf(parts),
      readings,
      asFound: store.findings(visitId, 'as-found', siteSubject),
      at,
    })
    if (findings.length > 0) recordFindings(siteSubject, parts, readings, findings)
  })
}

/**
 * Judges again what was read of a device: after somebody attested or waived something, and before a seal, since both end on a day.
 * Nothing is asked over the network, so that a finding that stays as it was keeps the time at which it was made.
 *
 * @param anew Another list judges than before: what it says is logged also where it says the same.
 */
export function judgeAgain(device: Device, parts: AssessParts, anew: boolean, at = new Date().toISOString()): void {
  const { store, visitId } = parts
  const before = store.findings(visitId, 'as-left', device.id)
  // A device that was not looked at in this visit has nothing to be judged again on.
  if (before.length === 0) return
  const readings = store.readings(visitId, device.id, 'as-left') ?? {}
  const judged = judgedOn(device, readings, before, parts, at)
  const earlier = new Map(before.map((finding) => [finding.item, finding]))
  const looked = before.filter(({ check }) => check !== null).map((finding) => finding.at)
  const findings = judged.map((finding) => {
    const known = earlier.get(finding.item)
    if (known !== undefined && isDeepStrictEqual({ ...finding, at: known.at }, known)) return known
    // A check saw what it says when the device was read; a person says it now.
    const seenAt = finding.check === null ? undefined : (known?.at ?? looked.toSorted().at(-1))
    return seenAt === undefined ? finding : { ...finding, at: seenAt }
  })
  const isAsBefore = findings.length === before.length && findings.every((finding) => before.includes(finding))
  if (!isAsBefore || anew) store.transaction(() => recordFindings(device.id, parts, readings, findings))
}

function judgedOn(
  device: Device,
  readings: Readings,
  before: readonly Finding[],
  parts: AssessParts,
  at: string,
): readonly Finding[] {
  if (Object.keys(readings).length === 0) {
    // Nobody could open it: what kept us from it stands in its findings, and what people say of it counts all the same.
    const problem = before.find((finding) => finding.problem !== null)?.problem ?? notReadYet.problem
    return unjudged({ ...judgingOf(parts), device, at }, problem)
  }
  const missing = neededFacts(parts.checklist, parts.checkById).filter((fact) => readings[fact] === undefined)
  const known = { ...Object.fromEntries(missing.map((fact) => [fact, notReadYet])), ...readings }
  return judgeReadings(device, known, parts, at)
}

/** Another checklist was chosen since the device was looked at, and asks for more. */
const notReadYet = {
  end: 'unreachable',
  problem: {
    code: 'assess/not-read-yet',
    message: 'The checklist that is used now asks for something that was not read yet.',
    remedy: 'Assess the device again.',
  },
} as const

function judgeReadings(
  device: Device,
  readings: Readings,
  parts: AssessParts,
  at = new Date().toISOString(),
): Finding[] {
  const { store, visitId } = parts
  return judge({
    ...judgingOf(parts),
    device,
    readings,
    asFound: store.findings(visitId, 'as-found', device.id),
    changes: store.changesOf(device.id).filter((change) => change.visitId === visitId),
    at,
  })
}

const judgingOf = ({ checklist, checkById, baseline, store }: AssessParts) => ({
  checklist,
  checkById,
  baseline,
  attestations: store.statements.attestations(),
  waivers: store.statements.waivers(),
})
