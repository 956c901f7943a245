import { randomUUID } from 'node:crypto'
import { type DiscoveryProgress, runDiscovery } from '../../discovery/index.ts'
import { driverFor } from '../../drivers/index.ts'
import type { Conflict, Device } from '../../model/device.ts'
import { Cancelled } from '../../model/errors.ts'
import type { Pace } from '../../model/site.ts'
import type { Network } from '../../protocols/network.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { Vault } from '../../vault/vault.ts'
import type { EventLog } from '../event-log.ts'
import { mergeSightings } from './inventory.ts'

/** What one discovery came to. */
export interface DiscoverySummary {
  readonly devices: readonly Device[]
  readonly conflicts: readonly Conflict[]
  readonly sightings: number
  /** In scope and silent. */
  readonly unanswered: readonly string[]
  /** Heard from outside the scope; not contacted. */
  readonly outside: readonly { readonly address: string; readonly probe: string }[]
}

export interface DiscoverOptions {
  readonly pace: Pace
  readonly signal: AbortSignal
  readonly on: (progress: DiscoveryProgress) => void
}

/**
 * Hears who is there and brings the inventory up to date. What was heard until then is kept when it is cancelled.
 * @throws {Cancelled}
 */
export async function discoverSite(
  { store, vault, log, network }: { store: SiteFile; vault: Vault; log: EventLog; network: Network },
  { pace, signal, on }: DiscoverOptions,
): Promise<DiscoverySummary> {
  const started = new Date().toISOString()
  log.append({ type: 'discovery.start', pace })
  const { sightings, unanswered, outside } = await runDiscovery({ network, pace, signal, usm: vault.usm(), on })
  const { devices, conflicts } = mergeSightings(store.devices(), sightings, {
    now: new Date().toISOString(),
    newId: randomUUID,
    driverFor: (sighting) => driverFor(sighting)?.id ?? null,
  })
  // Together or not at all: a list of conflicts of before would let changes go to two devices that claim one serial.
  store.transaction(() => {
    store.saveDevices(devices)
    store.saveConflicts(conflicts)
    const seen = devices.filter(({ lastSeenAt }) => lastSeenAt >= started)
    log.appendAll([
      ...seen.map(({ id: device, deviceClass, driver }) => ({
        type: 'device.seen',
        device,
        class: deviceClass,
        driver,
      })),
      ...conflicts.map((conflict) => ({ type: 'device.conflict', ...conflict })),
      { type: 'discovery.end', devices: devices.length, outside: outside.length, complete: !signal.aborted },
    ])
  })
  if (signal.aborted) throw new Cancelled('Discovery was cancelled; what was heard so far is kept.')
  return { devices, conflicts, sightings: sightings.length, unanswered, outside }
}
