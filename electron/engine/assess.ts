import type { Checklist } from '../catalog/checklist.ts'
import type { AnyCheck } from '../checks/check.ts'
import type { Device, Identity } from '../model/device.ts'
import { ExpectedError, type Problem, toProblem } from '../model/errors.ts'
import type { FactKey, Readings } from '../model/facts.ts'
import type { Finding } from '../model/finding.ts'
import { judge, neededFacts, unjudged } from './judge.ts'
import { OpenDevice, type VisitParts } from './open-device.ts'

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
}

/** Reads one device anew and judges it. Trouble of this device ends in its findings and stops nobody else. */
export async function assessDevice(device: Device, parts: AssessParts, signal: AbortSignal): Promise<void> {
  try {
    await assessOpen(await OpenDevice.open(device, parts, signal), parts)
  } catch (error) {
    if (signal.aborted || !(error instanceof ExpectedError)) throw error
    recordUnread(device, parts, toProblem(error))
  }
}

/** As `assessDevice`, for a device that is open already. */
export async function assessOpen(open: OpenDevice, parts: AssessParts): Promise<void> {
  const { store, visitId, log } = parts
  const readings = await open.readings(new Set([...recordFacts, ...neededFacts(parts.checklist, parts.checkById)]))
  const device = withIdentity(open.device, readings)
  log.judgeBy(parts.checklist)
  store.transaction(() => {
    store.saveDevices([device])
    for (const [fact, reading] of Object.entries(readings)) {
      log.append({ type: 'fact.read', device: device.id, fact, end: reading.end })
    }
    const findings = judge({
      checklist: parts.checklist,
      checkById: parts.checkById,
      device,
      readings,
      asFound: store.findings(visitId, 'as-found', device.id),
      changes: store.changes(visitId).filter(({ deviceId }) => deviceId === device.id),
      at: new Date().toISOString(),
    })
    record(device, parts, readings, findings)
  })
}

/** A device that nobody could look at: every item says why, and nothing that was seen before stands as if it were seen now. */
export function recordUnread(device: Device, parts: AssessParts, problem: Problem): void {
  const { store, log, checklist, checkById } = parts
  log.judgeBy(checklist)
  store.transaction(() => {
    log.append({ type: 'device.unread', device: device.id, code: problem.code })
    const at = new Date().toISOString()
    record(device, parts, {}, unjudged({ checklist, checkById, device, at }, problem))
  })
}

/**
 * As left is what was seen last. As found is what was seen first: an item keeps its first finding, unless that first look
 * failed to see anything. Inside one transaction: findings without their lines in the log could never be sealed.
 */
function record(
  device: Device,
  { store, visitId, log }: AssessParts,
  readings: Readings,
  findings: readonly Finding[],
): void {
  const before = store.findings(visitId, 'as-found', device.id)
  const asFound = findings.map((finding) => {
    const first = before.find(({ item }) => item === finding.item)
    return first === undefined || first.outcome === 'error' ? finding : first
  })
  if (before.length === 0 || before.every(({ outcome }) => outcome === 'error' || outcome === 'notapplicable')) {
    store.saveReadings(visitId, device.id, 'as-found', readings)
  }
  // Items that left the checklist may come back into it, and were found then as they were found first.
  const left = before.filter(({ item }) => !findings.some((finding) => finding.item === item))
  store.saveFindings(visitId, device.id, 'as-found', [...asFound, ...left])
  store.saveReadings(visitId, device.id, 'as-left', readings)
  store.saveFindings(visitId, device.id, 'as-left', findings)
  for (const { item, outcome } of findings) log.append({ type: 'finding', device: device.id, item, outcome })
}

/** What the device says of itself completes what discovery heard; nothing known is lost by an answer that leaves it out. */
function withIdentity(device: Device, readings: Readings): Device {
  const reading = readings.identity
  if (reading?.end !== 'value') return device
  const said = reading.value
  const merged = Object.fromEntries(
    Object.entries(device.identity).map(([key, known]) => [key, said[key as keyof Identity] ?? known]),
  ) as unknown as Identity
  return { ...device, identity: { ...merged, macs: [...new Set([...device.identity.macs, ...said.macs])] } }
}
