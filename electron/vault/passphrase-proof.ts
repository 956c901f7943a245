import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Secret } from '../model/secret.ts'
import { deriveSiteKeys, type SiteKeys } from './keys.ts'

/**
 * Knows the passphrase of an open site again without its file, and without keeping what would open it. Asking the file instead would
 * drop the lock on it.
 */
export class PassphraseProof {
  readonly #salt: Buffer
  readonly #nonce = randomBytes(32)
  readonly #mark: Buffer

  constructor({ salt, wrapKey }: Pick<SiteKeys, 'salt' | 'wrapKey'>) {
    this.#salt = Buffer.from(salt)
    this.#mark = this.#markOf(wrapKey)
  }

  /** As slow as opening the site. */
  async holds(passphrase: Secret): Promise<boolean> {
    const keys = await deriveSiteKeys(passphrase, this.#salt)
    try {
      return timingSafeEqual(this.#markOf(keys.wrapKey), this.#mark)
    } finally {
      keys.wipe()
    }
  }

  #markOf(key: Buffer): Buffer {
    return createHmac('sha256', this.#nonce).update(key).digest()
  }
}
