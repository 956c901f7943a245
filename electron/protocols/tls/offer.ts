import type { Socket } from 'node:net'
import { Cancelled, ProtocolViolation } from '../../model/errors.ts'
import type { ConnectOptions, Network } from '../network.ts'
import { clientHello, type TlsVersion } from './client-hello.ts'
import { readServerFlight, type ServerFlight } from './server-flight.ts'

const largestFlight = 128 * 1024

/** Null: no answer in time. `hung-up`: the connection was closed without a word. */
export type OfferAnswer = ServerFlight | 'hung-up' | null

/**
 * What a server says to one version, on a connection of its own that is given up after the first answer.
 *
 * @throws {DeviceUnreachable} when it takes no connection
 * @throws {ProtocolViolation} when the answer is no TLS, or larger than any honest one
 */
export async function offer(network: Network, options: ConnectOptions, version: TlsVersion): Promise<OfferAnswer> {
  const socket = await network.connectTcp(options)
  try {
    return await firstAnswer(socket, clientHello(version), options)
  } finally {
    socket.destroy()
  }
}

function firstAnswer(
  socket: Socket,
  hello: Buffer,
  { signal, timeoutMs = 5_000 }: ConnectOptions,
): Promise<OfferAnswer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0)
    const settle = (end: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      socket.removeAllListeners('data')
      end()
    }
    const take = (complete: boolean): ServerFlight | null => {
      if (received.length > largestFlight) throw new ProtocolViolation('The TLS answer is longer than any honest one.')
      return received.length === 0 ? null : readServerFlight(received, complete)
    }
    const attempt = (complete: boolean, otherwise: () => void) => {
      try {
        const flight = take(complete)
        if (flight !== null) settle(() => resolve(flight))
        else otherwise()
      } catch (error) {
        settle(() => reject(error))
      }
    }
    const onAbort = () => settle(() => reject(new Cancelled('Cancelled during a TLS handshake.')))
    const timer = setTimeout(() => attempt(true, () => settle(() => resolve(null))), timeoutMs)
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      attempt(false, () => undefined)
    })
    // An error of the socket is followed by its close.
    socket.on('error', () => undefined)
    socket.on('close', () => attempt(true, () => settle(() => resolve('hung-up'))))
    socket.write(hello)
  })
}
