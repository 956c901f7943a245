import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { runDiscovery } from '../../discovery/index.ts'
import { driverFor } from '../../drivers/index.ts'
import type { DiscoverySummary } from '../../engine/inventory/discover-site.ts'
import { mergeSightings } from '../../engine/inventory/inventory.ts'
import { endpointText } from '../../model/device.ts'
import type { Problem } from '../../model/errors.ts'
import type { Pace, Scope } from '../../model/site.ts'
import { Network } from '../../protocols/network.ts'
import { ScopeGuard } from '../../protocols/scope.ts'
import { exitCode } from '../exit-code.ts'
import { deviceJson } from '../shapes.ts'
import { interruptible, openSite } from '../site.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, mayMiss, paceOf, scopeOf, scopeOptions, siteOptions } from './command.ts'

const shape = z.strictObject({ ...siteOptions, site: mayMiss(siteOptions.site), ...scopeOptions })
type Given = z.output<typeof shape>

/** Hears who is there. With a site file the devices are kept in it; without one they are only shown. */
export const discover = defineCommand({
  summary: 'find the devices of a scope',
  options: shape,
  async run({ options, terminal }) {
    const scope = scopeOf(options)
    const pace = paceOf(options)
    if (pace === null) throw new UsageError('No such pace.', 'Use gentle, normal or fast.')
    const signal = interruptible(terminal)
    const { site } = options
    const summary =
      site === undefined
        ? await discoverOnly(required(scope), pace, options.large === true, terminal, signal)
        : await discoverSite({ ...options, site }, scope, pace, terminal, signal)
    const { devices, conflicts, unanswered, outside } = summary
    terminal.document({ devices: devices.map(deviceJson), conflicts, unanswered, outside })
    terminal.table(
      ['Address', 'Vendor', 'Model', 'Firmware', 'Class', 'Serial', 'Driver'],
      devices.map(({ endpoint, identity, deviceClass, driver }) => [
        endpointText(endpoint),
        identity.manufacturer,
        identity.model,
        identity.firmware,
        deviceClass,
        identity.serial,
        driver,
      ]),
    )
    terminal.line(
      `${devices.length} devices, ${conflicts.length} conflicts, ${outside.length} answers from outside the scope`,
    )
    for (const { kind, value, addresses } of conflicts) {
      terminal.line(`Held back (${kind} ${value}): ${addresses.join(', ')} in conflict; nothing is changed there.`)
    }
    return exitCode.done
  },
})

function required(scope: Scope | null): Scope {
  if (scope === null)
    throw new UsageError('No scope was given.', 'Name what may be touched, for example --scope 10.40.12.0/23.')
  return scope
}

async function discoverOnly(
  scope: Scope,
  pace: Pace,
  largeConfirmed: boolean,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<DiscoverySummary> {
  const network = new Network(new ScopeGuard(scope, { largeConfirmed }))
  const heard = await runDiscovery({ network, pace, signal, usm: null, on: progressOn(terminal) })
  const merged = mergeSightings([], heard.sightings, {
    now: new Date().toISOString(),
    newId: randomUUID,
    driverFor: (sighting) => driverFor(sighting)?.id ?? null,
  })
  return { ...merged, sightings: heard.sightings.length, unanswered: heard.unanswered, outside: heard.outside }
}

async function discoverSite(
  options: Given & { readonly site: string },
  scope: Scope | null,
  pace: Pace,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<DiscoverySummary> {
  const session = await openSite(options, terminal, 'may-make')
  try {
    if (scope !== null) session.confirmScope(scope, { largeConfirmed: options.large === true })
    return await session.discover({ pace, signal, on: progressOn(terminal) })
  } finally {
    session.close()
  }
}

/** Probes run side by side: the bar shows their sum. */
export function progressOn(
  terminal: Terminal,
): (progress: { probe: string; done: number; total: number | null; heard: number; waiting?: Problem }) => void {
  const probes = new Map<string, { done: number; total: number | null; heard: number }>()
  return ({ probe, done, total, heard, waiting }) => {
    probes.set(probe, { done, total, heard })
    const all = [...probes.values()]
    const sum = (pick: (entry: { done: number; total: number | null; heard: number }) => number) =>
      all.reduce((total, entry) => total + pick(entry), 0)
    terminal.progress({
      work: 'discover',
      done: sum((entry) => entry.done),
      total: sum((entry) => entry.total ?? 0),
      text: `${sum((entry) => entry.heard)} answers`,
      ...(waiting === undefined ? {} : { waiting }),
    })
  }
}
