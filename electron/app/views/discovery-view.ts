import type { Output } from '../../contract/channels.ts'
import type { DiscoveryProgress } from '../../discovery/index.ts'
import { noInterfaceNote } from '../../discovery/multicast.ts'
import { type Conflict, type Device, endpointText, type Sighting } from '../../model/device.ts'

type View = Output<'discovery.view'>
type Newest = View['newest'][number]

/** What was heard in the newest run, as it came in. */
export interface DiscoveryRun {
  readonly running: boolean
  /** Newest word of each probe, in the order of the probes. */
  readonly probes: readonly DiscoveryProgress[]
  readonly sightings: number
  readonly outside: number
  /** What is known so far of each endpoint that answered; the newest last. */
  readonly answered: ReadonlyMap<string, Newest>
}

export const noRun: DiscoveryRun = { running: false, probes: [], sightings: 0, outside: 0, answered: new Map() }

const mostNewest = 6

/** The run after one more word of a probe; the one before is not looked at any more. */
export function heardProgress(run: DiscoveryRun, progress: DiscoveryProgress): DiscoveryRun {
  const known = run.probes.some(({ probe }) => probe === progress.probe)
  return {
    ...run,
    probes: known
      ? run.probes.map((other) => (other.probe === progress.probe ? progress : other))
      : [...run.probes, progress],
    sightings: run.sightings + (progress.sighting === null ? 0 : 1),
    answered: progress.sighting === null ? run.answered : withSighting(run.answered, progress.sighting),
  }
}

function withSighting(answered: ReadonlyMap<string, Newest>, sighting: Sighting): ReadonlyMap<string, Newest> {
  const { address, forwardedPort, probe, identity } = sighting
  const key = forwardedPort === null ? address : `${address}:${forwardedPort}`
  const { manufacturer = null, model = null } = identity
  const said = [manufacturer, model].filter((part) => part !== null).join(' ')
  const before = answered.get(key)
  // A run has thousands of words: its map grows in place. The empty one belongs to every run that has not begun.
  const grown = answered === noRun.answered ? new Map<string, Newest>() : (answered as Map<string, Newest>)
  grown.set(key, { address: key, probe, what: said === '' ? (before?.what ?? null) : said })
  return grown
}

/** How far the discovery is, with the conflicts of the inventory and the devices that each of them is about. */
export function discoveryView(run: DiscoveryRun, devices: readonly Device[], conflicts: readonly Conflict[]): View {
  const idsAt = new Map<string, string[]>()
  for (const { id, endpoint } of conflicts.length === 0 ? [] : devices) {
    const address = endpointText(endpoint)
    idsAt.set(address, [...(idsAt.get(address) ?? []), id])
  }
  return {
    running: run.running,
    probes: run.probes.map(({ probe, state, done, total, heard, note }) => ({
      name: probe,
      state,
      done,
      total,
      heard,
      note: note.replace(noInterfaceNote, '').trim(),
      noMulticast: note.includes(noInterfaceNote),
    })),
    sightings: run.sightings,
    answered: run.answered.size,
    newest: [...run.answered.values()].slice(-mostNewest).reverse(),
    devices: devices.length,
    conflicts: conflicts.map(({ kind, value, addresses }) => ({
      kind,
      value,
      addresses: [...addresses],
      deviceIds: addresses.flatMap((address) => idsAt.get(address) ?? []),
    })),
    unidentified: devices
      .filter(({ driver }) => driver === null)
      .map((device) => ({ id: device.id, address: endpointText(device.endpoint), heard: heardOf(device) })),
    outside: run.outside,
  }
}

/** Open ports and what the device said of itself: all that is known of one that no driver recognises. */
function heardOf({ endpoint: { ports }, marks }: Device): string[] {
  const open = Object.entries(ports).map(([service, port]) => `${service} ${port}`)
  const said = Object.entries(marks)
    .filter(([, value]) => value !== '')
    .map(([mark, value]) => `${mark} ${value}`)
  return [...open, ...said].slice(0, 6)
}
