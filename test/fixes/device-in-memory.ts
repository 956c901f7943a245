import { createHash } from 'node:crypto'
import type { DeviceSession } from '../../electron/fixes/fix.ts'
import { type Device, noIdentity } from '../../electron/model/device.ts'
import { Unsupported } from '../../electron/model/errors.ts'
import type { FactKey, Facts } from '../../electron/model/facts.ts'
import { readTlsPorts } from '../../electron/model/security-facts.ts'

const camera: Device = {
  id: '00000000-0000-4000-8000-000000000001',
  endpoint: { address: '127.77.0.1', forwarded: false, ports: { http: 80 } },
  identity: noIdentity,
  deviceClass: 'camera',
  driver: 'onvif',
  endpointReference: null,
  marks: {},
  firstSeenAt: '2026-11-22T08:00:00Z',
  lastSeenAt: '2026-11-22T08:00:00Z',
}

/** A device that holds its facts in memory, writes down what is done to it and can be told to misbehave. */
export class DeviceInMemory implements DeviceSession {
  readonly device: Device
  readonly reads: string[] = []
  readonly writes: string[] = []
  readonly passwordsChanged: string[] = []
  activations = 0
  copies = 0
  certificates = true
  #before: Facts['tls.endpoints'] = []
  /** What the device makes of a value that is written to it; `undefined`: takes the request and keeps the old one. */
  keeps: (fact: FactKey, value: unknown) => unknown = (_, value) => value
  #facts: Partial<Record<FactKey, unknown>>

  constructor(facts: Partial<Facts>, device: Partial<Device> = {}) {
    this.#facts = { ...facts }
    this.device = { ...camera, ...device }
  }

  async read<K extends FactKey>(fact: K): Promise<Facts[K]> {
    this.reads.push(fact)
    if (!(fact in this.#facts)) throw new Unsupported(`${fact} is not offered`)
    return this.#facts[fact] as Facts[K]
  }

  async write<K extends FactKey>(fact: K, value: Facts[K]): Promise<void> {
    this.writes.push(fact)
    const kept = this.keeps(fact, value)
    if (kept !== undefined) this.#facts = { ...this.#facts, [fact]: kept }
  }

  async assertPasswordMayTravel(): Promise<void> {}

  async changePassword(username: string): Promise<void> {
    this.passwordsChanged.push(username)
  }

  async activate(): Promise<void> {
    this.activations += 1
    await this.write('activation', { state: 'activated', evidence: 'it asks for a login' })
  }

  async createAccount(username: string, level: 'operator' | 'user'): Promise<void> {
    const accounts = (this.#facts.accounts ?? []) as Facts['accounts']
    await this.write('accounts', [...accounts, { username, level }])
  }

  async removeAccount(username: string): Promise<void> {
    const accounts = (this.#facts.accounts ?? []) as Facts['accounts']
    await this.write(
      'accounts',
      accounts.filter((account) => account.username !== username),
    )
  }

  async mayRenewCertificate(): Promise<boolean> {
    return this.certificates
  }

  async renewCertificate(): Promise<void> {
    const endpoints = (this.#facts['tls.endpoints'] ?? []) as Facts['tls.endpoints']
    this.#before = endpoints
    await this.write(
      'tls.endpoints',
      readTlsPorts(endpoints).map((endpoint) => ({
        ...endpoint,
        certificate: { ...endpoint.certificate, selfSigned: true, sha256: 'cd'.repeat(32) },
      })),
    )
  }

  async restoreCertificate(): Promise<void> {
    await this.write('tls.endpoints', this.#before)
  }

  async assertCopyMayTravel(): Promise<void> {}

  async returnToOldPort(): Promise<void> {}

  async takeCopy(): Promise<void> {
    const bytes = `configuration ${this.copies}`
    this.copies += 1
    const latest = {
      takenAt: `2026-11-22T09:00:0${this.copies}.000Z`,
      via: 'ONVIF GetSystemUris',
      firmware: null,
      restore: 'by hand',
      files: [
        { name: 'system-backup', sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
      ],
    }
    await this.write('config.copies', { latest, changedSince: [] })
  }

  /** What the device holds now, without counting as a read. */
  holds(fact: FactKey): unknown {
    return this.#facts[fact]
  }
}
