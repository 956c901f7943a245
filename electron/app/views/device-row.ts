import type { Output } from '../../contract/channels.ts'
import { driverById } from '../../drivers/index.ts'
import { rangeBits } from '../../model/address-range.ts'
import { type Conflict, type Device, endpointText } from '../../model/device.ts'
import { type FindingSummary, openSeverities } from '../../model/finding-summary.ts'
import { outcomes, severities } from '../../model/outcome.ts'
import type { Visit, Zone } from '../../model/site.ts'

export type Row = Output<'devices.list'>[number]

/** What the rows of one list have in common: put together once, asked for each device. */
export interface ListContext {
  readonly conflicted: ReadonlySet<string>
  readonly visit: Pick<Visit, 'number' | 'startedAt'>
  zoneOf(address: string): string | null
}

/** A network that cannot be read names no zone. */
export function listContext(parts: {
  readonly conflicts: readonly Conflict[]
  readonly visit: Pick<Visit, 'number' | 'startedAt'>
  readonly zones: readonly Zone[]
}): ListContext {
  const ranges = parts.zones.flatMap(({ name, networks }) =>
    networks.flatMap((network) => {
      const bits = rangeBits(network)
      return bits === null ? [] : [{ name, bits, isIpv6: network.includes(':') }]
    }),
  )
  return {
    conflicted: new Set(parts.conflicts.flatMap(({ addresses }) => addresses)),
    visit: parts.visit,
    zoneOf(address) {
      if (ranges.length === 0) return null
      const own = rangeBits(address)
      const isIpv6 = address.includes(':')
      return ranges.find(({ bits, isIpv6: six }) => six === isIpv6 && own?.startsWith(bits) === true)?.name ?? null
    },
  }
}

/** One line of the device list. `summary` is null for a device that was not assessed in this visit. */
export function deviceRow(device: Device, summary: FindingSummary | null, context: ListContext): Row {
  const { identity } = device
  const address = endpointText(device.endpoint)
  return {
    id: device.id,
    address,
    name: nameOf(device),
    vendor: identity.manufacturer,
    model: identity.model,
    firmware: withBuild(identity),
    serial: identity.serial,
    macs: [...identity.macs],
    deviceClass: device.deviceClass,
    driver: device.driver,
    grade: device.driver === null ? null : (driverById(device.driver)?.quality ?? null),
    zone: context.zoneOf(device.endpoint.address),
    worst: summary?.worst ?? null,
    open: summary?.open.length ?? 0,
    openCritical: summary?.openCritical.length ?? 0,
    openItems: [...(summary?.open ?? [])],
    severities: summary === null ? [] : openSeverities(summary),
    outcomes: outcomes.filter((outcome) => severities.some((severity) => summary?.tally[severity]?.[outcome])),
    fixable: summary?.fixable ?? 0,
    assessed: summary !== null,
    conflict: context.conflicted.has(address),
    trouble: summary?.trouble?.code ?? null,
    presence: presenceOf(device, context.visit),
    lastSeen: device.lastSeenAt,
  }
}

/** All devices at once, without asking for the findings of each. */
export function deviceRows(
  devices: readonly Device[],
  summaries: readonly FindingSummary[],
  context: ListContext,
): Row[] {
  const byDevice = new Map(summaries.map((summary) => [summary.deviceId, summary]))
  return devices.map((device) => deviceRow(device, byDevice.get(device.id) ?? null, context))
}

const nameMarks = ['onvif.name', 'mdns.name', 'ssdp.name', 'hid.name']

/** As a person named it on the device. A name that only repeats the model tells nothing. */
function nameOf({ marks, identity: { model } }: Device): string | null {
  const said = nameMarks.map((mark) => marks[mark] ?? '').find((name) => name !== '')
  const repeats = model !== null && said?.toLowerCase().includes(model.toLowerCase())
  return said === undefined || repeats ? null : said
}

function presenceOf(
  { firstSeenAt, lastSeenAt }: Device,
  { number, startedAt }: Pick<Visit, 'number' | 'startedAt'>,
): Row['presence'] {
  if (lastSeenAt < startedAt) return 'missing'
  return number > 1 && firstSeenAt >= startedAt ? 'new' : 'here'
}

/** `5.5.82, 190909`: the build where it stands apart and is not part of the version text. */
function withBuild({ firmware, build }: Device['identity']): string | null {
  if (firmware === null || build === null || firmware.includes(build)) return firmware
  return `${firmware}, ${build}`
}
