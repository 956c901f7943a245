import { DeviceUnreachable } from '../model/errors.ts'
import type { ConnectOptions, Network } from './network.ts'

/** `closed` is an answer (RST). `silent` is none and proves nothing: nobody there, a filter, or too slow. */
export type TcpPortState = 'open' | 'closed' | 'silent'

/** As `TcpPortState`; `unreached` is said by this computer or a router on the way, not by the host: no next hop, no such host. */
export type TcpAnswer = TcpPortState | 'unreached'

/**
 * Connects once and hangs up, without a byte of any protocol.
 *
 * @throws as `tcpAnswer`
 */
export async function tcpPortState(network: Network, options: ConnectOptions): Promise<TcpPortState> {
  const answer = await tcpAnswer(network, options)
  return answer === 'unreached' ? 'silent' : answer
}

/**
 * Connects once and hangs up, without a byte of any protocol.
 *
 * @throws {OutsideScope} {Cancelled}
 * @throws {DeviceUnreachable} when this computer could not even try (no free sockets or ports, no route, an own
 *   address that it does not have): that is no answer of the device
 */
export async function tcpAnswer(network: Network, options: ConnectOptions): Promise<TcpAnswer> {
  try {
    const socket = await network.connectTcp(options)
    socket.on('error', () => undefined)
    socket.destroy()
    return 'open'
  } catch (error) {
    if (!(error instanceof DeviceUnreachable)) throw error
    const code = (error.cause as NodeJS.ErrnoException | undefined)?.code
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return 'closed'
    if (code === undefined || code === 'ETIMEDOUT') return 'silent'
    if (unreachedCodes.has(code)) return 'unreached'
    throw error
  }
}

/** What the kernel says when nobody answers its question for the next hop, or a router says that nothing gets through. */
const unreachedCodes: ReadonlySet<string> = new Set(['EHOSTUNREACH', 'EHOSTDOWN'])
