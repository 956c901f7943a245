import { Cancelled, DeviceUnreachable } from '../../model/errors.ts'
import type { ConnectOptions, Network } from '../network.ts'
import { buildHidQuestion, type HidAnswer, parseHidAnswer } from './message.ts'

/**
 * Asks one door controller who it is, twice at most.
 *
 * @throws {OutsideScope} before anything is sent
 * @throws {DeviceUnreachable} on silence: switched off, filtered, or another device
 */
export async function askHid(
  network: Network,
  { address, port, signal, timeoutMs = 1_000 }: ConnectOptions,
): Promise<HidAnswer> {
  network.scope.assert(address, port)
  const socket = await network.udp({ ipv6: address.includes(':') })
  try {
    return await new Promise<HidAnswer>((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(again)
        clearTimeout(over)
        signal.removeEventListener('abort', onAbort)
        end()
      }
      const onAbort = () => settle(() => reject(new Cancelled('Cancelled while asking a door controller.')))
      // Asked again out of a timer: what cannot be sent then ends the question, and nothing else.
      const ask = () => {
        try {
          socket.send(buildHidQuestion(), port, address)
        } catch (error) {
          settle(() => reject(error))
        }
      }
      const again = setTimeout(ask, timeoutMs)
      const over = setTimeout(
        () => settle(() => reject(new DeviceUnreachable(`${address}:${port} does not answer the question who it is.`))),
        2 * timeoutMs,
      )
      if (signal.aborted) return onAbort()
      signal.addEventListener('abort', onAbort, { once: true })
      socket.onMessage((datagram, source) => {
        const answer = source.address === address ? parseHidAnswer(datagram) : null
        if (answer !== null) settle(() => resolve(answer))
      })
      ask()
    })
  } finally {
    socket.close()
  }
}
