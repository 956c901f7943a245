import * as kdbx from 'kdbxweb'
import type { Secret } from '../model/secret.ts'
import { argon2id } from './argon2id.ts'
import { VaultError } from './errors.ts'

/** One account of one device, as the customer takes it over. */
export interface HandoverEntry {
  readonly title: string
  readonly username: string
  readonly password: Secret
  /** Earlier passwords of the account, newest first: kept as history of the entry. */
  readonly earlier: readonly Secret[]
  readonly url: string
  readonly serial: string | null
  readonly macs: readonly string[]
}

/** RFC 9106, second choice: what KeePassXC opens in well under a second on a laptop. */
const argon = { memoryBytes: 64 * 1024 * 1024, iterations: 3, lanes: 4 } as const

/**
 * A KDBX 4 file (AES-256, Argon2id) that KeePassXC and others open with the passphrase. It was opened again and held against
 * the entries before it is handed out.
 *
 * @throws {VaultError} `vault/handover-damaged` when it does not read back as it was written
 * @see KeePass, KDBX 4 file format
 */
export async function buildHandover(
  name: string,
  entries: readonly HandoverEntry[],
  passphrase: Secret,
): Promise<Buffer> {
  const database = emptyDatabase(name, passphrase)
  const group = database.getDefaultGroup()
  for (const entry of entries) writeEntry(database, group, entry)
  const bytes = Buffer.from(await database.save())
  await assertReads(bytes, entries, passphrase)
  return bytes
}

/** AES-256 under a key of Argon2id, without a bin where removed things would stay. */
export function emptyDatabase(name: string, passphrase: Secret): kdbx.Kdbx {
  kdbx.CryptoEngine.setArgon2Impl(deriveKey)
  const database = kdbx.Kdbx.create(credentialsOf(passphrase), name)
  database.setVersion(4)
  // The library would take Argon2d with one megabyte.
  database.setKdf(kdbx.Consts.KdfId.Argon2id)
  const parameters = database.header.kdfParameters
  if (parameters === undefined) throw new Error('a database of version 4 has parameters for its key')
  parameters.set('M', kdbx.VarDictionary.ValueType.UInt64, kdbx.Int64.from(argon.memoryBytes))
  parameters.set('I', kdbx.VarDictionary.ValueType.UInt64, kdbx.Int64.from(argon.iterations))
  parameters.set('P', kdbx.VarDictionary.ValueType.UInt32, argon.lanes)
  const { recycleBinUuid } = database.meta
  const bin = recycleBinUuid === undefined ? undefined : database.getGroup(recycleBinUuid)
  database.meta.recycleBinEnabled = false
  if (bin !== undefined) database.remove(bin)
  return database
}

export const readDatabase = (bytes: Buffer, passphrase: Secret): Promise<kdbx.Kdbx> =>
  kdbx.Kdbx.load(ownMemory(bytes), credentialsOf(passphrase))

const credentialsOf = (passphrase: Secret): kdbx.KdbxCredentials =>
  new kdbx.KdbxCredentials(kdbx.ProtectedValue.fromBinary(ownMemory(passphrase.bytes())))

export const ownMemory = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

async function deriveKey(
  password: ArrayBuffer,
  salt: ArrayBuffer,
  memory: number,
  iterations: number,
  length: number,
  parallelism: number,
  type: number,
): Promise<ArrayBuffer> {
  if (type !== kdbx.CryptoEngine.Argon2TypeArgon2id) throw new Error('a handover is made with Argon2id alone')
  const key = await argon2id({
    password: new Uint8Array(password),
    salt: new Uint8Array(salt),
    memoryKiB: memory,
    passes: iterations,
    lanes: parallelism,
    length,
  })
  return ownMemory(key)
}

function writeEntry(database: kdbx.Kdbx, group: kdbx.KdbxGroup, entry: HandoverEntry): void {
  const made = database.createEntry(group)
  const fill = (password: Secret) => {
    made.fields.set('Title', entry.title)
    made.fields.set('UserName', entry.username)
    made.fields.set('URL', entry.url)
    made.fields.set('Serial', entry.serial ?? '')
    made.fields.set('MAC', entry.macs.join(' '))
    made.fields.set('Password', kdbx.ProtectedValue.fromBinary(ownMemory(password.bytes())))
  }
  for (const password of entry.earlier.toReversed()) {
    fill(password)
    made.pushHistory()
  }
  fill(entry.password)
  made.times.update()
}

async function assertReads(bytes: Buffer, entries: readonly HandoverEntry[], passphrase: Secret): Promise<void> {
  const again = await readDatabase(bytes, passphrase)
  const read = [...again.getDefaultGroup().entries]
  const same =
    read.length === entries.length &&
    read.every((made, at) => {
      const password = made.fields.get('Password')
      const wanted = entries[at]
      return (
        wanted !== undefined &&
        password instanceof kdbx.ProtectedValue &&
        made.fields.get('UserName') === wanted.username &&
        Buffer.from(password.getBinary()).equals(wanted.password.bytes())
      )
    })
  if (!same) throw new VaultError('vault/handover-damaged', 'The password file did not read back as it was written.')
}
