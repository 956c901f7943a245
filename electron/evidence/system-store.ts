import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { KeyStoreUnavailable, RequestRefused } from './errors.ts'
import type { KeyHolder } from './key-request.ts'
import { softwareKey } from './software-key.ts'

/** Whether this computer has a key store of the operating system that the program may rely on, and if not, why. */
export type SystemStoreStatus =
  | { readonly offered: true; readonly name: string }
  | { readonly offered: false; readonly reason: string }

/** The key store of the operating system, bound to computer and account of the person. Only the desktop app reaches it. */
export interface SystemStore {
  status(): Promise<SystemStoreStatus>
  /** @throws {KeyStoreUnavailable} */
  seal(secret: Uint8Array): Promise<Uint8Array>
  /** @throws {KeyStoreUnavailable} when another computer or account sealed it */
  open(sealed: Uint8Array): Promise<Buffer>
}

/**
 * A key that is of use with the key store of one computer and account alone. The private key is encrypted with a key of its own,
 * and that one is what the store seals: the private key itself never goes to the store, nor through another process.
 */
export interface StoreKey {
  readonly kind: 'os-store'
  /** Name of the store, for people. */
  readonly store: string
  /** Nonce, AES-256-GCM over the PKCS#8 PEM with the public key as further data, tag; base64. */
  readonly encryptedKey: string
  /** The key of `encryptedKey` as the store sealed it, base64. */
  readonly sealedWrap: string
  /** SubjectPublicKeyInfo, DER, base64. */
  readonly publicKey: string
}

const nonceSize = 12
const tagSize = 16
const wrapSize = 32

/**
 * Binds a private key to the store of this computer. The store has to give back what it sealed before anything is answered.
 *
 * @throws {KeyStoreUnavailable}
 */
export async function bindToStore(keyPem: string, store: SystemStore): Promise<StoreKey> {
  const status = await store.status()
  if (!status.offered) throw new KeyStoreUnavailable(status.reason)
  const publicKey = Buffer.from(softwareKey(keyPem).publicKey)
  const wrap = randomBytes(wrapSize)
  try {
    const sealedWrap = Buffer.from(await store.seal(wrap))
    const again = await store.open(sealedWrap)
    const isSame = again.equals(wrap)
    again.fill(0)
    if (!isSame || sealedWrap.includes(wrap)) {
      throw new KeyStoreUnavailable(`${status.name} does not keep what it is given.`)
    }
    const nonce = randomBytes(nonceSize)
    const cipher = createCipheriv('aes-256-gcm', wrap, nonce).setAAD(publicKey)
    const encrypted = Buffer.concat([nonce, cipher.update(keyPem, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return {
      kind: 'os-store',
      store: status.name,
      encryptedKey: encrypted.toString('base64'),
      sealedWrap: sealedWrap.toString('base64'),
      publicKey: publicKey.toString('base64'),
    }
  } finally {
    wrap.fill(0)
  }
}

/**
 * The key behind `sign`, as long as the caller keeps it.
 *
 * @param store Null where the program has none: outside of the desktop app.
 * @throws {KeyStoreUnavailable}
 */
export async function openStoreKey(key: StoreKey, store: SystemStore | null): Promise<KeyHolder> {
  if (store === null) {
    throw new KeyStoreUnavailable(
      `The key is in the key store of a computer (${key.store}), which the window of Fieldseal can open and the command line cannot.`,
    )
  }
  const status = await store.status()
  if (!status.offered) throw new KeyStoreUnavailable(status.reason)
  const wrap = await store.open(Buffer.from(key.sealedWrap, 'base64'))
  let pem: Buffer | null = null
  try {
    pem = decrypted(key, wrap)
    const holder = softwareKey(pem.toString('utf8'))
    if (Buffer.from(holder.publicKey).toString('base64') !== key.publicKey) throw new Error('another key was inside')
    return holder
  } catch (cause) {
    if (cause instanceof RequestRefused) throw cause
    throw new KeyStoreUnavailable('What the key store gave back does not open the key of this identity.', { cause })
  } finally {
    wrap.fill(0)
    pem?.fill(0)
  }
}

function decrypted({ encryptedKey, publicKey }: StoreKey, wrap: Buffer): Buffer {
  const bytes = Buffer.from(encryptedKey, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', wrap, bytes.subarray(0, nonceSize))
    .setAAD(Buffer.from(publicKey, 'base64'))
    .setAuthTag(bytes.subarray(-tagSize))
  return Buffer.concat([decipher.update(bytes.subarray(nonceSize, -tagSize)), decipher.final()])
}
