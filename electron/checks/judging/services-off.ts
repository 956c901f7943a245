import { z } from 'zod'
import type { PortState } from '../../model/facts.ts'
import { type ServiceName, type ServiceState, serviceNames } from '../../model/security-facts.ts'
import { fail, pass, unknown, type Verdict } from '../../model/verdict.ts'
import type { FactsFor } from '../check.ts'
import { portsClosed } from './ports-closed.ts'

/** What the two sources show of some services. Null where the device does not offer the source. */
export interface ServiceSources {
  readonly ports: readonly PortState[] | null
  readonly services: readonly ServiceState[] | null
}

/** Which services must be seen to be off, and which count only where somebody tells of them. */
export interface ServiceDemand {
  readonly services: readonly string[]
  readonly andIfKnown?: readonly ServiceName[]
}

/**
 * Judges whether services are off, by the ports as they answer and by the device's own settings.
 *
 * One of the two that says on is enough to fail. Off by the settings is enough where the ports say nothing against it; a service
 * that neither source tells of is unknown.
 */
export function servicesOff(
  { ports, services }: ServiceSources,
  { services: asked, andIfKnown = [] }: ServiceDemand,
): Verdict {
  const all = [...asked, ...andIfKnown]
  const expected =
    andIfKnown.length === 0
      ? `off: ${asked.join(', ')}`
      : `off: ${asked.join(', ')}; where the device tells of them: ${andIfKnown.join(', ')}`
  const open = (ports ?? []).filter(({ service, state }) => all.includes(service) && state === 'open')
  const on = (services ?? []).filter(({ name, enabled }) => all.includes(name) && enabled)
  const found = [
    ...(open.length === 0
      ? []
      : [`open: ${open.map(({ service, transport, port }) => `${service} (${transport} ${port})`).join(', ')}`]),
    ...on.map(({ name }) => `${name} on in the settings of the device`),
  ]
  if (found.length > 0) return fail(found.join(', '), expected)
  const byPorts = ports === null ? null : portsClosed(ports, asked)
  const seen =
    byPorts?.outcome === 'pass'
      ? [{ off: true, words: byPorts.observed }]
      : asked.map((name) => seenOff(name, ports, services))
  const undecided = seen.filter(({ off }) => !off)
  if (undecided.length > 0) {
    const together =
      byPorts !== null && undecided.length === asked.length ? [byPorts.observed] : undecided.map(({ words }) => words)
    return unknown(together.join('; '), expected)
  }
  const told = andIfKnown.filter((name) => (services ?? []).some((state) => state.name === name))
  return pass(
    [...seen.map(({ words }) => words), ...told.map((name) => `${name} off in the settings`)].join('; '),
    expected,
  )
}

/** What the checks have in common that ask the ports as they answer, and the device's own settings beside them. */
export const byPortsAndSettings = {
  wants: ['network.ports', 'network.services'],
  params: z.strictObject({
    /** Must be seen to be off, by their ports or by the settings. */
    services: z.array(z.string().min(1)).min(1),
    /** Must be off where the device tells of them. */
    andIfKnown: z.array(z.enum(serviceNames)).default([]),
  }),
  strictness: { services: 'more-entries', andIfKnown: 'more-entries' },
  evaluate: (
    { 'network.ports': ports, 'network.services': services }: FactsFor<never, 'network.ports' | 'network.services'>,
    demand: ServiceDemand,
  ): Verdict => servicesOff({ ports, services }, demand),
} as const

/** Whether one service is seen to be off, with the words for it. */
function seenOff(
  name: string,
  ports: readonly PortState[] | null,
  services: readonly ServiceState[] | null,
): { readonly off: boolean; readonly words: string } {
  const told = services?.some((state) => state.name === name && !state.enabled) === true
  const verdict = ports === null ? null : portsClosed(ports, [name])
  if (verdict?.outcome === 'pass') return { off: true, words: verdict.observed }
  if (told) return { off: true, words: `${name} off in the settings of the device` }
  return { off: false, words: verdict?.observed ?? `not looked at: ${name}` }
}
