import fs from 'node:fs'
import path from 'node:path'
import { Secret } from '../model/secret.ts'
import { type AccountEvent, type AccountRef, Accounts, type PasswordOrigin, type PasswordState } from './accounts.ts'
import { VaultError } from './errors.ts'
import { unpack } from './framing.ts'
import { decodeHeaders, RecordCipher, recordsStart, salvage, unwrapJournalKey } from './journal-format.ts'
import { deriveSiteKeys } from './keys.ts'
import { NotAuthentic } from './sealing.ts'

export interface RecoveredPassword {
  readonly account: AccountRef
  /** How the device was named when the password was changed: serial, address. Null when that is not known. */
  readonly deviceIdentity: string | null
  readonly password: Secret
  readonly state: PasswordState
  readonly origin: PasswordOrigin
  readonly at: string
}

export interface Recovery {
  /** Account by account, newest password first. Every one that is readable, the superseded ones too. */
  readonly passwords: readonly RecoveredPassword[]
  /** Above 0: the file is damaged or was cut off, and passwords may be missing. */
  readonly unreadableBytes: number
}

/**
 * Every password from the journal alone, for the day the site file is lost: needs the `.fieldseal-vault` file and the
 * passphrase, nothing else. Goes past damage and changes nothing.
 *
 * @throws {VaultError} `vault/journal-missing`, `vault/wrong-passphrase`, `vault/kdf-refused`, `vault/journal-damaged`
 */
export async function recoverPasswords(journalFile: string, passphrase: Secret): Promise<Recovery> {
  const bytes = read(journalFile)
  const cipher = await unlock(journalFile, bytes, passphrase)
  const accounts = new Accounts()
  const payloads: Buffer[] = []
  let readable = recordsStart
  for (const { payload, bytes: length } of salvage(bytes, cipher)) {
    accounts.apply(payloads.length, unpack<AccountEvent>(payload).facts)
    payloads.push(payload)
    readable += length
  }
  cipher.wipe()
  const passwords = accounts.all().flatMap((account) =>
    accounts.entries(account).flatMap(({ sequence, part, state, origin, at }): RecoveredPassword[] => {
      const secret = payloads[sequence] === undefined ? undefined : unpack(payloads[sequence]).secrets[part]
      if (secret === undefined) return []
      const deviceIdentity = accounts.deviceIdentity(account)
      return [{ account, deviceIdentity, password: Secret.fromBytes(Buffer.from(secret)), state, origin, at }]
    }),
  )
  for (const payload of payloads) payload.fill(0)
  return { passwords, unreadableBytes: bytes.length - readable }
}

function read(file: string): Buffer {
  try {
    return fs.readFileSync(file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new VaultError('vault/journal-missing', `${path.basename(file)} cannot be read (${String(error.code)}).`, {
      cause: error,
    })
  }
}

/** Either copy of the header will do. */
async function unlock(file: string, bytes: Buffer, passphrase: Secret): Promise<RecordCipher> {
  const headers = decodeHeaders(bytes)
  let refusal: VaultError | null = null
  for (const [index, header] of headers.entries()) {
    if (index > 0 && headers[0]?.bytes.equals(header.bytes)) continue
    try {
      const keys = await deriveSiteKeys(passphrase, header.salt, header.kdf)
      const journalKey = unwrapJournalKey(header, keys.wrapKey)
      keys.wipe()
      const cipher = new RecordCipher(journalKey)
      journalKey.fill(0)
      return cipher
    } catch (error) {
      if (error instanceof VaultError && error.code === 'vault/kdf-refused') refusal ??= error
      else if (!(error instanceof NotAuthentic)) throw error
      // A wrong passphrase and a damaged copy look the same: the other copy decides.
    }
  }
  if (refusal !== null) throw refusal
  const name = path.basename(file)
  if (headers.length === 0)
    throw new VaultError('vault/journal-damaged', `${name} is not a password journal, or its header is lost.`)
  throw new VaultError(
    'vault/wrong-passphrase',
    `${name} does not open with this passphrase. A damaged header looks the same.`,
  )
}
