import { CredentialWithheld, ProtocolViolation } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { visibleOrNull } from '../../model/visible-text.ts'
import { answerDigest, type Challenge, parseChallenges } from '../http/digest.ts'
import type { Network } from '../network.ts'
import { RtspConnection, type RtspTarget } from './connection.ts'
import { headerOf, headersOf, type RtspMessage } from './message.ts'

export interface RtspAnswer {
  /** Status of the last answer: 200, 401, 404 ... */
  readonly status: number
  /** `Server` header, capped and made visible. */
  readonly server: string | null
  /** Methods of `Public` or, on old Axis, `Allow`. */
  readonly methods: readonly string[]
  readonly challenges: readonly Challenge[]
  /** Whether a login was part of the last request. A 200 with false means: video for everyone. */
  readonly loggedIn: boolean
}

/**
 * What the server says of itself, without login.
 *
 * @see RFC 2326, section 10.1
 */
export async function rtspOptions(network: Network, target: RtspTarget): Promise<RtspAnswer> {
  const connection = await RtspConnection.open(network, target)
  try {
    return answerOf(await connection.ask('OPTIONS', urlOf(target, '/')), false)
  } finally {
    connection.close()
  }
}

export interface RtspDescribeTarget extends RtspTarget {
  /** Path and query of the stream, for example `/Streaming/Channels/101`. Host and port are those of the device. */
  readonly path: string
  /** Offered at most once, and only in answer to a Digest challenge. Null asks without login. */
  readonly credential: Credential | null
}

/**
 * Asks for the description of a stream: first without login, then, where the device wants one, once with Digest.
 * A second 401 is an answer like any other (`status` 401, `loggedIn`): no further try is made.
 *
 * @throws {CredentialWithheld} when the device wants the password readable (Basic) or in a way that nobody knows
 * @see RFC 2326, section 10.2; RFC 7616; RFC 2617
 */
export async function rtspDescribe(network: Network, target: RtspDescribeTarget): Promise<RtspAnswer> {
  const url = urlOf(target, target.path)
  const accept = 'Accept: application/sdp'
  let connection = await RtspConnection.open(network, target)
  try {
    const first = await connection.ask('DESCRIBE', url, [accept])
    if (first.status !== 401 || target.credential === null) return answerOf(first, false)
    const ask = async (challenged: RtspMessage, credential: Credential) => {
      const authorization = answerDigest({
        challenges: challengesOf(challenged),
        method: 'DESCRIBE',
        uri: url,
        credential,
      })
      if (authorization === null) {
        throw new CredentialWithheld(
          `${target.address}:${target.port} offers no RTSP Digest login; Basic would send the password readable.`,
        )
      }
      if (!connection.usable) {
        connection.close()
        connection = await RtspConnection.open(network, target)
      }
      return connection.ask('DESCRIBE', url, [accept, `Authorization: ${authorization}`])
    }
    const second = await ask(first, target.credential)
    // A stale nonce says nothing about the password; the device itself asks for the same answer on a new nonce.
    const stale = second.status === 401 && challengesOf(second).some(({ stale }) => stale)
    return answerOf(stale ? await ask(second, target.credential) : second, true)
  } finally {
    connection.close()
  }
}

function answerOf(message: RtspMessage, loggedIn: boolean): RtspAnswer {
  const methods = headerOf(message, 'public') ?? headerOf(message, 'allow') ?? ''
  return {
    status: message.status,
    server: visibleOrNull(headerOf(message, 'server')),
    methods: methods
      .split(',')
      .map((method) => method.trim().toUpperCase())
      .filter((method) => /^[A-Z_]{1,24}$/.test(method)),
    challenges: challengesOf(message),
    loggedIn,
  }
}

const challengesOf = (message: RtspMessage): readonly Challenge[] =>
  parseChallenges(headersOf(message, 'www-authenticate'))

function urlOf({ address, port }: RtspTarget, path: string): string {
  // A path of the device that smuggles a second header or another host is not asked for.
  if (!/^\/[\x21-\x7e]{0,1023}$/.test(path) || path.startsWith('//')) {
    throw new ProtocolViolation('The stream path that the device named is not a path.')
  }
  return `rtsp://${address.includes(':') ? `[${address}]` : address}:${port}${path}`
}
