// Not by name: an older Node does not load what names something that it does not have.
import crypto from 'node:crypto'
import { promisify } from 'node:util'
import { argon2id as argon2idOfWasm } from 'hash-wasm'

/** @see RFC 9106 section 3.1: P, S, m, t, p and T */
export interface Argon2idInput {
  readonly password: Uint8Array
  readonly salt: Uint8Array
  readonly memoryKiB: number
  readonly passes: number
  readonly lanes: number
  readonly length: number
}

/** The cryptography of Electron has none; that of Node has it since 24.7, unless it was built with an older OpenSSL. */
const mayHaveOwn = crypto.argon2 !== undefined && !('electron' in process.versions)
const notBuiltIn = 'ERR_CRYPTO_ARGON2_NOT_SUPPORTED'

/** Argon2id by the computer's own cryptography where there is one, which takes half the time, else by WebAssembly: the same bytes. */
export async function argon2id(input: Argon2idInput): Promise<Buffer> {
  if (!mayHaveOwn) return await byWasm(input)
  const { password, salt, memoryKiB, passes, lanes, length } = input
  try {
    return await promisify(crypto.argon2)('argon2id', {
      message: password,
      nonce: salt,
      memory: memoryKiB,
      passes,
      parallelism: lanes,
      tagLength: length,
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== notBuiltIn) throw error
    return await byWasm(input)
  }
}

export async function byWasm({ password, salt, memoryKiB, passes, lanes, length }: Argon2idInput): Promise<Buffer> {
  const bytes = await argon2idOfWasm({
    password,
    salt,
    memorySize: memoryKiB,
    iterations: passes,
    parallelism: lanes,
    hashLength: length,
    outputType: 'binary',
  })
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}
