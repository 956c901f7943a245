import type { Socket } from 'node:net'
import { Cancelled, DeviceUnreachable, ProtocolViolation } from '../../model/errors.ts'
import type { TlsEndpoint } from '../../model/security-facts.ts'
import type { ConnectOptions, Network } from '../network.ts'
import { certificateFacts } from './certificate-facts.ts'
import { clientHello, type TlsVersion, tlsVersions } from './client-hello.ts'
import { readServerFlight, type ServerFlight } from './server-flight.ts'
import { suiteName } from './suites.ts'

const largestFlight = 128 * 1024

/**
 * What one TLS port agrees to: each version is offered alone, on a connection of its own, one after the other. No credential and
 * no request is sent.
 *
 * @throws {OutsideScope} before anything is sent
 * @throws {DeviceUnreachable} when the port is closed (`cause.code` ECONNREFUSED) or silent
 * @throws {ProtocolViolation} when the port speaks no TLS, agrees to no version, or shows no certificate
 * @throws {IdentityChanged} when the certificate is not the one that was pinned
 */
export async function surveyTls(network: Network, options: ConnectOptions): Promise<TlsEndpoint> {
  const answers: { readonly version: TlsVersion; readonly flight: ServerFlight | 'hung-up' | null }[] = []
  for (const version of [...tlsVersions].reverse())
    answers.push({ version, flight: await offer(network, options, version) })
  const said = answers.flatMap(({ version, flight }) =>
    flight !== null && flight !== 'hung-up' && flight.kind === 'hello' ? [{ version, flight }] : [],
  )
  const accepted = tlsVersions.filter((version) => said.some(({ flight }) => flight.version === version))
  const [best] = said
  if (best === undefined) throw noTls(answers, options)
  const { certificate, cipher } = await shown(
    network,
    options,
    said.map(({ flight }) => flight),
  )
  return {
    port: options.port,
    accepted,
    // Hanging up counts as a refusal only where another version was taken, so that it cannot be a line that went dead.
    refused: tlsVersions.filter(
      (version) => !accepted.includes(version) && answers.some((one) => one.version === version && one.flight !== null),
    ),
    cipher: cipher ?? suiteName(best.flight.suite),
    certificate: certificateFacts(certificate),
  }
}

function noTls(
  answers: readonly { readonly flight: ServerFlight | 'hung-up' | null }[],
  { address, port }: ConnectOptions,
) {
  if (answers.every(({ flight }) => flight === null)) {
    return new DeviceUnreachable(`${address}:${port} takes connections and says nothing.`)
  }
  const alerts = answers.some(({ flight }) => flight !== null && flight !== 'hung-up')
  return new ProtocolViolation(
    alerts
      ? `${address}:${port} speaks TLS and agrees to none of the versions from 1.0 to 1.3.`
      : `${address}:${port} is open and speaks no TLS.`,
  )
}

/** The certificate of a finished handshake where this computer can finish one, else of the answer in clear. */
async function shown(
  network: Network,
  options: ConnectOptions,
  flights: readonly (ServerFlight & { readonly kind: 'hello' })[],
): Promise<{ readonly certificate: Buffer; readonly cipher: string | null }> {
  const inClear = flights.map(({ certificate }) => certificate).find((der) => der !== null)
  try {
    const socket = await network.connectTls(options)
    const certificate = network.certificateOf(socket)?.raw ?? inClear
    const cipher = socket.getCipher()?.standardName ?? null
    socket.destroy()
    if (certificate !== undefined && certificate !== null) return { certificate, cipher }
  } catch (error) {
    // A server with ciphers that this computer no longer has: what it showed in clear is all there is.
    if (!(error instanceof DeviceUnreachable) || inClear === undefined || inClear === null) throw error
    return { certificate: inClear, cipher: null }
  }
  throw new ProtocolViolation(`${options.address}:${options.port} finishes the TLS handshake without a certificate.`)
}

/** Null: no answer in time. `hung-up`: the connection was closed without a word. */
async function offer(
  network: Network,
  options: ConnectOptions,
  version: TlsVersion,
): Promise<ServerFlight | 'hung-up' | null> {
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
): Promise<ServerFlight | 'hung-up' | null> {
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
