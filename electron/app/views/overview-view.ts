import type { Output } from '../../contract/channels.ts'
import { zoneOf } from '../../engine/device/site-facts.ts'
import type { Device } from '../../model/device.ts'
import { countsOf, type FindingSummary } from '../../model/finding-summary.ts'
import { severities } from '../../model/outcome.ts'
import type { Change, Zone } from '../../model/site.ts'

type View = Output<'site.overview'>
type Part = View['byVendor'][number]

export interface OverviewFacts {
  readonly devices: readonly Device[]
  readonly zones: readonly Zone[]
  /** Of the checklist, by item. */
  readonly titles: ReadonlyMap<string, string>
  readonly summaries: readonly FindingSummary[]
  readonly changes: readonly Change[]
}

/** How bad and how far, cut in the ways in which a technician asks. */
export function overviewView({ devices, zones, titles, summaries, changes }: OverviewFacts): View {
  const deviceById = new Map(devices.map((device) => [device.id, device]))
  const judged = summaries.filter(({ deviceId }) => deviceById.has(deviceId))
  const vendorOf = ({ deviceId }: FindingSummary) => deviceById.get(deviceId)?.identity.manufacturer ?? null
  const nameOfZone = ({ deviceId }: FindingSummary) => {
    const device = deviceById.get(deviceId)
    return device === undefined ? null : (zoneOf(device, zones)?.name ?? null)
  }
  return {
    bySeverity: severities.map((name) => ({
      name,
      counts: countsOf(summaries.map(({ tally }) => ({ tally: { [name]: tally[name] ?? {} } }))),
      devices: judged.filter(({ tally }) => tally[name] !== undefined).length,
    })),
    byVendor: parts(judged, vendorOf),
    byZone: zones.length === 0 ? [] : parts(judged, nameOfZone),
    critical: criticalItems(summaries, deviceById, titles),
    criticalDevices: judged.filter(({ openCritical }) => openCritical.length > 0).length,
    openDevices: judged.filter(({ open }) => open.length > 0).length,
    changes: {
      waiting: countOf(changes, ['planned']),
      running: countOf(changes, ['applying']),
      fixed: countOf(changes, ['fixed']),
      needPerson: countOf(changes, ['failed', 'rolled-back', 'unresolved']),
    },
  }
}

function parts(summaries: readonly FindingSummary[], nameOf: (summary: FindingSummary) => string | null): Part[] {
  const groups = new Map<string | null, FindingSummary[]>()
  for (const summary of summaries) {
    const name = nameOf(summary)
    const known = groups.get(name)
    if (known === undefined) groups.set(name, [summary])
    else known.push(summary)
  }
  return [...groups]
    .map(([name, members]) => ({ name, counts: countsOf(members), devices: members.length }))
    .sort((a, b) => openOf(b) - openOf(a) || (a.name ?? '').localeCompare(b.name ?? ''))
}

const openOf = ({ counts: { fail, error, unknown } }: Part): number => fail + error + unknown

function criticalItems(
  summaries: readonly FindingSummary[],
  deviceById: ReadonlyMap<string, Device>,
  titles: ReadonlyMap<string, string>,
): View['critical'] {
  const items = new Map<string, { devices: number; readonly vendors: Set<string> }>()
  for (const summary of summaries) {
    for (const item of summary.openCritical) {
      const known = items.get(item) ?? { devices: 0, vendors: new Set<string>() }
      items.set(item, known)
      const device = deviceById.get(summary.deviceId)
      if (device !== undefined) known.devices += 1
      const vendor = device?.identity.manufacturer ?? null
      if (vendor !== null) known.vendors.add(vendor)
    }
  }
  return [...items]
    .map(([item, { devices, vendors }]) => ({
      item,
      title: titles.get(item) ?? item,
      devices,
      vendors: [...vendors].sort(),
    }))
    .sort((a, b) => b.devices - a.devices || a.item.localeCompare(b.item))
}

const countOf = (changes: readonly Change[], states: readonly Change['state'][]): number =>
  changes.filter(({ state }) => states.includes(state)).length
