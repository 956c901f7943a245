import type dgram from 'node:dgram'
import { isLoopback } from './loopback.ts'
import type { PracticeDevice } from './practice-device.ts'
import { boundUdpSocket, closeUdpSocket } from './udp-socket.ts'
import { isOn, type VendorUdpServer } from './vendor-server.ts'

const loopback = '127.0.0.1'

/** One UDP server of a device: answers what is sent to its address, and what a group that it listens to is told. */
export class UdpServer {
  readonly device: PracticeDevice
  readonly server: VendorUdpServer
  #socket: dgram.Socket | null = null

  constructor(device: PracticeDevice, server: VendorUdpServer) {
    this.device = device
    this.server = server
  }

  /** @throws the system error, for example EADDRINUSE */
  async start(): Promise<void> {
    if (this.#socket !== null) return
    const socket = await boundUdpSocket(this.device.address, this.server.port, true)
    if (this.server.group !== undefined) socket.setMulticastInterface(loopback)
    socket.on('message', (bytes, source) => this.hear(bytes, source, true))
    this.#socket = socket
  }

  async stop(): Promise<void> {
    const socket = this.#socket
    this.#socket = null
    await closeUdpSocket(socket)
  }

  /** A datagram to this device, or to its group. */
  hear(bytes: Buffer, source: { readonly address: string; readonly port: number }, directed: boolean): void {
    const { device, server } = this
    if (this.#socket === null || device.mute || !isLoopback(source.address) || !isOn(device, server)) return
    const answer = server.answer(device, { bytes, source: { address: source.address, port: source.port }, directed })
    device.requests.add({
      interface: server.interface ?? 'vendor',
      operation: server.name,
      username: null,
      login: 'none',
      outcome: answer === null ? 'dropped' : 'answered',
      source: source.address,
    })
    if (answer === null) return
    const toGroup = server.answersTo === 'group' && server.group !== undefined && !directed
    const [address, port] = toGroup ? [server.group, server.port] : [source.address, source.port]
    this.#socket.send(answer, port, address, () => undefined)
  }
}
