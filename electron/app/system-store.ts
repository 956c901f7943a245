import { safeStorage } from 'electron'
import { KeyStoreUnavailable } from '../evidence/errors.ts'
import type { SystemStore, SystemStoreStatus } from '../evidence/system-store.ts'
import { storeStatus } from './store-status.ts'

const statusNow = (): SystemStoreStatus =>
  storeStatus({
    platform: process.platform,
    available: safeStorage.isEncryptionAvailable(),
    backend: process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null,
  })

/**
 * The key store of the operating system, for the engine process, which cannot reach it itself. Main passes bytes through and
 * keeps none; what passes is the key that encrypts a signing key, never a signing key. To be used when the app is ready.
 */
export const systemStore: SystemStore = {
  status: async () => statusNow(),
  seal: async (secret) => guarded(() => safeStorage.encryptString(Buffer.from(secret).toString('base64'))),
  open: async (sealed) => guarded(() => Buffer.from(safeStorage.decryptString(Buffer.from(sealed)), 'base64')),
}

function guarded<T>(work: () => T): T {
  const status = statusNow()
  if (!status.offered) throw new KeyStoreUnavailable(status.reason)
  try {
    return work()
  } catch (cause) {
    throw new KeyStoreUnavailable(
      'The key store of this computer refused: another computer or account sealed this key.',
      {
        cause,
      },
    )
  }
}
