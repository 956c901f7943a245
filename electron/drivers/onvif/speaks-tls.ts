import { DeviceUnreachable } from '../../model/errors.ts'
import type { Connection } from '../driver.ts'

/**
 * Whether a TLS handshake with this port of the device succeeds. False where the port is closed, silent or speaks something else.
 *
 * @throws {IdentityChanged} when it shows another certificate than the one that was pinned
 */
export async function speaksTls({ network, endpoint, signal }: Connection, port: number): Promise<boolean> {
  try {
    const socket = await network.connectTls({ address: endpoint.address, port, signal, timeoutMs: 3_000 })
    socket.destroy()
    return true
  } catch (error) {
    if (error instanceof DeviceUnreachable) return false
    throw error
  }
}
