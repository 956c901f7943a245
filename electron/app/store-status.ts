import type { SystemStoreStatus } from '../evidence/system-store.ts'

/** What Electron says of the key store of the operating system. */
export interface StoreFacts {
  readonly platform: NodeJS.Platform
  /** `safeStorage.isEncryptionAvailable()` */
  readonly available: boolean
  /** `safeStorage.getSelectedStorageBackend()`; null elsewhere than on Linux. */
  readonly backend: string | null
}

const linuxStores: Readonly<Record<string, string>> = {
  gnome_libsecret: 'the keyring of the desktop (Secret Service)',
  kwallet: 'KWallet',
  kwallet5: 'KWallet',
  kwallet6: 'KWallet',
}

/**
 * Whether signing keys may be bound to this store. What Electron falls back to on Linux (`basic_text`) encrypts with a password
 * that every copy of it knows, and is therefore refused: a tier in a pack must not promise what nothing keeps.
 *
 * @see https://www.electronjs.org/docs/latest/api/safe-storage
 */
export function storeStatus({ platform, available, backend }: StoreFacts): SystemStoreStatus {
  if (platform === 'linux' && (backend === null || linuxStores[backend] === undefined)) {
    return {
      offered: false,
      reason:
        backend === 'basic_text'
          ? 'This desktop has no key store that the app can use (neither a keyring nor KWallet). What Electron offers instead keeps nothing secret, so no signing key is given to it.'
          : 'This desktop does not say which key store it has, so no signing key is given to it.',
    }
  }
  if (!available) {
    return { offered: false, reason: 'The key store of this computer is locked or does not answer.' }
  }
  const name = { win32: 'Windows data protection (DPAPI)', darwin: 'the keychain of macOS' }[platform as string]
  return { offered: true, name: name ?? linuxStores[backend ?? ''] ?? 'the key store of this computer' }
}
