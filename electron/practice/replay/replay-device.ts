import type dgram from 'node:dgram'
import net from 'node:net'
import type { RecordedLogin, Recording } from '../../model/recording.ts'
import { NoRoom } from '../errors.ts'
import { isLoopback } from '../loopback.ts'
import { TcpListener } from '../tcp-listener.ts'
import { boundUdpSocket, closeUdpSocket } from '../udp-socket.ts'
import { loadRecording } from './load-recording.ts'
import { Replies } from './replies.ts'
import { replayRtspServer } from './rtsp-server.ts'
import { SnmpReplay } from './snmp-agent.ts'
import { replayTlsServer, replayWebServer } from './web-server.ts'

const discoveryPort = 3_702
const ssdpPort = 1_900

export interface ReplayedDevice {
  readonly address: string
  /** What a visit may touch: the address, or HOST:PORT where the recorded one was behind a forwarded port. */
  readonly scope: readonly string[]
  readonly recording: Recording
  /** Logins that it takes. */
  readonly logins: readonly RecordedLogin[]
  close(): Promise<void>
}

/**
 * A practice device that answers as the recorded one did, on a loopback address of its own and on the same ports.
 *
 * @throws {NoRecording} {NotLoopback}
 * @throws {NoRoom} when no address has these ports free
 */
export async function replayRecording(
  folder: string,
  options: { readonly address?: string } = {},
): Promise<ReplayedDevice> {
  const { index, exchanges } = loadRecording(folder)
  const addresses =
    options.address === undefined ? Array.from({ length: 20 }, (_, each) => `127.${97 + each}.0.1`) : [options.address]
  let last: unknown
  for (const address of addresses) {
    const replies = new Replies(index, exchanges, address)
    const servers = serversOf(index, address, replies, exchanges)
    const close = async () => {
      await Promise.all(servers.map((server) => server.stop()))
    }
    try {
      for (const server of servers) await server.start()
      const { forwarded, ports } = index.device
      const scope = [forwarded ? `${address}:${ports.http ?? ports.https ?? 80}` : address]
      return { address, scope, recording: index, logins: index.logins, close }
    } catch (error) {
      await close()
      if (!isTaken(error)) throw error
      last = error
    }
  }
  throw new NoRoom('The ports of the recorded device are not free, or this user may not open them.', { cause: last })
}

const isTaken = (error: unknown): boolean =>
  ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'EPERM'].includes(String((error as NodeJS.ErrnoException).code))

interface Server {
  start(): Promise<void>
  stop(): Promise<void>
}

function serversOf(
  index: Recording,
  address: string,
  replies: Replies,
  exchanges: ReturnType<typeof loadRecording>['exchanges'],
): readonly Server[] {
  const portsOf = (over: string) => [...new Set(exchanges.filter((each) => each.over === over).map(({ port }) => port))]
  const answered = (over: string) =>
    portsOf(over).filter((port) =>
      exchanges.some((each) => each.over === over && each.port === port && each.answer !== null),
    )
  const snmp = new SnmpReplay(exchanges)
  const web = answered('HTTP')
  const rtsp = answered('RTSP')
  const tls = index.tls.filter(({ port }) => !web.includes(port))
  const taken = [...web, ...rtsp, ...tls.map(({ port }) => port)]
  const greeters = index.openPorts.filter(({ port, transport }) => transport === 'tcp' && !taken.includes(port))
  const upnp = index.openPorts.some(({ port, transport }) => transport === 'udp' && port === ssdpPort)
  return [
    ...web.map((port) => new TcpListener(address, port, () => replayWebServer(replies, port))),
    ...tls.map((seen) => new TcpListener(address, seen.port, () => replayTlsServer(replies, seen, address))),
    ...rtsp.map((port) => new TcpListener(address, port, () => replayRtspServer(replies, port))),
    ...greeters.map(({ port, greeting }) => new TcpListener(address, port, () => greeter(greeting))),
    ...(snmp.speaks ? portsOf('SNMP').map((port) => new UdpReplay(address, port, (asked) => snmp.answer(asked))) : []),
    ...(index.discovery.length === 0 || index.device.forwarded
      ? []
      : [new UdpReplay(address, discoveryPort, (asked) => announcement(asked, index, address))]),
    ...(upnp ? [new UdpReplay(address, ssdpPort, upnpAnswer)] : []),
  ]
}

const greeter = (greeting: string): net.Server =>
  net.createServer((socket) => {
    if (greeting !== '') socket.write(`${greeting}\r\n`)
  })

/** The recorded answer, to the question that was asked now. @see WS-Discovery 1.0, section 5.3 */
function announcement(asked: Buffer, index: Recording, address: string): Buffer | null {
  const text = asked.toString('utf8')
  const id = /<(?:\w+:)?MessageID(?:\s[^>]*)?>([^<]+)</.exec(text)?.[1]?.trim()
  const answer = index.discovery.at(-1)
  if (id === undefined || answer === undefined || !text.includes('Probe')) return null
  const related = answer.replace(/(<(?:\w+:)?RelatesTo(?:\s[^>]*)?>)[^<]*/, (_whole, tag: string) => `${tag}${id}`)
  return Buffer.from(related.replaceAll(index.device.address, address), 'utf8')
}

/** @see UPnP Device Architecture 1.1, section 1.3.3 */
const upnpAnswer = (asked: Buffer): Buffer | null =>
  asked.toString('latin1').startsWith('M-SEARCH')
    ? Buffer.from('HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nEXT:\r\n\r\n', 'latin1')
    : null

class UdpReplay implements Server {
  readonly #address: string
  readonly #port: number
  readonly #answer: (datagram: Buffer) => Buffer | null
  #socket: dgram.Socket | null = null

  constructor(address: string, port: number, answer: (datagram: Buffer) => Buffer | null) {
    this.#address = address
    this.#port = port
    this.#answer = answer
  }

  async start(): Promise<void> {
    // Others on this computer may listen to the groups of discovery on the same port.
    const socket = await boundUdpSocket(this.#address, this.#port, [discoveryPort, ssdpPort].includes(this.#port))
    socket.on('message', (datagram, source) => {
      if (!isLoopback(source.address)) return
      const answer = this.#answer(datagram)
      if (answer !== null) socket.send(answer, source.port, source.address, () => undefined)
    })
    this.#socket = socket
  }

  async stop(): Promise<void> {
    const socket = this.#socket
    this.#socket = null
    await closeUdpSocket(socket)
  }
}
