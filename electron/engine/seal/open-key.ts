import { TokenUnavailable } from '../../evidence/errors.ts'
import type { Signer } from '../../evidence/signer.ts'
import { softwareKey } from '../../evidence/software-key.ts'
import { openStoreKey, type SystemStore } from '../../evidence/system-store.ts'
import { type InstalledIdentity, technicianSigner } from '../../evidence/technician.ts'
import { openToken } from '../../evidence/token.ts'
import type { Secret } from '../../model/secret.ts'

/** What opens keys that are not in an encrypted file: each is null where it is not at hand. */
export interface KeyMeans {
  /** PIN of the token. */
  readonly pin: Secret | null
  readonly keyStore: SystemStore | null
}

/** A signer whose key is open. `close` gives a token back. */
export interface OpenKey {
  readonly signer: Signer
  close(): void
}

/**
 * Opens the key of an identity, wherever it is; the signer names the tier that packs then name.
 *
 * @throws {TokenUnavailable} {KeyStoreUnavailable}
 */
export async function openKey(identity: InstalledIdentity, { pin, keyStore }: KeyMeans): Promise<OpenKey> {
  const { key } = identity
  switch (key.kind) {
    case 'software':
      return { signer: technicianSigner(identity, softwareKey(key.keyPem), key.kind), close: () => undefined }
    case 'os-store':
      return { signer: technicianSigner(identity, await openStoreKey(key, keyStore), key.kind), close: () => undefined }
    case 'token': {
      if (pin === null) throw new TokenUnavailable('The key is on a token, and no PIN was given.')
      const token = openToken(key.module, key.tokenSerial, pin)
      try {
        return { signer: technicianSigner(identity, token.key(key.keyId), key.kind), close: () => token.close() }
      } catch (error) {
        token.close()
        throw error
      }
    }
  }
}
