import type { Discovered, DiscoveryProgress } from '../../electron/discovery/index.ts'
import { paceLimits } from '../../electron/discovery/pace.ts'
import type { Probe } from '../../electron/discovery/probe.ts'
import { runProbes } from '../../electron/discovery/run.ts'
import type { UsmCredential } from '../../electron/model/secret.ts'
import type { Pace } from '../../electron/model/site.ts'
import { Network } from '../../electron/protocols/network.ts'
import { ScopeGuard } from '../../electron/protocols/scope.ts'

export interface Run extends Discovered {
  readonly events: readonly DiscoveryProgress[]
  /** The last word of a probe. */
  last(probe: string): DiscoveryProgress
}

/** One run over loopback. */
export async function discover(
  probes: readonly Probe[],
  targets: readonly string[],
  options: {
    readonly interfaces?: readonly string[]
    readonly excluded?: readonly string[]
    readonly pace?: Pace
    readonly signal?: AbortSignal
    readonly usm?: UsmCredential | null
    readonly on?: (event: DiscoveryProgress) => void
    /** How long answers are waited for. */
    readonly listenMs?: number
  } = {},
): Promise<Run> {
  const { interfaces = [], excluded = [], pace = 'fast', signal = new AbortController().signal, usm = null } = options
  const events: DiscoveryProgress[] = []
  const network = new Network(new ScopeGuard({ targets, interfaces, excluded }))
  const discovered = await runProbes(
    probes,
    {
      network,
      pace,
      signal,
      usm,
      on: (event) => {
        events.push(event)
        options.on?.(event)
      },
    },
    // On loopback an answer takes a millisecond; nothing but the waiting is shortened.
    { ...paceLimits[pace], listenMs: options.listenMs ?? 200, connectTimeoutMs: 400 },
  )
  return {
    ...discovered,
    events,
    last: (probe) => {
      const event = events.findLast((one) => one.probe === probe)
      if (event === undefined) throw new Error(`${probe} said nothing`)
      return event
    },
  }
}
