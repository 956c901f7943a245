import { httpProbe } from './http.ts'
import type { Probe } from './probe.ts'
import { rtspProbe } from './rtsp.ts'
import { type Discovered, type DiscoveryOptions, runProbes } from './run.ts'
import { snmpProbe } from './snmp.ts'
import { tcpProbe } from './tcp.ts'
import { wsDiscoveryProbe } from './ws-discovery.ts'

/** Every probe of the product. A probe stands after those that it builds on. */
export const probes: readonly Probe[] = [wsDiscoveryProbe, snmpProbe, tcpProbe, httpProbe, rtspProbe]

/** Finds what answers inside the scope. See `runProbes` for what it guarantees. */
export const runDiscovery = (options: DiscoveryOptions): Promise<Discovered> => runProbes(probes, options)

export type { Discovered, DiscoveryOptions, DiscoveryProgress } from './run.ts'
