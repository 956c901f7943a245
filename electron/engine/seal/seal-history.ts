import { namingFacts } from '../../evidence/evidence-files.ts'
import type { PackInput } from '../../evidence/pack-input.ts'
import { type Device, endpointText } from '../../model/device.ts'
import type { Change, Visit } from '../../model/site.ts'
import type { SiteFile } from '../../store/site-file.ts'
import { replacedDevices } from '../inventory/replaced-device.ts'
import type { DriftEntry } from '../visits/drift.ts'
import type { SiteDrift } from '../visits/site-drift.ts'

type NotSeen = NonNullable<PackInput['notSeen']>
type SecondPersons = NonNullable<PackInput['secondPersons']>

/**
 * Every device of the inventory that this visit did not see, with the reason, so that none of them leaves the evidence without a
 * trace. One in whose place another one was seen is named in the visit that found this out.
 */
export function notSeenDevices(store: SiteFile, seen: ReadonlySet<string>, drift: SiteDrift | null): NotSeen {
  const devices = store.devices()
  const replaced = replacedDevices(devices)
  const replacedNow = new Set(
    drift?.entries.flatMap((entry) => (entry.kind === 'device-replaced' ? entry.formerId : [])),
  )
  const visits = store.visits()
  return devices.flatMap((device) => {
    const { id, endpoint } = device
    if (seen.has(id) || (replaced.has(id) && !replacedNow.has(id))) return []
    const reason = replaced.has(id) ? 'another device is in its place' : unseen(device, visits)
    return [{ device: id, address: endpointText(endpoint), reason }]
  })
}

function unseen({ lastSeenAt }: Device, visits: readonly Visit[]): string {
  const last = visits.findLast(({ startedAt }) => startedAt <= lastSeenAt)
  return last === undefined ? 'known, not seen in this visit' : `known from visit ${last.number}, not seen in this one`
}

/** Who agreed to a change, and whoever was enrolled to do so in this visit, with when the technician enrolled them last. */
export function secondPersonsOf(store: SiteFile, visit: Visit, changes: readonly Change[]): SecondPersons {
  const here = enrolledIn(store, visit)
  const agreed = changes.flatMap(({ approvedBy }) => approvedBy ?? [])
  const names = [...new Set([...agreed, ...here.map(({ name }) => name)])].sort()
  if (names.length === 0) return []
  const all = store.visits().flatMap((each) => enrolledIn(store, each))
  return names.map((name) => all.findLast((one) => one.name === name) ?? { name, enrolledAt: null, visit: null })
}

function enrolledIn(store: SiteFile, { id, number }: Visit): SecondPersons {
  return store
    .logLines(id)
    .filter((line) => line.includes('"type":"second-person.enrolled"'))
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    .filter(({ type }) => type === 'second-person.enrolled')
    .map(({ name, t }) => ({ name: String(name), enrolledAt: String(t), visit: number }))
}

/**
 * What changed since the last sealed visit, as the pack says it.
 *
 * @param withheld Then no value is told: a name that was read in an earlier visit could not be covered any more.
 */
export function driftOfPack(drift: SiteDrift | null, withheld: boolean): NonNullable<PackInput['drift']> | null {
  if (drift === null) return null
  const { since, discovered, entries } = drift
  return {
    since: { visit: since.number, sealedAt: since.sealedAt },
    discovered,
    entries: entries.map((entry) => ({
      kind: entry.kind,
      device: entry.deviceId,
      item: 'item' in entry ? entry.item : null,
      text: textOf(entry, withheld),
    })),
  }
}

const textOf = (entry: DriftEntry, withheld: boolean): string =>
  entry.kind === 'fact-changed' && (withheld || namingFacts.includes(entry.fact))
    ? `${entry.fact} is not as it was. What it was and is stands in the copies of the customer.`
    : entry.text
