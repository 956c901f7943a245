import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Secret } from '../model/secret.ts'
import { syncFolder, writeWhole } from './durable-file.ts'
import { VaultError } from './errors.ts'
import { deriveSiteKeys, type KdfParameters, siteKdf } from './keys.ts'
import { NotAuthentic, seal, unseal } from './sealing.ts'

/** What a key file is for: a file of one kind never opens as another. */
export type KeyFileKind = 'company' | 'technician'

const magic = 'fieldseal-key-file/1'
const saltBytes = 16
/** Far more than any company gives out certificates. */
const largest = 16 * 1024 * 1024

interface Head {
  readonly format: typeof magic
  readonly kind: KeyFileKind
  readonly kdf: KdfParameters
  /** Hex. */
  readonly salt: string
}

/**
 * Writes keys into a file that only the passphrase opens: one line of JSON (format, Argon2id parameters, salt), then
 * AES-256-GCM bound to that line. On the disk when it returns, or the file is as it was.
 *
 * @param replace Without it a file of that name stays untouched.
 * @throws {VaultError} `vault/key-file-exists`, `vault/key-file-unwritable`, `vault/passphrase-empty`
 */
export async function writeKeyFile(
  file: string,
  kind: KeyFileKind,
  content: Buffer,
  passphrase: Secret,
  { replace }: { readonly replace: boolean },
): Promise<void> {
  if (!replace && fs.existsSync(file)) {
    throw new VaultError('vault/key-file-exists', `${path.basename(file)} is there already.`)
  }
  const salt = randomBytes(saltBytes)
  const head: Head = { format: magic, kind, kdf: siteKdf, salt: salt.toString('hex') }
  const line = Buffer.from(`${JSON.stringify(head)}\n`)
  const keys = await deriveSiteKeys(passphrase, salt)
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`
  try {
    writeWhole(draft, Buffer.concat([line, seal(keys.wrapKey, line, content)]))
    fs.renameSync(draft, file)
    syncFolder(path.dirname(file))
  } catch (error) {
    fs.rmSync(draft, { force: true })
    throw unwritable(file, error)
  } finally {
    keys.wipe()
  }
}

/** Wipe what it answers after use. @throws {VaultError} `vault/key-file-unreadable`, `vault/wrong-passphrase`, `vault/kdf-refused` */
export async function readKeyFile(file: string, kind: KeyFileKind, passphrase: Secret): Promise<Buffer> {
  const bytes = readWhole(file)
  const end = bytes.indexOf(0x0a) + 1
  const head = headOf(bytes.subarray(0, end), file)
  if (head.kind !== kind) {
    throw new VaultError('vault/key-file-unreadable', `${path.basename(file)} holds the keys of a ${head.kind}.`)
  }
  const keys = await deriveSiteKeys(passphrase, Buffer.from(head.salt, 'hex'), head.kdf)
  try {
    return unseal(keys.wrapKey, bytes.subarray(0, end), bytes.subarray(end))
  } catch (cause) {
    if (!(cause instanceof NotAuthentic)) throw cause
    throw new VaultError('vault/wrong-passphrase', `The passphrase does not open ${path.basename(file)}.`, { cause })
  } finally {
    keys.wipe()
  }
}

function readWhole(file: string): Buffer {
  try {
    if (fs.statSync(file).size <= largest) return fs.readFileSync(file)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw new VaultError('vault/key-file-unreadable', `${path.basename(file)} cannot be read (${code}).`, {
      cause: error,
    })
  }
  throw new VaultError('vault/key-file-unreadable', `${path.basename(file)} is far too large for a key file.`)
}

function headOf(line: Buffer, file: string): Head {
  const notOne = new VaultError('vault/key-file-unreadable', `${path.basename(file)} is no key file of Fieldseal.`)
  try {
    const head = JSON.parse(line.toString('utf8')) as Partial<Head> | null
    const isHead =
      head?.format === magic && typeof head.kind === 'string' && /^[0-9a-f]{32}$/.test(String(head.salt)) && head.kdf
    if (isHead) return head as Head
  } catch (cause) {
    notOne.cause = cause
  }
  throw notOne
}

function unwritable(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return error
  return new VaultError('vault/key-file-unwritable', `${path.basename(file)} could not be written (${code}).`, {
    cause: error,
  })
}
