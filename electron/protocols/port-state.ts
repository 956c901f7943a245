import { DeviceUnreachable } from '../model/errors.ts'
import type { ConnectOptions, Network } from './network.ts'

/** `closed` is an answer (RST). `silent` is none and proves nothing: nobody there, a filter, or too slow. */
export type TcpPortState = 'open' | 'closed' | 'silent'

/**
 * Connects once and hangs up, without a byte of any protocol.
 *
 * @throws {OutsideScope} {Cancelled}
 * @throws {DeviceUnreachable} when this computer could not even try (no free sockets or ports, no route, an own
 *   address that it does not have): that is no answer of the device
 */
export async function tcpPortState(network: Network, options: ConnectOptions): Promise<TcpPortState> {
  try {
    const socket = await network.connectTcp(options)
    socket.on('error', () => undefined)
    socket.destroy()
    return 'open'
  } catch (error) {
    if (!(error instanceof DeviceUnreachable)) throw error
    const code = (error.cause as NodeJS.ErrnoException | undefined)?.code
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return 'closed'
    if (code === undefined || silentCodes.has(code)) return 'silent'
    throw error
  }
}

const silentCodes: ReadonlySet<string> = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN'])
