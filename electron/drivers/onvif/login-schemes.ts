import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { DeviceUnreachable, ProtocolViolation, Unsupported } from '../../model/errors.ts'
import type { LoginName } from '../../model/login-name.ts'
import type { AuthenticationOffer, AuthenticationScheme, RtspSecurity } from '../../model/security-facts.ts'
import type { Challenge } from '../../protocols/http/challenge.ts'
import { type HttpAnswer, httpRequest } from '../../protocols/http/http-request.ts'
import { ClientMemory } from '../../protocols/onvif/client-memory.ts'
import { getDeviceInformation, getLoginCapabilities } from '../../protocols/onvif/information.ts'
import { surveyTls } from '../../protocols/tls/survey.ts'
import type { Capability, Connection } from '../driver.ts'
import { attempt } from './attempt.ts'
import { clientWith, onvifTarget } from './open-client.ts'
import { describeStream } from './rtsp-login.ts'
import { isClosed } from './web-security.ts'

const limits = { connectMs: 4_000, headersMs: 4_000, wholeMs: 6_000, bodyBytes: 512 * 1_024 }

/** One way in, and how it is asked. */
interface Door {
  readonly interface: LoginName
  readonly encrypted: boolean
  /** Empty where it is there and asks for no login. @throws {Unsupported} where it is not there */
  readonly ask: () => Promise<readonly AuthenticationScheme[]>
}

/**
 * What each interface asks for when it is asked without a login. Nothing but the questions is sent. An interface that may be there
 * and could not be asked is named as unread; one whose port is closed is not there.
 *
 * @param webPath a page of the web interface that wants a login; of the start page only a challenge or a form says anything
 */
export const loginSchemes = (webPath = '/'): Capability => ({
  fact: 'logins.schemes',
  async read(device) {
    const offers: AuthenticationOffer[] = []
    const unread: AuthenticationOffer[] = []
    let trouble: unknown = null
    for (const { interface: login, encrypted, ask } of doorsOf(device, webPath)) {
      try {
        const schemes = await ask()
        if (schemes.length > 0) offers.push({ interface: login, encrypted, schemes })
      } catch (error) {
        const isBearable =
          error instanceof Unsupported || error instanceof DeviceUnreachable || error instanceof ProtocolViolation
        if (!isBearable) throw error
        if (login !== 'web' || !isClosed(error)) trouble ??= error
        const why = whyUnread(device, login, error)
        if (why !== null) unread.push({ interface: login, encrypted, schemes: [], unread: why })
      }
    }
    if (offers.length > 0) return [...offers, ...unread]
    throw trouble ?? new Unsupported('No interface of the device asks for a login where it was asked.')
  },
})

function doorsOf(device: Connection, webPath: string): readonly Door[] {
  const { ports, forwarded } = device.endpoint
  const plain = ports.http ?? (forwarded ? undefined : 80)
  return [
    { interface: 'onvif', encrypted: onvifTarget(device.endpoint).https, ask: () => ofOnvif(device) },
    ...[
      { port: plain, encrypted: false },
      { port: ports.https, encrypted: true },
    ].flatMap(({ port, encrypted }): Door[] =>
      port === undefined ? [] : [{ interface: 'web', encrypted, ask: () => ofWeb(device, port, encrypted, webPath) }],
    ),
    { interface: 'rtsp', encrypted: false, ask: async () => (await readRtsp(device)).schemes },
  ]
}

/** Null: it is not there. */
function whyUnread(
  device: Connection,
  login: LoginName,
  error: unknown,
): NonNullable<AuthenticationOffer['unread']> | null {
  if (error instanceof Unsupported || isClosed(error)) return null
  if (error instanceof DeviceUnreachable) return 'unreachable'
  // Where nobody ever logged in to ONVIF, it is a web server that answers every path with a page.
  return login === 'onvif' && device.credential('onvif') === null ? null : 'malformed'
}

/** The schemes of RFC 7235 challenges, each once, in the order of the device. Schemes without a name here are left out. */
function schemesOf(challenges: readonly Challenge[]): readonly AuthenticationScheme[] {
  const schemes = challenges.flatMap(({ scheme, params }): AuthenticationScheme[] => {
    if (scheme === 'basic') return ['basic']
    if (scheme !== 'digest') return []
    const algorithm = (params.get('algorithm') ?? 'MD5').toUpperCase()
    if (algorithm.startsWith('SHA-256')) return ['digest-sha-256']
    return algorithm.startsWith('MD5') ? ['digest-md5'] : []
  })
  return [...new Set(schemes)]
}

/** @throws {Unsupported} where there is no ONVIF */
async function ofOnvif(device: Connection): Promise<readonly AuthenticationScheme[]> {
  const target = onvifTarget(device.endpoint)
  const stranger = clientWith(device, target, null, new ClientMemory())
  let schemes: AuthenticationScheme[] = []
  try {
    await getDeviceInformation(stranger, { login: 'none' })
    schemes = ['none']
  } catch (error) {
    if (!(error instanceof CredentialsRefused)) throw error
    schemes = [...schemesOf((await onvifChallenge(device)).challenges)]
    const told = await attempt(device, () => getLoginCapabilities(stranger))
    // Where it challenges with nothing and tells nothing, the token is all that is left.
    if (told?.usernameToken ?? schemes.length === 0) schemes.push('ws-username-token')
  }
  return schemes
}

/** ONVIF devices challenge a request for their device service; those that know only the token do not. */
async function onvifChallenge({ network, endpoint, signal, memo }: Connection): Promise<HttpAnswer> {
  const target = onvifTarget(endpoint)
  const { path } = ClientMemory.of(memo, target).service('tds')
  const body =
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><GetDeviceInformation xmlns="http://www.onvif.org/ver10/device/wsdl"/></s:Body></s:Envelope>'
  return httpRequest(network, {
    ...target,
    method: 'POST',
    path,
    headers: { 'Content-Type': 'application/soap+xml; charset=utf-8' },
    body,
    signal,
    limits,
  })
}

async function ofWeb(
  { network, endpoint: { address }, signal }: Connection,
  port: number,
  https: boolean,
  path: string,
): Promise<readonly AuthenticationScheme[]> {
  return webSchemes(await httpRequest(network, { method: 'GET', address, port, https, path, signal, limits }), path)
}

function webSchemes({ status, challenges, body }: HttpAnswer, path: string): readonly AuthenticationScheme[] {
  if (status === 401) return schemesOf(challenges)
  if (status !== 200) return []
  if (/<input\b[^>]*\btype\s*=\s*["']?password\b/i.test(body.toString('latin1'))) return ['form']
  // A start page may be for everybody; a page that wants a login and does not ask for one is open.
  return path === '/' ? [] : ['none']
}

/** Whether video is given to strangers, what its login looks like, and whether it can be had encrypted. */
export const rtspSecurity = (): Capability => ({ fact: 'rtsp.security', read: readRtspSecurity })

async function readRtspSecurity(device: Connection): Promise<RtspSecurity> {
  return { ...(await readRtsp(device)), encrypted: await hasRtsps(device) }
}

/** @throws {Unsupported} when the server plays nothing that can be asked for */
async function readRtsp(device: Connection): Promise<Pick<RtspSecurity, 'withoutLogin' | 'schemes'>> {
  const { status, challenges } = await describeStream(device, null)
  if (status === 200) return { withoutLogin: 'open', schemes: ['none'] }
  if (status === 401 || status === 403) return { withoutLogin: 'guarded', schemes: schemesOf(challenges) }
  throw new Unsupported(`The device plays no stream that can be asked for (RTSP ${status}).`)
}

/** @see RFC 7826 section 19.2; IANA service name rtsps */
const rtspsPort = 322

/** True when RTSP is there behind TLS. That it is not there on the usual port does not say that there is none. */
async function hasRtsps({ network, endpoint, signal }: Connection): Promise<true | null> {
  const { address, forwarded } = endpoint
  if (forwarded || !network.scope.contains(address, rtspsPort)) return null
  try {
    const { accepted } = await surveyTls(network, { address, port: rtspsPort, signal, timeoutMs: 2_000 })
    return accepted.some((version) => version !== 'SSLv3') ? true : null
  } catch (error) {
    if (error instanceof DeviceUnreachable || error instanceof ProtocolViolation) return null
    throw error
  }
}
