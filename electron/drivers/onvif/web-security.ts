import { DeviceUnreachable, type ExpectedError, ProtocolViolation, Unsupported } from '../../model/errors.ts'
import type { HttpPolicy, TlsEndpoint, UnreadTlsPort } from '../../model/security-facts.ts'
import { type HttpAnswer, httpRequest } from '../../protocols/http/http-request.ts'
import { getNetworkProtocols } from '../../protocols/onvif/network-settings.ts'
import { surveyTls } from '../../protocols/tls/survey.ts'
import type { Capability, Connection } from '../driver.ts'
import { attempt } from './attempt.ts'
import { openClient } from './open-client.ts'

const patienceMs = 4_000
const usualHttp = 80
const usualHttps = 443
const limits = { connectMs: patienceMs, headersMs: patienceMs, wholeMs: 6_000, bodyBytes: 512 * 1_024 }

/**
 * What each TLS port of the device agrees to, found out by handshakes alone: no login is sent. Empty where every port that could
 * have one is closed; a port that is not closed and could not be read is named as such.
 *
 * @param more ports besides the usual one, as the maker has them
 */
export const tlsEndpoints = (more: readonly number[] = []): Extract<Capability, { fact: 'tls.endpoints' }> => ({
  fact: 'tls.endpoints',
  async read(device) {
    const { network, endpoint, signal } = device
    const endpoints: TlsEndpoint[] = []
    const unread: UnreadTlsPort[] = []
    const trouble: ExpectedError[] = []
    for (const port of await tlsPorts(device, more)) {
      try {
        endpoints.push(await surveyTls(network, { address: endpoint.address, port, signal, timeoutMs: patienceMs }))
      } catch (error) {
        if (isClosed(error)) continue
        if (!(error instanceof DeviceUnreachable || error instanceof ProtocolViolation)) throw error
        trouble.push(error)
        unread.push({ port, unread: error instanceof DeviceUnreachable ? 'unreachable' : 'malformed' })
      }
    }
    const [first] = trouble
    if (endpoints.length === 0 && first !== undefined) throw first
    return [...endpoints, ...unread]
  },
})

/** The usual port, the ones that were seen, and those that the device lists. @throws {Unsupported} where all are somebody else's */
async function tlsPorts(device: Connection, more: readonly number[]): Promise<readonly number[]> {
  const { network, endpoint } = device
  const { address, forwarded, ports } = endpoint
  const seen = ports.https === undefined ? [] : [ports.https]
  const listed = forwarded || device.credential('onvif') === null ? [] : await listedPorts(device)
  const all = forwarded ? seen : [...new Set([...seen, ...listed, usualHttps, ...more])]
  const allowed = all.filter((port) => network.scope.contains(address, port))
  if (allowed.length > 0) return allowed
  throw new Unsupported('It is not known by which port the TLS of this forwarded device is reached.')
}

async function listedPorts(device: Connection): Promise<readonly number[]> {
  const protocols = await attempt(device, () => getNetworkProtocols(openClient(device)))
  return (protocols ?? [])
    .filter(({ name, enabled }) => name === 'HTTPS' && enabled)
    .flatMap(({ ports }) => ports.filter((port) => port > 0))
}

/** Refused by the host itself: nothing listens there. */
export const isClosed = (error: unknown): boolean =>
  error instanceof DeviceUnreachable && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED'

/** What the web interface does with plain HTTP, as its start page answers without a login. */
export const httpPolicy = (): Capability => ({ fact: 'http.policy', read: readHttpPolicy })

/** @throws {Unsupported} for a forwarded device, where one of the two doors is not known */
export async function readHttpPolicy(device: Connection): Promise<HttpPolicy> {
  const { address, forwarded, ports } = device.endpoint
  const { scope } = device.network
  const plainPort = ports.http ?? (forwarded ? null : usualHttp)
  const plain = plainPort === null ? null : await startPage(device, plainPort, false)
  if (plain !== null && plain !== 'closed' && movesToHttps(plain, address)) return 'redirects-to-https'
  const securePort = ports.https ?? (forwarded || !scope.contains(address, usualHttps) ? null : usualHttps)
  if (plainPort === null || securePort === null || plain === null) {
    throw new Unsupported(
      'The device is reached through one forwarded port; what its other web port does is not known.',
    )
  }
  const secure = await startPage(device, securePort, true)
  if (plain === 'closed') {
    if (secure !== 'closed') return 'https-only'
    throw new DeviceUnreachable(`Neither port ${plainPort} nor port ${securePort} of ${address} answers.`)
  }
  return secure === 'closed' ? 'http-only' : 'http-and-https'
}

/** @throws {DeviceUnreachable} on silence, which is no answer to the question */
async function startPage(device: Connection, port: number, https: boolean): Promise<HttpAnswer | 'closed'> {
  const { network, endpoint, signal } = device
  try {
    return await httpRequest(network, {
      method: 'GET',
      address: endpoint.address,
      port,
      https,
      path: '/',
      signal,
      limits,
    })
  } catch (error) {
    if (isClosed(error)) return 'closed'
    throw error
  }
}

/** Told by status and `Location`; a page that moves on by script is a page that was served in clear. */
export function movesToHttps({ status, headers }: Pick<HttpAnswer, 'status' | 'headers'>, own: string): boolean {
  const to = headers.location ?? ''
  if (status < 300 || status > 399 || !URL.canParse(to)) return false
  const { protocol, hostname } = new URL(to)
  // A name instead of the address is the device's own affair; another address would be another host.
  return protocol === 'https:' && (hostname.replace(/^\[|\]$/g, '') === own || !/^[\d.]+$|:/.test(hostname))
}
