import { type KeyObject, X509Certificate } from 'node:crypto'
import type { CertificateKeeper, CertificateWish, PreparedCertificate } from '../../drivers/driver.ts'
import { dayMs } from '../../model/days.ts'
import { ExpectedError, ProtocolViolation, Unsupported } from '../../model/errors.ts'
import { readTlsPorts } from '../../model/security-facts.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { OpenDevice } from '../device/open-device.ts'
import type { EventLog } from '../event-log.ts'
import { ChangeNotKept } from '../problems.ts'
import { awaitCertificate, fingerprintOf, shownCertificate, type TlsPlace } from './shown-certificate.ts'

export interface CertificateParts {
  readonly store: SiteFile
  readonly log: EventLog
}

/** What is ordered: one that the device signs itself, or one that an authority signed for a key of the device. */
export type CertificateOrder =
  | { readonly kind: 'self-signed' }
  | { readonly kind: 'signed'; readonly chain: readonly Buffer[]; readonly publicKey: KeyObject }

/** What stood before, for the way back. */
interface Renewal {
  readonly place: TlsPlace
  readonly before: { readonly id: string | null; readonly sha256: string }
  readonly prepared: PreparedCertificate
}

const usualHttps = 443
/** Authorities stop at 398 days; one that signs itself is renewed by hand, so it holds for two maintenance visits. */
const selfSignedDays = 800
const leastRsaBits = 2_048

/**
 * One change of the certificate of one device, with its way back. The pin moves to the new certificate only when the device shows
 * exactly the one that was ordered, with the public key that was made for it on the device.
 */
export class CertificateRenewal {
  readonly #open: OpenDevice
  readonly #parts: CertificateParts
  readonly #patienceMs: number
  #renewal: Renewal | null = null

  /** @param patienceMs how long the web server may take to show another certificate */
  constructor(open: OpenDevice, parts: CertificateParts, patienceMs: number) {
    this.#open = open
    this.#parts = parts
    this.#patienceMs = patienceMs
  }

  /** Whether the device can do this over a way that is known. */
  async isOffered(order: CertificateOrder['kind']): Promise<boolean> {
    const { driver, connection } = this.#open
    const offered = await driver.certificates?.offered(connection)
    return offered?.[order === 'signed' ? 'requests' : 'selfSigned'] === true
  }

  /**
   * @throws {ProtocolViolation} when what the device made is not what was ordered: it was not taken into use
   * @throws {ChangeNotKept} when the device does not show it in time
   */
  async renew(order: CertificateOrder): Promise<void> {
    const { connection } = this.#open
    const keeper = this.keeper()
    const place = await placeOf(this.#open)
    const sha256 = fingerprintOf(await shownCertificate(connection, place))
    const id = await keeper.current(connection)
    const prepared =
      order.kind === 'signed'
        ? await keeper.install(connection, order.chain)
        : await keeper.makeSelfSigned(connection, wishFor(this.#open))
    this.#renewal = { place, before: { id, sha256 }, prepared }
    assertOrdered(prepared.der, order)
    try {
      await keeper.use(connection, id, prepared.id)
    } catch (error) {
      // The answer of a web server that takes another certificate into use is easily lost: what it shows then counts.
      if (!(error instanceof ExpectedError) || error.code !== 'device/unreachable') throw error
    }
    await this.#awaitAndPin(fingerprintOf(prepared.der))
  }

  /** Back to the certificate of before. @throws {ExpectedError} when the device does not show it again */
  async restore(): Promise<void> {
    if (this.#renewal === null) return
    const { before, prepared } = this.#renewal
    const { connection } = this.#open
    const keeper = this.keeper()
    const now = await keeper.current(connection)
    if (now !== before.id) {
      if (before.id === null)
        throw new Unsupported('The device names no certificate of before that it could go back to.')
      await keeper.use(connection, now, before.id)
    }
    await this.#awaitAndPin(before.sha256)
    await this.#discard(prepared.id)
    this.#renewal = null
  }

  async #awaitAndPin(sha256: string): Promise<void> {
    const { place } = this.#renewal ?? this.#missing()
    const { connection, device } = this.#open
    const trouble = await awaitCertificate(connection, place, sha256, this.#patienceMs)
    if (trouble !== null) {
      throw new ChangeNotKept(
        `The device does not show the certificate ${sha256.slice(0, 16)}… that was to be in use; ${trouble}.`,
      )
    }
    this.#parts.store.pins.savePin(place.address, place.port, sha256)
    this.#parts.log.append({ type: 'certificate.in-use', device: device.id, port: place.port, sha256 })
  }

  /** What stays behind is in no use: it takes room, and does no harm. */
  async #discard(id: string): Promise<void> {
    try {
      await this.keeper().discard(this.#open.connection, id)
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      this.#parts.log.append({ type: 'certificate.left-behind', device: this.#open.device.id, because: error.code })
    }
  }

  /** @throws {Unsupported} */
  keeper(): CertificateKeeper {
    const { certificates, vendor } = this.#open.driver
    if (certificates === undefined) throw new Unsupported(`The ${vendor} driver knows no way to another certificate.`)
    return certificates
  }

  #missing(): never {
    throw new Error('no certificate was prepared')
  }
}

/** Where the web server shows its certificate. @throws {Unsupported} where no port of the device speaks TLS */
async function placeOf(open: OpenDevice): Promise<TlsPlace> {
  const endpoints = readTlsPorts(await open.read('tls.endpoints'))
  const { address, ports } = open.device.endpoint
  const wanted = ports.https ?? usualHttps
  const port = (endpoints.find((endpoint) => endpoint.port === wanted) ?? endpoints[0])?.port
  if (port === undefined) throw new Unsupported('No port of the device speaks TLS.')
  return { address, port }
}

/** Named after the address that the device is reached by: names of hosts on such networks are nobody's. */
export function wishFor({ device }: OpenDevice): CertificateWish {
  const { address } = device.endpoint
  return {
    commonName: address,
    organization: device.identity.manufacturer ?? 'Device',
    names: [address],
    // A clock that is off by a day must not make it a certificate of the future.
    validFrom: new Date(Date.now() - dayMs),
    validTo: new Date(Date.now() + selfSignedDays * dayMs),
  }
}

function assertOrdered(der: Buffer, order: CertificateOrder): void {
  const certificate = new X509Certificate(der)
  const { publicKey } = certificate
  const bits = publicKey.asymmetricKeyDetails?.modulusLength
  const isLong = publicKey.asymmetricKeyType !== 'rsa' || (bits ?? 0) >= leastRsaBits
  const now = Date.now()
  const isInDate = Date.parse(certificate.validFrom) <= now && now < Date.parse(certificate.validTo)
  const isOurs =
    order.kind === 'signed'
      ? fingerprintOf(der) === fingerprintOf(order.chain[0] ?? Buffer.alloc(0)) &&
        samePublicKey(publicKey, order.publicKey)
      : certificate.verify(publicKey)
  if (isLong && isInDate && isOurs) return
  throw new ProtocolViolation(
    'The certificate on the device is not the one that was ordered; it was not taken into use.',
  )
}

/** By their SubjectPublicKeyInfo. @see RFC 5280, section 4.1.2.7 */
export const samePublicKey = (left: KeyObject, right: KeyObject): boolean => {
  const bytes = (key: KeyObject) => key.export({ type: 'spki', format: 'der' })
  return bytes(left).equals(bytes(right))
}
