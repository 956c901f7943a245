import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { KeyStoreUnavailable } from '../../../electron/evidence/errors.ts'
import type { SystemStore, SystemStoreStatus } from '../../../electron/evidence/system-store.ts'

/** A key store of one computer in memory: what it seals, no other one opens. */
export class FakeStore implements SystemStore {
  state: SystemStoreStatus = { offered: true, name: 'a store for tests' }
  /** Everything that it was asked to seal. */
  readonly given: Buffer[] = []
  readonly #key = randomBytes(32)

  async status(): Promise<SystemStoreStatus> {
    return this.state
  }

  async seal(secret: Uint8Array): Promise<Uint8Array> {
    this.given.push(Buffer.from(secret))
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce)
    return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
  }

  async open(sealed: Uint8Array): Promise<Buffer> {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, 12))
    decipher.setAuthTag(sealed.subarray(-16))
    try {
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
    } catch (cause) {
      throw new KeyStoreUnavailable('Another computer sealed this.', { cause })
    }
  }
}
