import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import type { Network } from '../network.ts'

interface Destination {
  readonly address: string
  readonly port: number
  readonly signal: AbortSignal
  readonly connectTimeoutMs: number
}

/**
 * Agents whose every connection is made by `network`: scope and certificate pin hold, whatever host the request names.
 * A connection carries one exchange, so that bytes left over can never be taken for the next answer.
 */
export function guardedAgent(network: Network, secure: boolean, destination: Destination): http.Agent {
  const { address, port, signal, connectTimeoutMs: timeoutMs } = destination
  const agent = secure ? new https.Agent({ keepAlive: false }) : new http.Agent({ keepAlive: false })
  agent.createConnection = (_options, done) => {
    const options = { address, port, signal, timeoutMs }
    const socket: Promise<Duplex> = secure ? network.connectTls(options) : network.connectTcp(options)
    socket.then(
      (open) => done?.(null, open),
      (error: unknown) => done?.(error as Error, undefined as never),
    )
    return undefined
  }
  return agent
}
