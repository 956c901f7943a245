import type net from 'node:net'
import type { PracticeDevice } from './practice-device.ts'
import type { RequestInterface } from './request-log.ts'

interface Common {
  /** For the request log, as `vendor` unless it has a name of its own there. */
  readonly name: string
  readonly interface?: RequestInterface
  readonly port: number
  /** Whether it listens at the moment; default: while the service `vendor-discovery` is on. */
  readonly on?: (device: PracticeDevice) => boolean
}

export interface VendorTcpServer extends Common {
  readonly transport: 'tcp'
  readonly make: (device: PracticeDevice) => net.Server
}

export interface Datagram {
  readonly bytes: Buffer
  readonly source: { readonly address: string; readonly port: number }
  /** False: it came by multicast. */
  readonly directed: boolean
}

export interface VendorUdpServer extends Common {
  readonly transport: 'udp'
  /** Multicast group that is listened to as well. */
  readonly group?: string
  /** `group`: what came by multicast is answered to the group and its port, as SADP does. */
  readonly answersTo?: 'source' | 'group'
  readonly answer: (device: PracticeDevice, datagram: Datagram) => Buffer | null
}

/**
 * A server besides web, RTSP, SNMP and WS-Discovery, on a port of the maker. Not there for a device behind a forwarded port.
 */
export type VendorServer = VendorTcpServer | VendorUdpServer

export const isOn = (device: PracticeDevice, { on }: Common): boolean =>
  on === undefined ? device.state.settings.services['vendor-discovery'] !== false : on(device)
