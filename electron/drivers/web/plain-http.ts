import { DeviceUnreachable, ProtocolViolation } from '../../model/errors.ts'
import type { HttpPolicy } from '../../model/security-facts.ts'
import { type HttpAnswer, httpRequest } from '../../protocols/http/http-request.ts'
import type { Connection } from '../driver.ts'
import { movesToHttps } from '../onvif/web-security.ts'

const usualHttp = 80
const limits = { connectMs: 4_000, headersMs: 4_000, wholeMs: 6_000, bodyBytes: 512 * 1_024 }

/** Forbidden, and Upgrade Required: the port is open, and nothing is served there in clear. */
const shut: readonly number[] = [403, 426]

/**
 * The policy that the device tells, held against its plain port: settings that wait for a restart, or that only the start page
 * follows, say "HTTPS only" while everything is still served in clear. Asked without login, and only where the settings say so.
 *
 * @param listed the plain port that the settings name
 */
export async function heldAgainstPlainHttp(
  device: Connection,
  told: HttpPolicy,
  listed: number | null = null,
): Promise<HttpPolicy> {
  if (told !== 'https-only') return told
  const answer = await plainAnswer(device, listed)
  if (answer === null || shut.includes(answer.status)) return told
  return movesToHttps(answer, device.endpoint.address) ? 'redirects-to-https' : 'http-and-https'
}

/** Null where nothing answers, and where the plain port is not known or not ours to ask. */
async function plainAnswer(
  { network, endpoint, signal }: Connection,
  listed: number | null,
): Promise<HttpAnswer | null> {
  const { address, forwarded, ports } = endpoint
  const port = ports.http ?? (forwarded ? null : (listed ?? usualHttp))
  if (port === null || !network.scope.contains(address, port)) return null
  try {
    return await httpRequest(network, { method: 'GET', address, port, https: false, path: '/', signal, limits })
  } catch (error) {
    if (error instanceof DeviceUnreachable) return null
    // Something answers there, and it is no HTTP that serves anything.
    if (error instanceof ProtocolViolation) return null
    throw error
  }
}
