import { createHash, randomBytes } from 'node:crypto'
import { CredentialWithheld, ProtocolViolation } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import type { Challenge } from './challenge.ts'

export { type Challenge, parseChallenges } from './challenge.ts'

/** Names of RFC 7616 section 3.3, the name of the hash in Node, and how strong it is compared with the others. */
const algorithms = {
  md5: { hash: 'md5', strength: 1 },
  'sha-256': { hash: 'sha256', strength: 2 },
  'sha-512-256': { hash: 'sha512-256', strength: 3 },
} as const
type AlgorithmName = keyof typeof algorithms

/** A Digest offer that can be answered. */
export interface DigestOffer {
  readonly algorithm: AlgorithmName
  /** As the device wrote it; null when it wrote none, which means MD5. */
  readonly algorithmText: string | null
  readonly session: boolean
  readonly strength: number
  readonly realm: string
  readonly nonce: string
  readonly opaque: string | null
  /** False for servers of RFC 2069: no `qop`, no counter, no client nonce. */
  readonly qop: boolean
}

/**
 * The strongest Digest offer that can be answered: SHA-512-256, then SHA-256, then MD5. Null when the device offers no Digest.
 *
 * @param floor strength that this device offered before; a weaker offer is refused
 * @throws {ProtocolViolation} when it offers Digest, but none that anybody could answer (`auth-int` alone, unknown hash)
 * @throws {CredentialWithheld} when every offer is weaker than what the device offered before
 * @see RFC 7616, sections 3.3, 3.7 and 5.6
 */
export function chooseDigest(challenges: readonly Challenge[], floor = 0): DigestOffer | null {
  const digests = challenges.filter(({ scheme }) => scheme === 'digest')
  if (digests.length === 0) return null
  const offers = digests.map(readOffer).filter((offer) => offer !== null)
  if (offers.length === 0) {
    const named = digests.map(({ params }) => `${params.get('algorithm') ?? 'MD5'}/${params.get('qop') ?? 'no qop'}`)
    throw new ProtocolViolation(
      `The device wants a Digest login of a kind that cannot be answered (${shorten(named.join(', '))}).`,
    )
  }
  const [best] = offers.toSorted((a, b) => b.strength - a.strength || Number(a.session) - Number(b.session))
  if (best === undefined || best.strength < floor) {
    throw new CredentialWithheld(
      'The device offers a weaker Digest login than it did before; somebody may stand in between. No login was sent.',
    )
  }
  return best
}

function readOffer({ params }: Challenge): DigestOffer | null {
  const nonce = params.get('nonce')
  const text = params.get('algorithm') ?? null
  const name = (text ?? 'MD5').toLowerCase()
  const session = name.endsWith('-sess')
  const algorithm = session ? name.slice(0, -'-sess'.length) : name
  const qops = params
    .get('qop')
    ?.split(/[\s,]+/)
    .map((qop) => qop.toLowerCase())
  if (nonce === undefined || nonce === '' || !isAlgorithm(algorithm)) return null
  if (qops !== undefined && !qops.includes('auth')) return null
  return {
    algorithm,
    algorithmText: text,
    session,
    strength: algorithms[algorithm].strength,
    realm: params.get('realm') ?? '',
    nonce,
    opaque: params.get('opaque') ?? null,
    qop: qops !== undefined,
  }
}

const isAlgorithm = (name: string): name is AlgorithmName => Object.hasOwn(algorithms, name)

/** One login towards one nonce: counts its uses, so that a device that keeps count is content. */
export class DigestSession {
  readonly offer: DigestOffer
  readonly #clientNonce = randomBytes(16).toString('hex')
  #uses = 0

  constructor(offer: DigestOffer) {
    this.offer = offer
  }

  /** The value of the `Authorization` header. @see RFC 7616, section 3.4 */
  authorize(request: { readonly method: string; readonly uri: string; readonly credential: Credential }): string {
    const { offer } = this
    const { username, password } = request.credential
    if (/[\u0000-\u001f\u007f]/.test(username)) {
      throw new CredentialWithheld('A user name with control characters cannot be sent in a header. Nothing was sent.')
    }
    this.#uses += 1
    const count = this.#uses.toString(16).padStart(8, '0')
    const digest = (...parts: readonly (string | Buffer)[]): string => {
      const hash = createHash(algorithms[offer.algorithm].hash)
      parts.forEach((part, index) => {
        if (index > 0) hash.update(':')
        hash.update(typeof part === 'string' ? bytesOf(part) : part)
      })
      return hash.digest('hex')
    }
    const account = digest(Buffer.from(username, 'utf8'), offer.realm, password.bytes())
    const secret = offer.session ? digest(account, offer.nonce, this.#clientNonce) : account
    const action = digest(request.method, request.uri)
    const response = offer.qop
      ? digest(secret, offer.nonce, count, this.#clientNonce, 'auth', action)
      : digest(secret, offer.nonce, action)
    const fields = [
      /[^\u0000-\u007f]/.test(username) ? `username*=UTF-8''${percent(username)}` : `username=${quote(username)}`,
      `realm=${quote(offer.realm)}`,
      `nonce=${quote(offer.nonce)}`,
      `uri=${quote(request.uri)}`,
      ...(offer.algorithmText === null ? [] : [`algorithm=${offer.algorithmText}`]),
      ...(offer.qop || offer.session ? [`cnonce="${this.#clientNonce}"`] : []),
      ...(offer.qop ? [`nc=${count}`, 'qop=auth'] : []),
      `response="${response}"`,
      ...(offer.opaque === null ? [] : [`opaque=${quote(offer.opaque)}`]),
    ]
    return `Digest ${fields.join(', ')}`
  }
}

/**
 * The `Authorization` value that answers the best Digest offer, or null when there is none.
 * Throws as `chooseDigest` does.
 */
export function answerDigest(request: {
  readonly challenges: readonly Challenge[]
  readonly method: string
  readonly uri: string
  readonly credential: Credential
  readonly floor?: number
}): string | null {
  const offer = chooseDigest(request.challenges, request.floor)
  return offer === null ? null : new DigestSession(offer).authorize(request)
}

/** Header text carries bytes as Latin-1; what was decoded as UTF-8 is hashed as UTF-8 again. */
const bytesOf = (text: string): Buffer => Buffer.from(text, /[^\u0000-\u00ff]/.test(text) ? 'utf8' : 'latin1')

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`
const percent = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
const shorten = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text)
