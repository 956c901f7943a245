import { Cancelled, DeviceUnreachable, Unsupported } from '../../model/errors.ts'
import type { PortState } from '../../model/facts.ts'
import { tcpPortState } from '../../protocols/port-state.ts'
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
 * How the ports of old services answer: one connection each, closed at once, one after the other. A TCP port that gave no answer is
 * asked once more, and what answered before is asked after it: of a device that fell silent meanwhile nothing is said.
 *
 * @throws {Unsupported} for a forwarded device: the other ports of that address belong to somebody else
 * @throws {DeviceUnreachable} when it stopped answering in the middle
 */
export async function readPorts(device: Connection): Promise<readonly PortState[]> {
  if (device.endpoint.forwarded) {
    throw new Unsupported(
      'The device is reached through a forwarded port; the other ports of the address are not its own.',
    )
  }
  const states: PortState[] = []
  for (const { service, port } of tcpServices) states.push(await tcpState(device, service, port))
  const witness = states.find(({ state }) => state !== 'silent')
  if (witness !== undefined) {
    for (const [index, { service, port, state }] of states.entries()) {
      if (state === 'silent') states[index] = await silenceHeld(device, service, port, witness)
    }
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

async function tcpState(
  { network, endpoint: { address }, signal }: Connection,
  service: string,
  port: number,
): Promise<PortState> {
  const state = await tcpPortState(network, { address, port, signal, timeoutMs: tcpPatienceMs })
  return { service, port, transport: 'tcp', state }
}

/** @throws {DeviceUnreachable} when the port that answered before is silent now as well */
async function silenceHeld(device: Connection, service: string, port: number, witness: PortState): Promise<PortState> {
  const again = await tcpState(device, service, port)
  if (again.state !== 'silent') return again
  const { state } = await tcpState(device, witness.service, witness.port)
  if (state !== 'silent') return again
  throw new DeviceUnreachable(
    `The device stopped answering while its ports were read: TCP ${witness.port} answered first and then no more.`,
  )
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
