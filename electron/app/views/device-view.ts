import type { Output } from '../../contract/channels.ts'
import { driverById } from '../../drivers/index.ts'
import type { DeviceVisit } from '../../engine/visits/device-visits.ts'
import { type Conflict, type Device, endpointText } from '../../model/device.ts'
import type { Readings } from '../../model/facts.ts'
import type { Finding } from '../../model/finding.ts'
import { summaryOf, worstFirst } from '../../model/finding-summary.ts'
import { countOutcomes } from '../../model/outcome.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { deviceRow, type ListContext } from './device-row.ts'
import { type Excerpts, excerptViews } from './excerpt-view.ts'
import { factRows } from './fact-rows.ts'
import { deviceFirmware } from './firmware-answer.ts'

type View = Output<'devices.view'>
type FindingView = View['findings'][number]

export interface DeviceFacts {
  readonly device: Device
  readonly asFound: readonly Finding[]
  readonly asLeft: readonly Finding[]
  readonly firstReadings: Readings
  readonly readings: Readings
  readonly conflicts: readonly Conflict[]
  readonly context: ListContext
  readonly excerpts: Excerpts
  readonly visits: readonly DeviceVisit[]
  readonly currentVisit: string
  /** Words of a fix: the title of the item that it mends. */
  titleOf(fix: string): string
  readonly vaultAccounts: View['vaultAccounts']
  readonly snapshot?: Snapshot | null
}

/** One device with everything that is known of it. */
export function deviceView(facts: DeviceFacts): View {
  const { device, asFound, asLeft, readings } = facts
  const { identity } = device
  const address = endpointText(device.endpoint)
  const found = new Map(asFound.map((finding) => [finding.item, finding]))
  const firmware = readings['firmware.assessment']
  const summary = asLeft.length === 0 ? null : summaryOf(device.id, asLeft)
  return {
    row: deviceRow(device, summary, facts.context),
    snapshot: facts.snapshot ? snapshotView(facts.snapshot, facts.currentVisit) : null,
    showsPictures: showsPictures(device),
    identity: [
      { name: 'manufacturer', value: identity.manufacturer },
      { name: 'model', value: identity.model },
      { name: 'firmware', value: identity.firmware },
      ...(identity.build === null ? [] : [{ name: 'build' as const, value: identity.build }]),
      { name: 'serial', value: identity.serial },
      { name: 'hardwareId', value: identity.hardwareId },
      { name: 'macs', value: identity.macs.length === 0 ? null : identity.macs.join(', ') },
      { name: 'firstSeen', value: device.firstSeenAt },
      { name: 'lastSeen', value: device.lastSeenAt },
    ],
    recognisedBy: Object.entries(device.marks)
      .filter(([, value]) => value !== '')
      .map(([mark, value]) => `${mark}: ${value}`),
    driver: driverView(device.driver),
    trouble: summary?.trouble ?? null,
    conflicts: facts.conflicts
      .filter(({ addresses }) => addresses.includes(address))
      .map(({ kind, value, addresses }) => ({ kind, value, addresses: [...addresses] })),
    facts: factRows(facts.firstReadings, readings),
    findings: [...asLeft].sort(worstFirst).map((finding) => findingView(finding, found.get(finding.item) ?? null)),
    excerpts: excerptViews(facts.excerpts),
    visits: facts.visits.map((past) => visitView(past, facts)),
    firmware: firmware?.end === 'value' ? deviceFirmware(firmware.value) : null,
    vaultAccounts: facts.vaultAccounts,
  }
}

/** A picture without its bytes; `current` where it is of this visit. */
export const snapshotView = ({ at, width, height, sha256, visitId }: Snapshot, currentVisit: string) => ({
  at,
  width,
  height,
  sha256,
  current: visitId === currentVisit,
})

/** Cameras and what has cameras behind it, of makers whose driver logs in to ONVIF. */
function showsPictures({ driver, deviceClass }: Device): boolean {
  const logins = (driver === null ? null : driverById(driver))?.logins ?? []
  return logins.some(({ name }) => name === 'onvif') && !['switch', 'door-controller'].includes(deviceClass)
}

function driverView(id: string | null): View['driver'] {
  const driver = id === null ? null : driverById(id)
  if (driver === null) return null
  const writes = driver.supports.filter(({ write }) => write !== undefined)
  return {
    id: driver.id,
    vendor: driver.vendor,
    grade: driver.quality,
    reads: new Set(driver.supports.map(({ fact }) => fact)).size,
    writes: [...new Set(writes.map(({ fact }) => fact))].sort(),
    unproven: [
      ...new Set(writes.filter(({ writeGrade }) => writeGrade === 'unproven').map(({ fact }) => fact)),
      ...(driver.activation?.grade === 'unproven' ? ['activation'] : []),
    ].sort(),
    stopRule: {
      attempts: driver.stopRule.attemptsPerAccount,
      windowMinutes: driver.stopRule.windowMinutes,
    },
  }
}

function visitView(past: DeviceVisit, { currentVisit, titleOf }: DeviceFacts): View['visits'][number] {
  const { visit, sealedAt, identity, findings, changes } = past
  return {
    number: visit.number,
    startedAt: visit.startedAt,
    current: visit.id === currentVisit,
    sealedAt,
    firmware: identity?.firmware ?? null,
    serial: identity?.serial ?? null,
    counts: { ...countOutcomes(findings) },
    changes: changes.map(({ fix, state, asFound, asLeft, at }) => ({
      fix,
      title: titleOf(fix),
      state,
      asFound,
      asLeft,
      at,
    })),
  }
}

function findingView(asLeft: Finding, asFound: Finding | null): FindingView {
  return {
    item: asLeft.item,
    check: asLeft.check,
    title: asLeft.title,
    severity: asLeft.severity,
    outcome: asLeft.outcome,
    asFound: observedOf(asFound),
    asLeft: observedOf(asLeft),
    expected: asLeft.expected,
    references: [...asLeft.references],
    fix: asLeft.fix,
    instruction: asLeft.instruction,
    problem: asLeft.problem,
    at: asLeft.at,
    facts: [...asLeft.facts],
    loosened: [...(asLeft.loosened ?? [])],
    attestedBy: asLeft.attestation?.by ?? null,
    waiver: asLeft.waiver
      ? { approver: asLeft.waiver.approver, reason: asLeft.waiver.reason, expiresOn: asLeft.waiver.expiresOn }
      : null,
  }
}

const observedOf = (finding: Finding | null): string | null =>
  finding === null || finding.observed === '' ? null : finding.observed
