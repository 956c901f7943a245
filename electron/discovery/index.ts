import { dhipProbe } from './dhip.ts'
import { greetingProbe } from './greeting.ts'
import { hidProbe } from './hid-4070.ts'
import { httpProbe } from './http.ts'
import { mdnsProbe } from './mdns.ts'
import { neighboursProbe } from './neighbours.ts'
import type { Probe } from './probe.ts'
import { rtspProbe } from './rtsp.ts'
import { type Discovered, type DiscoveryOptions, runProbes } from './run.ts'
import { sadpProbe } from './sadp.ts'
import { snmpProbe } from './snmp.ts'
import { ssdpProbe } from './ssdp.ts'
import { tcpProbe } from './tcp.ts'
import { wsDiscoveryProbe } from './ws-discovery.ts'

/** Every probe of the product. A probe stands after those that it builds on. */
export const probes: readonly Probe[] = [
  wsDiscoveryProbe,
  snmpProbe,
  tcpProbe,
  sadpProbe,
  hidProbe,
  httpProbe,
  rtspProbe,
  greetingProbe,
  mdnsProbe,
  ssdpProbe,
  dhipProbe,
  neighboursProbe,
]

/** Finds what answers inside the scope. See `runProbes` for what it guarantees. */
export const runDiscovery = (options: DiscoveryOptions): Promise<Discovered> => runProbes(probes, options)

export type { Discovered, DiscoveryOptions, DiscoveryProgress } from './run.ts'
