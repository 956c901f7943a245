import { X509Certificate } from 'node:crypto'
import {
  type KeyAndCertificate,
  newKey,
  pemOf,
  publicKeyOf,
  selfSignedCertificate,
  signCertificate,
} from './certificate.ts'
import type { PracticeDevice } from './practice-device.ts'

interface StoredCertificate {
  readonly der: Buffer
  /** Of the private key that belongs to it; null where the device does not have it. */
  readonly key: string | null
}

const factory = 'path-factory'
const factoryCertificate = 'cert-factory'

let shared: Promise<string> | null = null

/** One for all keystores of this process: making one takes longer than all else of a simulated device. */
function sharedKey(): Promise<string> {
  shared ??= newKey(2_048)
  return shared
}

/** Keys and certificates of a device, and the path that its web server uses. @see ONVIF Advanced Security */
export class Keystore {
  readonly #device: PracticeDevice
  readonly #keys = new Map<string, string | null>()
  readonly #certificates = new Map<string, StoredCertificate>()
  readonly #paths = new Map<string, readonly string[]>([[factory, [factoryCertificate]]])
  #assigned = factory
  #count = 0

  constructor(device: PracticeDevice) {
    this.#device = device
  }

  /** Changes whenever the web server has to start with another certificate. */
  get assigned(): string {
    return this.#assigned
  }

  nextId(kind: 'key' | 'cert' | 'path'): string {
    this.#count += 1
    return `${kind}-${this.#count}`
  }

  async makeKey(id: string): Promise<void> {
    this.#keys.set(id, null)
    this.#keys.set(id, await sharedKey())
  }

  /** PEM; null while it is being made. Undefined: there is no such key. */
  key(id: string): string | null | undefined {
    return this.#keys.get(id)
  }

  /** The key that a certificate belongs to. */
  keyFor(der: Buffer): string | null {
    const wanted = new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' }) as Buffer
    return [...this.#keys].find(([, pem]) => typeof pem === 'string' && publicKeyOf(pem).equals(wanted))?.[0] ?? null
  }

  addCertificate(id: string, der: Buffer, key: string | null): void {
    this.#certificates.set(id, { der, key })
  }

  async certificate(id: string): Promise<StoredCertificate | undefined> {
    if (id !== factoryCertificate) return this.#certificates.get(id)
    const { cert } = await this.#made()
    return { der: Buffer.from(new X509Certificate(cert).raw), key: null }
  }

  hasPath(id: string): boolean {
    return this.#paths.has(id)
  }

  /** Whether the web server can use it: the key of its first certificate is here. */
  isUsable(id: string): boolean {
    const [leaf = ''] = this.#paths.get(id) ?? []
    return id === factory || (this.#certificates.get(leaf)?.key ?? null) !== null
  }

  addPath(id: string, certificates: readonly string[]): void {
    this.#paths.set(id, certificates)
  }

  deletePath(id: string): void {
    this.#paths.delete(id)
  }

  assign(id: string): void {
    this.#assigned = id
  }

  /** What the web server shows. */
  async inUse(): Promise<KeyAndCertificate> {
    if (this.#assigned === factory) return await this.#made()
    if (this.#device.faults.servesOtherCertificate) return await this.#made(new Date('2021-02-03'))
    const chain = (this.#paths.get(this.#assigned) ?? []).map((id) => this.#certificates.get(id))
    const key = this.#keys.get(chain[0]?.key ?? '')
    if (typeof key !== 'string') return await this.#made()
    return { key, cert: chain.map((stored) => pemOf(stored?.der ?? Buffer.alloc(0))).join('') }
  }

  /** The certificate that the device made for itself at its first start. */
  async #made(validFrom?: Date): Promise<KeyAndCertificate> {
    const { state, maker, address } = this.#device
    const certificate = state.settings.tls?.certificate
    return await selfSignedCertificate({
      name: maker.web.certificateName?.(state) ?? state.identity.serial,
      organization: maker.vendor,
      address,
      keyBits: certificate?.keyBits ?? 2_048,
      hash: certificate?.hash ?? 'sha256',
      validFrom: validFrom ?? new Date(certificate?.validFrom ?? '2020-01-01'),
      validTo: new Date(certificate?.validTo ?? '2040-01-01'),
    })
  }
}

/** Signs with a key of the device. */
export const selfSigned = (
  key: string,
  subject: { readonly name: string; readonly organization: string },
  valid: { readonly from: Date; readonly to: Date },
  alternative: Buffer | null,
): Buffer =>
  signCertificate({
    subject,
    issuer: subject,
    issuerKey: key,
    publicKey: publicKeyOf(key),
    hash: 'sha256',
    validFrom: valid.from,
    validTo: valid.to,
    alternative,
  })
