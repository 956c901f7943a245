import type { Output } from '../../contract/channels.ts'
import { type Conflict, type Device, endpointText } from '../../model/device.ts'
import type { Readings } from '../../model/facts.ts'
import type { Finding } from '../../model/finding.ts'
import { factRows } from './fact-rows.ts'
import { deviceFirmware } from './firmware-answer.ts'

type Row = Output<'devices.list'>[number]
type View = Output<'devices.view'>
type FindingView = View['findings'][number]

/** Not a pass, and not settled by a person: somebody has to look. */
export const isOpen = ({ outcome }: Pick<Finding, 'outcome'>): boolean =>
  outcome === 'fail' || outcome === 'error' || outcome === 'unknown'

const order = {
  outcome: {
    fail: 0,
    error: 1,
    unknown: 2,
    notchecked: 3,
    fixed: 4,
    waived: 5,
    attested: 6,
    pass: 7,
    notapplicable: 8,
  },
  severity: { critical: 0, high: 1, medium: 2, low: 3 },
} as const

const worstFirst = (a: Finding, b: Finding): number =>
  order.outcome[a.outcome] - order.outcome[b.outcome] ||
  order.severity[a.severity] - order.severity[b.severity] ||
  a.item.localeCompare(b.item)

/** One line of the device list. `findings` are those of this device, as left. */
export function deviceRow(device: Device, findings: readonly Finding[], conflicts: readonly Conflict[]): Row {
  const open = findings.filter(isOpen)
  const [worst] = [...open].sort(worstFirst)
  const { identity } = device
  const address = endpointText(device.endpoint)
  return {
    id: device.id,
    address,
    vendor: identity.manufacturer,
    model: identity.model,
    firmware: withBuild(identity),
    serial: identity.serial,
    deviceClass: device.deviceClass,
    driver: device.driver,
    worst: worst ? { item: worst.item, title: worst.title, outcome: worst.outcome, severity: worst.severity } : null,
    open: open.length,
    fixable: open.filter(({ outcome, fix }) => outcome === 'fail' && fix === 'offered').length,
    assessed: findings.length > 0,
    conflict: conflicts.some(({ addresses }) => addresses.includes(address)),
  }
}

/** All devices at once, without asking for the findings of each. */
export function deviceRows(
  devices: readonly Device[],
  findings: readonly Finding[],
  conflicts: readonly Conflict[],
): Row[] {
  const byDevice = groupByDevice(findings)
  return devices.map((device) => deviceRow(device, byDevice.get(device.id) ?? [], conflicts))
}

function groupByDevice(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const known = groups.get(finding.deviceId)
    if (known === undefined) groups.set(finding.deviceId, [finding])
    else known.push(finding)
  }
  return groups
}

export interface DeviceFacts {
  readonly device: Device
  readonly asFound: readonly Finding[]
  readonly asLeft: readonly Finding[]
  readonly readings: Readings
  readonly conflicts: readonly Conflict[]
  readonly vaultAccounts: View['vaultAccounts']
}

/** One device with everything that is known of it. */
export function deviceView({ device, asFound, asLeft, readings, conflicts, vaultAccounts }: DeviceFacts): View {
  const { identity } = device
  const found = new Map(asFound.map((finding) => [finding.item, finding]))
  const firmware = readings['firmware.assessment']
  return {
    row: deviceRow(device, asLeft, conflicts),
    identity: [
      { name: 'manufacturer', value: identity.manufacturer },
      { name: 'model', value: identity.model },
      { name: 'firmware', value: identity.firmware },
      ...(identity.build === null ? [] : [{ name: 'build' as const, value: identity.build }]),
      { name: 'serial', value: identity.serial },
      { name: 'hardwareId', value: identity.hardwareId },
      { name: 'macs', value: identity.macs.length === 0 ? null : identity.macs.join(', ') },
      { name: 'driver', value: device.driver },
      { name: 'firstSeen', value: device.firstSeenAt },
      { name: 'lastSeen', value: device.lastSeenAt },
    ],
    recognisedBy: Object.entries(device.marks).map(([mark, value]) => `${mark}: ${value}`),
    facts: factRows(readings),
    findings: [...asLeft].sort(worstFirst).map((finding) => findingView(finding, found.get(finding.item) ?? null)),
    firmware: firmware?.end === 'value' ? deviceFirmware(firmware.value) : null,
    vaultAccounts,
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
  }
}

const observedOf = (finding: Finding | null): string | null =>
  finding === null || finding.observed === '' ? null : finding.observed

/** `5.5.82, 190909`: the build where it stands apart and is not part of the version text. */
function withBuild({ firmware, build }: Device['identity']): string | null {
  if (firmware === null || build === null || firmware.includes(build)) return firmware
  return `${firmware}, ${build}`
}
