import type { Output } from '../../contract/channels.ts'
import type { DiscoveryProgress } from '../../discovery/index.ts'
import { type Conflict, type Device, endpointText } from '../../model/device.ts'

type View = Output<'discovery.view'>

/** What was heard in the newest run, as it came in. */
export interface DiscoveryRun {
  readonly running: boolean
  /** Newest word of each probe, in the order of the probes. */
  readonly probes: readonly DiscoveryProgress[]
  readonly sightings: number
  readonly outside: number
}

export const noRun: DiscoveryRun = { running: false, probes: [], sightings: 0, outside: 0 }

/** The run after one more word of a probe. */
export function heardProgress(run: DiscoveryRun, progress: DiscoveryProgress): DiscoveryRun {
  const known = run.probes.some(({ probe }) => probe === progress.probe)
  return {
    ...run,
    probes: known
      ? run.probes.map((other) => (other.probe === progress.probe ? progress : other))
      : [...run.probes, progress],
    sightings: run.sightings + (progress.sighting === null ? 0 : 1),
  }
}

export function discoveryView(run: DiscoveryRun, devices: readonly Device[], conflicts: readonly Conflict[]): View {
  return {
    running: run.running,
    probes: run.probes.map(({ probe, state, done, total, heard, note }) => ({
      name: probe,
      state,
      done,
      total,
      heard,
      note,
    })),
    sightings: run.sightings,
    devices: devices.length,
    conflicts: conflicts.map(({ kind, value, addresses }) => ({ kind, value, addresses: [...addresses] })),
    unidentified: devices
      .filter(({ driver }) => driver === null)
      .map((device) => ({ address: endpointText(device.endpoint), known: heardText(device) })),
    outside: run.outside,
  }
}

/** Open ports and what the device said of itself: all that is known of one that no driver recognises. */
function heardText({ endpoint: { ports }, marks }: Device): string {
  const open = Object.entries(ports).map(([service, port]) => `${service} on ${port}`)
  const said = Object.entries(marks).map(([mark, value]) => `${mark} ${value}`)
  const parts = [...open, ...said]
  return parts.length === 0 ? 'answers, but says nothing of itself' : parts.slice(0, 6).join(', ')
}
