import { createHash, randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import type * as Pkcs11 from 'pkcs11js'
import type { Secret } from '../model/secret.ts'
import { TokenUnavailable } from './errors.ts'
import type { KeyHolder } from './key-request.ts'

/** A token that took its PIN. Close it: until then the key can be used by this process. */
export interface OpenToken {
  readonly serial: string
  readonly label: string
  /** Makes a P-256 key that cannot leave the token. */
  createKey(label: string): { readonly keyId: string; readonly holder: KeyHolder }
  /** @throws {TokenUnavailable} when the token has no such key */
  key(keyId: string): KeyHolder
  close(): void
}

/** OID of P-256 as PKCS#11 wants it: CKA_EC_PARAMS, DER. @see PKCS#11 2.40 2.3.3 */
const p256 = Buffer.from('06082a8648ce3d030107', 'hex')
/** SubjectPublicKeyInfo of P-256 up to the point. @see RFC 5480 2 */
const spkiHead = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex')
const keySize = 32

/**
 * Opens the token of that serial, or the only one there is.
 *
 * @param wanted Serial or label of the token; null where only one can be meant.
 * @throws {TokenUnavailable}
 * @see PKCS#11 2.40
 */
export function openToken(modulePath: string, wanted: string | null, pin: Secret): OpenToken {
  const library = loadLibrary()
  const api = new library.PKCS11()
  return guarded(() => {
    loadModule(api, modulePath)
    try {
      api.C_Initialize()
      return openSession(library, api, wanted, pin)
    } catch (error) {
      release(api)
      throw error
    }
  })
}

function loadModule(api: Pkcs11.PKCS11, modulePath: string): void {
  try {
    api.load(modulePath)
  } catch (cause) {
    throw new TokenUnavailable('The PKCS#11 library of the token could not be loaded.', { cause })
  }
}

/** Gives the library back, so that it can be opened again in this process. */
function release(api: Pkcs11.PKCS11): void {
  try {
    api.C_Finalize()
  } catch (error) {
    // Not begun, or ended by the token itself: either way there is nothing to give back.
    if (!(error instanceof Error)) throw error
  }
  api.close()
}

function openSession(library: typeof Pkcs11, api: Pkcs11.PKCS11, wanted: string | null, pin: Secret): OpenToken {
  const tokens = api.C_GetSlotList(true).map((slot) => ({ slot, info: api.C_GetTokenInfo(slot) }))
  const fitting = tokens.filter(
    ({ info }) =>
      (info.flags & library.CKF_TOKEN_INITIALIZED) !== 0 &&
      (wanted === null || [info.serialNumber, info.label].some((text) => text.trim() === wanted)),
  )
  const [token, ...more] = fitting
  if (token === undefined) throw new TokenUnavailable('No such token is plugged in.')
  if (more.length > 0) throw new TokenUnavailable('More than one token fits: name it by its serial.')
  const session = api.C_OpenSession(token.slot, library.CKF_SERIAL_SESSION | library.CKF_RW_SESSION)
  api.C_Login(session, library.CKU_USER, pin.reveal())
  const use = (objects: { readonly publicKey: Buffer; readonly privateKey: Buffer }): KeyHolder => ({
    publicKey: spkiOf(library, api, session, objects.publicKey),
    sign: async (bytes) => guarded(() => signWith(library, api, session, objects.privateKey, bytes)),
  })
  return {
    serial: token.info.serialNumber.trim(),
    label: token.info.label.trim(),
    createKey: (label) =>
      guarded(() => {
        const id = randomBytes(8)
        const { publicKey, privateKey } = generate(library, api, session, label, id)
        return { keyId: id.toString('hex'), holder: use({ publicKey, privateKey }) }
      }),
    key: (keyId) =>
      guarded(() => {
        const find = (kind: number) => findObject(library, api, session, kind, Buffer.from(keyId, 'hex'))
        return use({ publicKey: find(library.CKO_PUBLIC_KEY), privateKey: find(library.CKO_PRIVATE_KEY) })
      }),
    close: () => {
      api.C_Logout(session)
      api.C_CloseSession(session)
      release(api)
    },
  }
}

function generate(library: typeof Pkcs11, api: Pkcs11.PKCS11, session: Pkcs11.Handle, label: string, id: Buffer) {
  const common = [
    { type: library.CKA_TOKEN, value: true },
    { type: library.CKA_ID, value: id },
    { type: library.CKA_LABEL, value: label },
  ]
  return api.C_GenerateKeyPair(
    session,
    { mechanism: library.CKM_EC_KEY_PAIR_GEN },
    [...common, { type: library.CKA_VERIFY, value: true }, { type: library.CKA_EC_PARAMS, value: p256 }],
    [
      ...common,
      { type: library.CKA_PRIVATE, value: true },
      { type: library.CKA_SENSITIVE, value: true },
      { type: library.CKA_EXTRACTABLE, value: false },
      { type: library.CKA_SIGN, value: true },
    ],
  )
}

function findObject(
  library: typeof Pkcs11,
  api: Pkcs11.PKCS11,
  session: Pkcs11.Handle,
  kind: number,
  id: Buffer,
): Buffer {
  api.C_FindObjectsInit(session, [
    { type: library.CKA_CLASS, value: kind },
    { type: library.CKA_ID, value: id },
  ])
  try {
    const [handle] = api.C_FindObjects(session, 1)
    if (handle === undefined) throw new TokenUnavailable('The token does not hold the key of this identity.')
    return handle
  } finally {
    api.C_FindObjectsFinal(session)
  }
}

/** CKA_EC_POINT is the point inside a DER octet string. @see PKCS#11 2.40 2.3.3 */
function spkiOf(library: typeof Pkcs11, api: Pkcs11.PKCS11, session: Pkcs11.Handle, publicKey: Buffer): Buffer {
  const [point] = api.C_GetAttributeValue(session, publicKey, [{ type: library.CKA_EC_POINT }])
  const bytes = Buffer.from(point?.value as Buffer)
  const raw = bytes.length === 2 * keySize + 3 ? bytes.subarray(2) : bytes
  if (raw.length !== 2 * keySize + 1 || raw[0] !== 0x04) throw new TokenUnavailable('The key is not ECDSA P-256.')
  return Buffer.concat([spkiHead, raw])
}

function signWith(
  library: typeof Pkcs11,
  api: Pkcs11.PKCS11,
  session: Pkcs11.Handle,
  key: Buffer,
  bytes: Uint8Array,
): Buffer {
  api.C_SignInit(session, { mechanism: library.CKM_ECDSA }, key)
  const digest = createHash('sha256').update(bytes).digest()
  return derSignature(api.C_Sign(session, digest, Buffer.alloc(2 * keySize)))
}

/** r and s side by side, as tokens answer, in the form that signatures carry. @see RFC 3279 2.2.3 ECDSA-Sig-Value */
export function derSignature(raw: Uint8Array): Buffer {
  const half = raw.length / 2
  const integers = [raw.subarray(0, half), raw.subarray(half)].map((part) => {
    const first = part.findIndex((byte) => byte !== 0)
    const digits = Buffer.from(part.subarray(first < 0 ? half - 1 : first))
    const value = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits
    return Buffer.concat([Buffer.of(0x02, value.length), value])
  })
  const body = Buffer.concat(integers)
  return Buffer.concat([Buffer.of(0x30, body.length), body])
}

/** The library is an optional part of the product: not every computer can compile or load it. */
function loadLibrary(): typeof Pkcs11 {
  try {
    return createRequire(import.meta.url)(process.env.FIELDSEAL_PKCS11 ?? 'pkcs11js') as typeof Pkcs11
  } catch (cause) {
    throw new TokenUnavailable('This installation has no support for PKCS#11 tokens.', { cause })
  }
}

/** Errors of the token in words; nothing of the PIN is among them. */
function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof TokenUnavailable) throw error
    const code = /CKR_[A-Z_]+/.exec(error instanceof Error ? error.message : '')?.[0]
    const { name } = error as Error
    if (code === undefined && name !== 'NativeError') throw error
    const message =
      code === 'CKR_PIN_INCORRECT'
        ? 'The token refused the PIN. After some wrong ones it locks itself.'
        : `The token or its library failed (${code ?? 'without a reason'}).`
    throw new TokenUnavailable(message, { cause: error })
  }
}
