import net from 'node:net'
import os from 'node:os'
import { ScopedUdpSocket } from '../../electron/protocols/network.ts'

/**
 * The network card of the laptop: without it every new connection ends at once as one without a route, datagrams go nowhere, and the
 * operating system has no address any more. Of one process: simulated devices in the same one are not touched, for they connect to
 * nobody.
 */
export class NetworkCard {
  readonly #connect = net.connect
  readonly #send = ScopedUdpSocket.prototype.send
  readonly #interfaces = os.networkInterfaces
  #out = false

  install(): void {
    const card = this
    const connect = this.#connect as (options: net.NetConnectOpts) => net.Socket
    const send = this.#send
    net.connect = ((options: net.NetConnectOpts) =>
      card.#out ? withoutRoute() : connect(options)) as typeof net.connect
    os.networkInterfaces = () => (card.#out ? {} : this.#interfaces())
    ScopedUdpSocket.prototype.send = function (...given) {
      if (!card.#out) send.apply(this, given)
    }
  }

  restore(): void {
    net.connect = this.#connect
    os.networkInterfaces = this.#interfaces
    ScopedUdpSocket.prototype.send = this.#send
  }

  pull(): void {
    this.#out = true
  }

  plugIn(): void {
    this.#out = false
  }
}

/** @see connect(2): ENETUNREACH */
function withoutRoute(): net.Socket {
  const socket = new net.Socket()
  const error = Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH', syscall: 'connect' })
  setImmediate(() => socket.destroy(error))
  return socket
}
