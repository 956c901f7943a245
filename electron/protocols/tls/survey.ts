import { setTimeout as sleep } from 'node:timers/promises'
import { Cancelled, DeviceUnreachable, ProtocolViolation } from '../../model/errors.ts'
import type { TlsEndpoint } from '../../model/security-facts.ts'
import type { ConnectOptions, Network } from '../network.ts'
import { certificateFacts } from './certificate-facts.ts'
import { type TlsVersion, tlsVersions } from './client-hello.ts'
import { type OfferAnswer, offer } from './offer.ts'
import { suiteName } from './suites.ts'

/** The one that most devices speak comes first; the oldest, which hardly any does, comes last. */
const offered: readonly TlsVersion[] = ['TLSv1.2', 'TLSv1.3', 'TLSv1.1', 'TLSv1', 'SSLv3']
const newest: TlsVersion = 'TLSv1.3'

/** How long a device that hung up gets to clear its connections, before the first look again and before the last. */
const usualPausesMs: readonly number[] = [1_000, 3_000]

/**
 * What one TLS port agrees to: versions are offered alone, each on a connection of its own, one after the other, beside one whole
 * handshake that offers all that this computer knows. No credential and no request is sent.
 *
 * A version that was answered by hanging up counts as refused only where the same happened again after a pause, and a version that
 * the server does speak was answered at once after that: a device with room for few connections drops the others. Otherwise it is in
 * neither list.
 *
 * @throws {OutsideScope} before anything is sent
 * @throws {DeviceUnreachable} when the port is closed (`cause.code` ECONNREFUSED) or silent
 * @throws {ProtocolViolation} when the port speaks no TLS, agrees to no version, or shows no certificate
 * @throws {IdentityChanged} when the certificate is not the one that was pinned
 */
export async function surveyTls(
  network: Network,
  options: ConnectOptions,
  pausesMs: readonly number[] = usualPausesMs,
): Promise<TlsEndpoint> {
  const survey = new Survey(network, options)
  await survey.offerAll()
  await survey.offerDroppedAgain(pausesMs)
  return survey.found()
}

type Hello = Extract<OfferAnswer, { readonly kind: 'hello' }>

/** What a whole handshake came to. */
type Met =
  | { readonly certificate: Buffer; readonly version: TlsVersion | null; readonly cipher: string | null }
  /** A server with ciphers that this computer no longer has. */
  | DeviceUnreachable

class Survey {
  readonly #network: Network
  readonly #options: ConnectOptions
  readonly #answers = new Map<TlsVersion, OfferAnswer>()
  readonly #refusedByHangingUp = new Set<TlsVersion>()
  #met: Met | null = null

  constructor(network: Network, options: ConnectOptions) {
    this.#network = network
    this.#options = options
  }

  async offerAll(): Promise<void> {
    for (const version of offered) {
      if (this.#accepted.includes(version) || this.#refused.includes(version)) continue
      // A port that says nothing at all says nothing to the oldest version either.
      if (version === 'SSLv3' && [...this.#answers.values()].every((answer) => answer === null)) return
      await this.#ask(version)
      if (this.#met === null && this.#hasSpoken) this.#met = await this.#meet()
    }
  }

  /** @param pausesMs one for each look that may fail */
  async offerDroppedAgain(pausesMs: readonly number[]): Promise<void> {
    let failures = 0
    for (let left = this.#dropped; left.length > 0 && this.#accepted.length > 0; left = this.#dropped) {
      const pauseMs = pausesMs[failures]
      if (pauseMs === undefined) return
      await pause(pauseMs, this.#options.signal)
      // After an answer the device may be full again: the others wait for the next look.
      if (await this.#isTaken(left)) continue
      if (await this.#stillAnswers()) for (const version of left) this.#refusedByHangingUp.add(version)
      else failures += 1
    }
  }

  /** @throws {ExpectedError} where there is no TLS to tell of */
  found(): TlsEndpoint {
    const accepted = this.#accepted
    if (accepted.length === 0) throw this.#noTls()
    const { certificate, cipher } = this.#shown()
    return {
      port: this.#options.port,
      accepted,
      refused: this.#refused,
      cipher,
      certificate: certificateFacts(certificate),
    }
  }

  /** Newest first. */
  get #hellos(): readonly Hello[] {
    return [...tlsVersions].reverse().flatMap((version) => {
      const answer = this.#answers.get(version) ?? null
      return answer !== null && answer !== 'hung-up' && answer.kind === 'hello' ? [answer] : []
    })
  }

  get #hasSpoken(): boolean {
    return [...this.#answers.values()].some((answer) => answer !== null && answer !== 'hung-up')
  }

  get #metVersion(): TlsVersion | null {
    return this.#met === null || this.#met instanceof DeviceUnreachable ? null : this.#met.version
  }

  get #accepted(): readonly TlsVersion[] {
    const chosen = new Set([this.#metVersion, ...this.#hellos.map(({ version }) => version)])
    return tlsVersions.filter((version) => chosen.has(version))
  }

  get #refused(): readonly TlsVersion[] {
    const accepted = this.#accepted
    const metOlder = this.#metVersion !== null && this.#metVersion !== newest
    return tlsVersions.filter((version) => {
      if (accepted.includes(version)) return false
      const answer = this.#answers.get(version) ?? null
      const isAnswered = answer !== null && answer !== 'hung-up'
      // The whole handshake offers the newest version too.
      return isAnswered || this.#refusedByHangingUp.has(version) || (metOlder && version === newest)
    })
  }

  /** Versions that were answered by hanging up, which says nothing yet. */
  get #dropped(): readonly TlsVersion[] {
    const settled = [...this.#accepted, ...this.#refused]
    return offered.filter((version) => this.#answers.get(version) === 'hung-up' && !settled.includes(version))
  }

  /** A device that spoke, and takes no connection now, is as one that hangs up. */
  async #ask(version: TlsVersion): Promise<OfferAnswer> {
    const answer = await offer(this.#network, this.#options, version).catch((error: unknown) => {
      if (error instanceof DeviceUnreachable && this.#hasSpoken) return 'hung-up' as const
      throw error
    })
    this.#answers.set(version, answer)
    return answer
  }

  async #isTaken(versions: readonly TlsVersion[]): Promise<boolean> {
    for (const version of versions) if ((await this.#ask(version)) !== 'hung-up') return true
    return false
  }

  async #stillAnswers(): Promise<boolean> {
    const version = this.#hellos[0]?.version ?? this.#metVersion
    if (version === null) return false
    try {
      const answer = await offer(this.#network, this.#options, version)
      return answer !== null && answer !== 'hung-up' && answer.kind === 'hello'
    } catch (error) {
      if (error instanceof DeviceUnreachable) return false
      throw error
    }
  }

  async #meet(): Promise<Met> {
    try {
      const socket = await this.#network.connectTls(this.#options)
      const { raw } = this.#network.certificateOf(socket) ?? {}
      const protocol = socket.getProtocol()
      const cipher = socket.getCipher()?.standardName ?? null
      socket.destroy()
      if (raw !== undefined)
        return { certificate: raw, version: tlsVersions.find((version) => version === protocol) ?? null, cipher }
    } catch (error) {
      if (error instanceof DeviceUnreachable) return error
      throw error
    }
    const { address, port } = this.#options
    throw new ProtocolViolation(`${address}:${port} finishes the TLS handshake without a certificate.`)
  }

  /** The certificate of a finished handshake where this computer can finish one, else of the answer in clear. */
  #shown(): { readonly certificate: Buffer; readonly cipher: string | null } {
    const hellos = this.#hellos
    const chosen = hellos[0] === undefined ? null : suiteName(hellos[0].suite)
    const met = this.#met
    if (met !== null && !(met instanceof DeviceUnreachable))
      return { certificate: met.certificate, cipher: met.cipher ?? chosen }
    const inClear = hellos.map(({ certificate }) => certificate).find((der) => der !== null)
    if (inClear !== undefined && inClear !== null) return { certificate: inClear, cipher: chosen }
    throw met ?? this.#noTls()
  }

  #noTls(): DeviceUnreachable | ProtocolViolation {
    const { address, port } = this.#options
    if ([...this.#answers.values()].every((answer) => answer === null))
      return new DeviceUnreachable(`${address}:${port} takes connections and says nothing.`)
    return new ProtocolViolation(
      this.#hasSpoken
        ? `${address}:${port} speaks TLS and agrees to none of the versions from SSL 3.0 to TLS 1.3.`
        : `${address}:${port} is open and speaks no TLS.`,
    )
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal })
  } catch (error) {
    throw signal.aborted ? new Cancelled('Cancelled between two TLS handshakes.', { cause: error }) : error
  }
}
