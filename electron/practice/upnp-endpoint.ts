import type dgram from 'node:dgram'
import { isLoopback } from './loopback.ts'
import type { PracticeDevice } from './practice-device.ts'
import { boundUdpSocket, closeUdpSocket } from './udp-socket.ts'

/** UPnP as the factory left it on: answers a search that is sent to the device itself. @see UPnP Device Architecture 1.1, 1.3 */
export class UpnpEndpoint {
  readonly #device: PracticeDevice
  #socket: dgram.Socket | null = null

  constructor(device: PracticeDevice) {
    this.#device = device
  }

  /** @throws the system error, for example EADDRINUSE */
  async start(): Promise<void> {
    const { address, ports, state } = this.#device
    if (this.#socket !== null || !state.upnp || ports.upnp === null) return
    const socket = await boundUdpSocket(address, ports.upnp)
    socket.on('message', (datagram, source) => {
      if (this.#device.faults.silence || !isLoopback(source.address)) return
      if (!/^M-SEARCH \* HTTP\/1\.1\r\n/.test(datagram.toString('latin1'))) return
      this.#device.requests.add({
        interface: 'upnp',
        operation: 'M-SEARCH',
        username: null,
        login: 'none',
        outcome: 'answered',
        source: source.address,
      })
      socket.send(this.#answer(), source.port, source.address, () => undefined)
    })
    this.#socket = socket
  }

  async stop(): Promise<void> {
    const socket = this.#socket
    this.#socket = null
    await closeUdpSocket(socket)
  }

  #answer(): string {
    const { authority, maker, state } = this.#device
    const uuid = state.identity.endpointReference.replace('urn:', '')
    return [
      'HTTP/1.1 200 OK',
      'CACHE-CONTROL: max-age=1800',
      'EXT:',
      `LOCATION: http://${authority}/rootDesc.xml`,
      `SERVER: Linux UPnP/1.0 ${maker.vendor}/1.0`,
      'ST: upnp:rootdevice',
      `USN: ${uuid}::upnp:rootdevice`,
      '',
      '',
    ].join('\r\n')
  }
}
