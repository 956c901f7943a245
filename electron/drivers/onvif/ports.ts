import { Cancelled, DeviceUnreachable, Unsupported } from '../../model/errors.ts'
import type { PortState } from '../../model/facts.ts'
import type { Connection } from '../driver.ts'

/** Ways in that have no place on a device in service. @see IANA service names and port numbers */
const tcpServices = [
  { service: 'ftp', port: 21 },
  { service: 'ssh', port: 22 },
  { service: 'telnet', port: 23 },
] as const

const ssdpPort = 1_900
const tcpPatienceMs = 2_000
const ssdpPatienceMs = 1_200
/** A refusal comes at once, with the speed of a ping. */
const refusalPatienceMs = 400

/**
 * How the ports of old services answer: one connection each, closed at once, one after the other.
 *
 * @throws {Unsupported} for a forwarded device: the other ports of that address belong to somebody else
 */
export async function readPorts(device: Connection): Promise<readonly PortState[]> {
  if (device.endpoint.forwarded) {
    throw new Unsupported(
      'The device is reached through a forwarded port; the other ports of the address are not its own.',
    )
  }
  const states: PortState[] = []
  for (const { service, port } of tcpServices) {
    states.push({
      service,
      port,
      transport: 'tcp',
      state: await tcpState(device, port),
    })
  }
  return [
    ...states,
    {
      service: 'upnp',
      port: ssdpPort,
      transport: 'udp',
      state: await ssdpState(device),
    },
  ]
}

async function tcpState({ network, endpoint, signal }: Connection, port: number): Promise<PortState['state']> {
  try {
    const socket = await network.connectTcp({
      address: endpoint.address,
      port,
      signal,
      timeoutMs: tcpPatienceMs,
    })
    socket.on('error', () => undefined)
    socket.destroy()
    return 'open'
  } catch (error) {
    if (!(error instanceof DeviceUnreachable)) throw error
    // Only a refusal says closed; a firewall that drops says nothing.
    return (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED' ? 'closed' : 'silent'
  }
}

/**
 * Asks for UPnP by a search that goes to this device alone. An answer says open, from whatever port it comes; a refusal of the
 * host says closed.
 *
 * @see UPnP Device Architecture 1.1, sections 1.3.2 and 1.3.3 (unicast M-SEARCH: answered within a second)
 */
async function ssdpState(device: Connection): Promise<PortState['state']> {
  const { network, endpoint, signal } = device
  const { address } = endpoint
  const host = address.includes(':') ? `[${address}]` : address
  const lines = ['M-SEARCH * HTTP/1.1', `HOST: ${host}:${ssdpPort}`, 'MAN: "ssdp:discover"', 'ST: ssdp:all', '', '']
  const search = Buffer.from(lines.join('\r\n'), 'latin1')
  const refusal = network.refusesUdp({ address, port: ssdpPort, signal, timeoutMs: refusalPatienceMs }, search)
  if (await refusal) return 'closed'
  return (await answersSearch(device, search)) ? 'open' : 'silent'
}

async function answersSearch({ network, endpoint, signal }: Connection, search: Buffer): Promise<boolean> {
  const { address } = endpoint
  const socket = await network.udp({ ipv6: address.includes(':') })
  try {
    return await new Promise<boolean>((resolve, reject) => {
      const onAbort = () => reject(new Cancelled('Cancelled while reading the ports.'))
      if (signal.aborted) return onAbort()
      const timer = setTimeout(() => resolve(false), ssdpPatienceMs)
      signal.addEventListener('abort', onAbort, { once: true })
      socket.onMessage((payload, source) => {
        if (source.address !== address || !payload.subarray(0, 7).toString('latin1').startsWith('HTTP/1.')) return
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
        resolve(true)
      })
      socket.send(search, ssdpPort, address)
    })
  } finally {
    socket.close()
  }
}
