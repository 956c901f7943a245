import type dgram from 'node:dgram'
import { assertLoopback, isLoopback } from './loopback.ts'
import type { PracticeDevice } from './practice-device.ts'
import { boundUdpSocket, closeUdpSocket } from './udp-socket.ts'
import {
  answersProbe,
  type DiscoveryProbe,
  discoveryGroup,
  discoveryPort,
  hello,
  isDiscoverable,
  probeMatches,
  readProbe,
} from './ws-discovery.ts'

const loopback = '127.0.0.1'
/** Devices spread their answers, so that a probe's socket is not flooded. */
const mostDelayMs = 100

/** Directed probes to one device, and the address that its answers come from. */
export class DiscoveryEndpoint {
  readonly #device: PracticeDevice
  #socket: dgram.Socket | null = null

  constructor(device: PracticeDevice) {
    assertLoopback(device.address)
    this.#device = device
  }

  /** @throws the system error, for example EADDRINUSE */
  async start(): Promise<void> {
    if (this.#socket !== null) return
    // A device behind a forwarded port has no port 3702 of its own: it only sends.
    const socket = await boundUdpSocket(this.#device.address, this.#device.ports.discovery ?? 0, true)
    socket.setMulticastInterface(loopback)
    socket.on('message', (datagram, source) => {
      const probe = isLoopback(source.address) ? readProbe(datagram) : null
      if (probe !== null) this.consider(probe, source, true)
    })
    this.#socket = socket
  }

  async stop(): Promise<void> {
    const socket = this.#socket
    this.#socket = null
    await closeUdpSocket(socket)
  }

  consider(
    probe: DiscoveryProbe,
    source: { readonly address: string; readonly port: number },
    directed: boolean,
  ): void {
    const device = this.#device
    if (this.#socket === null || device.mute || !device.speaksOnvif) return
    const answers = answersProbe(device, probe, directed)
    device.requests.add({
      interface: 'ws-discovery',
      operation: directed ? 'directed Probe' : 'Probe',
      username: null,
      login: 'none',
      outcome: answers ? 'answered' : 'dropped',
      source: source.address,
    })
    if (!answers) return
    setTimeout(
      () => this.#send(probeMatches(device, probe), source.port, source.address),
      device.delayUpTo(mostDelayMs),
    )
  }

  hello(): void {
    if (isDiscoverable(this.#device) && this.#device.speaksOnvif) {
      this.#socket?.send(hello(this.#device), discoveryPort, discoveryGroup, () => undefined)
    }
  }

  #send(datagram: Buffer, port: number, address: string): void {
    assertLoopback(address)
    this.#socket?.send(datagram, port, address, () => undefined)
  }
}

/** Multicast probes to all devices of a site, on the loopback interface only. */
export class DiscoveryGroup {
  #socket: dgram.Socket | null = null

  /** @throws the system error */
  async start(endpoints: readonly DiscoveryEndpoint[]): Promise<void> {
    // Bound to the group, nothing that is sent to an address of this computer arrives here. Windows cannot bind to a group.
    const address = process.platform === 'win32' ? loopback : discoveryGroup
    const socket = await boundUdpSocket(address, discoveryPort, true)
    socket.addMembership(discoveryGroup, loopback)
    socket.on('message', (datagram, source) => {
      // A group of another program on another interface may deliver here too: only this computer is answered.
      const probe = isLoopback(source.address) ? readProbe(datagram) : null
      if (probe === null) return
      for (const endpoint of endpoints) endpoint.consider(probe, source, false)
    })
    this.#socket = socket
  }

  async stop(): Promise<void> {
    const socket = this.#socket
    this.#socket = null
    await closeUdpSocket(socket)
  }
}
