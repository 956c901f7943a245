import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { syncFolder, writeAt, writeWhole } from './durable-file.ts'
import { VaultError } from './errors.ts'
import {
  decodeHeaders,
  encodeHeaders,
  type JournalRecord,
  noTag,
  RecordCipher,
  recordHeadBytes,
  recordsStart,
  unwrapJournalKey,
} from './journal-format.ts'
import { type SiteKeys, siteKdf } from './keys.ts'
import { keyBytes, NotAuthentic, tagBytes } from './sealing.ts'

/**
 * Where the password journal of a site file lies. It must not end in `-journal`, `-wal` or `-shm`: files of these names
 * beside a database belong to SQLite, which deletes what it takes for the rest of a transaction.
 */
export const passwordJournalOf = (siteFile: string): string => `${siteFile}-vault`

/** Journals that this process has open. The lock of the site file keeps other processes away. */
const openHere = new Set<string>()

/**
 * The append-only, encrypted file of password changes. It carries all that is needed to read it with the passphrase alone.
 * A record is on the disk itself when `append` returns; if it cannot be, `append` throws and nothing may be sent.
 */
export class PasswordJournal {
  readonly #file: string
  readonly #descriptor: number
  readonly #cipher: RecordCipher
  readonly #records: JournalRecord[]
  #usable = true
  #closed = false

  private constructor(file: string, descriptor: number, cipher: RecordCipher, records: JournalRecord[]) {
    this.#file = file
    this.#descriptor = descriptor
    this.#cipher = cipher
    this.#records = records
  }

  /**
   * Makes a journal with these payloads; the file appears under its name only when it is whole and on disk.
   * @throws {VaultError} `vault/journal-exists` (unless it is empty of records), `vault/journal-unwritable`
   */
  static create(
    file: string,
    keys: Pick<SiteKeys, 'salt' | 'wrapKey'>,
    payloads: Iterable<Buffer> = [],
  ): PasswordJournal {
    if (/-(journal|wal|shm)$/.test(file))
      throw new Error('SQLite would delete a file of this name; use passwordJournalOf')
    if (openHere.has(path.resolve(file)))
      throw new VaultError('vault/in-use', `${path.basename(file)} is open already.`)
    if (fs.existsSync(file) && fs.statSync(file).size > recordsStart) {
      throw new VaultError(
        'vault/journal-exists',
        `${path.basename(file)} holds passwords already; it was not touched.`,
      )
    }
    const journalKey = randomBytes(keyBytes)
    const cipher = new RecordCipher(journalKey)
    const parts = [encodeHeaders(siteKdf, keys.salt, keys.wrapKey, journalKey)]
    let tag: Buffer = noTag
    for (const [sequence, payload] of [...payloads].entries()) {
      const record = cipher.encode(sequence, tag, payload)
      tag = record.subarray(-tagBytes)
      parts.push(record)
    }
    journalKey.fill(0)
    cipher.wipe()
    const draft = `${file}.new`
    try {
      writeWhole(draft, Buffer.concat(parts))
      fs.renameSync(draft, file)
      syncFolder(path.dirname(file))
    } catch (error) {
      fs.rmSync(draft, { force: true })
      throw unwritable(file, error)
    }
    return PasswordJournal.open(file, keys.wrapKey)
  }

  /**
   * Reads and proves every record. A record that a crash cut off at the end is taken away: it was never acknowledged.
   * @throws {VaultError} `vault/journal-missing`, `vault/journal-damaged`, `vault/journal-unwritable`, `vault/in-use`
   */
  static open(file: string, wrapKey: Buffer): PasswordJournal {
    const full = path.resolve(file)
    if (openHere.has(full)) throw new VaultError('vault/in-use', `${path.basename(file)} is open already.`)
    const descriptor = openFile(full)
    try {
      const bytes = fs.readFileSync(descriptor)
      const cipher = cipherOf(full, bytes, wrapKey)
      const records = provenRecords(full, bytes, cipher)
      const end = records.at(-1)?.end ?? recordsStart
      if (end < bytes.length) {
        fs.ftruncateSync(descriptor, end)
        fs.fsyncSync(descriptor)
      }
      openHere.add(full)
      return new PasswordJournal(full, descriptor, cipher, records)
    } catch (error) {
      fs.closeSync(descriptor)
      throw error instanceof VaultError ? error : unwritable(full, error)
    }
  }

  get count(): number {
    return this.#records.length
  }

  /** The tag that ends the first `count` records; 16 zero bytes for none. It stands for all of them. */
  tagAfter(count: number): Buffer | null {
    if (count === 0) return noTag
    return this.#records[count - 1]?.tag ?? null
  }

  /** Wipe it after use. */
  payload(sequence: number): Buffer {
    const record = this.#records[sequence]
    if (record === undefined || this.#closed) throw new Error(`no journal record ${sequence}`)
    const bytes = Buffer.alloc(record.end - record.offset)
    if (fs.readSync(this.#descriptor, bytes, 0, bytes.length, record.offset) < bytes.length)
      throw this.#damaged(sequence)
    try {
      return this.#cipher.payload(bytes, { offset: 0, end: bytes.length })
    } catch (error) {
      throw error instanceof NotAuthentic ? this.#damaged(sequence, error) : error
    }
  }

  /**
   * On the disk itself when it returns.
   * @throws {VaultError} `vault/journal-unwritable`; the record is then not there, and after trouble whose end is unknown the
   *   journal takes nothing more until it was opened, and so proven, again
   */
  append(payload: Buffer): void {
    if (this.#closed) throw new Error('the password journal is closed')
    const offset = this.#records.at(-1)?.end ?? recordsStart
    if (!this.#usable) throw unwritable(this.#file, null)
    const sequence = this.#records.length
    const record = this.#cipher.encode(sequence, this.tagAfter(sequence) ?? noTag, payload)
    const end = offset + record.length
    this.#usable = false
    try {
      this.#expectSize(offset)
      writeAt(this.#descriptor, record, offset)
      fs.fsyncSync(this.#descriptor)
      this.#expectSize(end)
    } catch (error) {
      this.#takeBack(offset, error)
      throw unwritable(this.#file, error)
    }
    this.#usable = true
    this.#records.push({ offset, end, sequence, tag: Buffer.from(record.subarray(-tagBytes)) })
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    openHere.delete(this.#file)
    this.#cipher.wipe()
    fs.closeSync(this.#descriptor)
  }

  #expectSize(sizeBytes: number): void {
    const found = fs.fstatSync(this.#descriptor).size
    if (found !== sizeBytes)
      throw new Error(`somebody else wrote to the journal: ${found} bytes, expected ${sizeBytes}`)
  }

  /** Removes what a full disk left of a record. After a failed fsync nobody knows what is on the disk: the journal stays shut. */
  #takeBack(offset: number, cause: unknown): void {
    if (!(cause instanceof Error && 'syscall' in cause && cause.syscall === 'write')) return
    try {
      fs.ftruncateSync(this.#descriptor, offset)
      fs.fsyncSync(this.#descriptor)
      this.#usable = true
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error
      // The next opening cuts the rest off; until then `append` refuses.
    }
  }

  #damaged(sequence: number, cause?: unknown): VaultError {
    return damaged(this.#file, `record ${sequence + 1} is not what was written`, cause)
  }
}

function openFile(file: string): number {
  try {
    return fs.openSync(file, 'r+')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    if (error.code !== 'ENOENT') throw unwritable(file, error)
    throw new VaultError('vault/journal-missing', `${path.basename(file)} is not beside the site file.`, {
      cause: error,
    })
  }
}

function cipherOf(file: string, bytes: Buffer, wrapKey: Buffer): RecordCipher {
  const [first, second] = decodeHeaders(bytes)
  if (first === undefined || second === undefined || !first.bytes.equals(second.bytes)) {
    throw damaged(file, 'its header is not what was written')
  }
  try {
    const journalKey = unwrapJournalKey(first, wrapKey)
    const cipher = new RecordCipher(journalKey)
    journalKey.fill(0)
    return cipher
  } catch (error) {
    if (!(error instanceof NotAuthentic)) throw error
    throw damaged(file, 'its header is not what was written, or it belongs to another site', error)
  }
}

function provenRecords(file: string, bytes: Buffer, cipher: RecordCipher): JournalRecord[] {
  const records: JournalRecord[] = []
  let tag: Buffer = noTag
  for (let offset = recordsStart; offset < bytes.length; ) {
    const place = `record ${records.length + 1}`
    const head = cipher.head(bytes, offset)
    if (head === null) {
      if (bytes.length - offset < recordHeadBytes || wasNeverFilled(bytes, offset, cipher)) break
      throw damaged(file, `${place} is not what was written`)
    }
    if (head.sequence !== records.length || !head.previousTag.equals(tag)) {
      throw damaged(file, `${place} does not follow the one before it`)
    }
    if (head.end > bytes.length) break
    try {
      cipher.payload(bytes, head).fill(0)
    } catch (error) {
      if (!(error instanceof NotAuthentic)) throw error
      if (wasNeverFilled(bytes, offset, cipher)) break
      throw damaged(file, `${place} is not what was written`, error)
    }
    records.push({ offset, end: head.end, sequence: head.sequence, tag: head.tag })
    tag = head.tag
    offset = head.end
  }
  return records
}

/**
 * A crash may leave a file that has its new length but not its new bytes: the beginning of a record, then zeros to the end.
 * Zeroing the end on purpose is the same as cutting it off, and found by the same means: the site file knows the last tag.
 */
function wasNeverFilled(bytes: Buffer, offset: number, cipher: RecordCipher): boolean {
  if (bytes.subarray(Math.max(offset, bytes.length - tagBytes)).some((byte) => byte !== 0)) return false
  const end = bytes.findLastIndex((byte) => byte !== 0)
  for (let next = offset + 1; next <= end; next += 1) if (cipher.head(bytes, next) !== null) return false
  return true
}

const damaged = (file: string, what: string, cause?: unknown): VaultError =>
  new VaultError(
    'vault/journal-damaged',
    `${path.basename(file)} cannot be trusted: ${what}.`,
    cause === undefined ? {} : { cause },
  )

function unwritable(file: string, cause: unknown): VaultError {
  const why = cause instanceof Error ? ` (${cause.message.split(',')[0]})` : ''
  return new VaultError(
    'vault/journal-unwritable',
    `${path.basename(file)} cannot be written${why}: no password is changed without it.`,
    { cause },
  )
}
