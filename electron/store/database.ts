import fs from 'node:fs'
import path from 'node:path'
import Database, { type Statement } from 'better-sqlite3-multiple-ciphers'
import { StoreError } from './errors.ts'

// The database asks Node for a report, to learn its C library. Node would look up the peer of every open socket by DNS for that:
// packets outside any scope, and seconds of waiting.
Object.assign(process.report, { excludeNetwork: true })

export type SqliteDatabase = Database
export type { Statement }

const saltBytes = 16
const keyBytes = 32
const pageBytes = 4096

/**
 * Bytes 16 to 23 of a site file, the only ones besides the salt that are not encrypted (they are authenticated): page size,
 * WAL twice, 32 reserved bytes per page for nonce and tag, the three fixed fractions of SQLite.
 * @see SQLite file format, section 1.3
 */
const plainHeader = Buffer.from([0x10, 0x00, 0x02, 0x02, 0x20, 0x40, 0x20, 0x20])

/**
 * Site files that this process has open, by file identity. POSIX drops every lock that a process holds on a file as soon as
 * the process closes any descriptor of it, so a site that is open here must not be opened and closed beside SQLite.
 */
const openHere = new Map<string, Buffer>()

function identityOf(file: string): string {
  const { dev, ino } = fs.statSync(file, { bigint: true })
  return ino === 0n ? fs.realpathSync(file).toLowerCase() : `${dev}:${ino}`
}

/** One open, page-encrypted database. `close` gives the lock back. */
export interface OpenDatabase {
  readonly db: SqliteDatabase
  close(): void
}

/**
 * The salt of a site file: its first 16 bytes, which the cipher keeps there in clear. Refuses what cannot be a site file.
 * @throws {StoreError} `store/missing`, `store/not-a-site`, `store/damaged`, `store/unwritable`
 */
export function readSalt(file: string): Buffer {
  return guardFiles(file, () => {
    const known = openHere.get(identityOf(file))
    if (known !== undefined) return Buffer.from(known)
    const head = Buffer.alloc(saltBytes + plainHeader.length)
    const descriptor = fs.openSync(file, 'r')
    let sizeBytes: number
    let read: number
    try {
      sizeBytes = fs.fstatSync(descriptor).size
      read = fs.readSync(descriptor, head, 0, head.length, 0)
    } finally {
      fs.closeSync(descriptor)
    }
    checkHeader(file, head.subarray(0, read), sizeBytes)
    return Buffer.from(head.subarray(0, saltBytes))
  })
}

function checkHeader(file: string, head: Buffer, sizeBytes: number): void {
  const name = path.basename(file)
  const marks = head.subarray(saltBytes)
  const matching = plainHeader.filter((byte, index) => marks[index] === byte).length
  if (sizeBytes === 0) {
    throw new StoreError('store/not-a-site', `${name} is empty: its creation was interrupted, or its content was lost.`)
  }
  if (matching < plainHeader.length - 2) throw new StoreError('store/not-a-site', `${name} is not a site file.`)
  if (matching < plainHeader.length || sizeBytes < pageBytes) {
    throw new StoreError('store/damaged', `${name} looks like a site file, but its header is damaged.`)
  }
}

/**
 * Opens an existing site file and holds it exclusively until `close`. `rawKey` is the 32-byte key.
 * On any error no descriptor and no lock is left.
 * @throws {StoreError}
 */
export function openDatabase(file: string, key: Buffer): OpenDatabase {
  const salt = guardFiles(file, () => {
    if (openHere.has(identityOf(file))) throw inUse(file)
    return readSalt(file)
  })
  const db = connect(file, key, { mustExist: true })
  try {
    const identity = identityOf(file)
    openHere.set(identity, salt)
    return {
      db,
      close: () => {
        if (!db.open) return
        db.close()
        openHere.delete(identity)
      },
    }
  } catch (error) {
    db.close()
    throw error
  }
}

/** Makes a new database file whose first bytes are `salt`, fills it and closes it. `file` must not exist. */
export function createDatabase(file: string, key: Buffer, salt: Buffer, fill: (db: SqliteDatabase) => void): void {
  if (salt.length !== saltBytes) throw new Error(`the salt must have ${saltBytes} bytes`)
  const rawKey = Buffer.concat([key, salt])
  const db = connect(file, rawKey, { mustExist: false })
  try {
    translate(file, () => fill(db))
  } finally {
    db.close()
    rawKey.fill(0)
  }
}

function connect(file: string, rawKey: Buffer, { mustExist }: { readonly mustExist: boolean }): SqliteDatabase {
  if (rawKey.length !== keyBytes && rawKey.length !== keyBytes + saltBytes) throw new Error('wrong length of key')
  const full = path.resolve(file)
  if (full !== full.trim())
    throw new StoreError('store/missing', 'A site file whose name ends in a space cannot be used.')
  // Development on an older Electron brings its own build of the native part.
  const nativeBinding = process.env.FIELDSEAL_SQLITE_BINDING
  return translate(file, () => {
    const db = new Database(full, {
      fileMustExist: mustExist,
      timeout: 0,
      ...(nativeBinding === undefined || nativeBinding === '' ? {} : { nativeBinding }),
    })
    const prefixed = Buffer.concat([Buffer.from('raw:'), rawKey])
    try {
      db.pragma("cipher = 'chacha20'")
      db.key(prefixed)
      // Before the first read: the lock on the file is then held until close, and WAL needs no shared memory file.
      db.pragma('locking_mode = EXCLUSIVE')
      db.pragma('trusted_schema = OFF')
      db.pragma('cell_size_check = ON')
      // Temporary files would not be encrypted.
      db.pragma('temp_store = MEMORY')
      db.pragma('fullfsync = ON')
      db.pragma('checkpoint_fullfsync = ON')
      db.pragma('journal_mode = WAL')
      db.pragma('synchronous = FULL')
      // A write lock now, not at the first change: a second opener is told at once.
      db.exec('BEGIN IMMEDIATE; COMMIT')
      return db
    } catch (error) {
      db.close()
      if (codeOf(error) === 'SQLITE_NOTADB') {
        throw new StoreError(
          'store/wrong-passphrase',
          `${path.basename(file)} does not open with this passphrase. A damaged header looks the same.`,
          { cause: error },
        )
      }
      throw error
    } finally {
      prefixed.fill(0)
    }
  })
}

/** Makes a new or renamed entry of a folder durable, where the system has that: Windows has not, and needs it not. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(descriptor)
  } catch (error) {
    // Some network and FAT file systems cannot: the entry is then as durable as they make it.
    if (!['EINVAL', 'ENOTSUP', 'EBADF'].includes(codeOf(error) ?? '')) throw error
  } finally {
    fs.closeSync(descriptor)
  }
}

/** Turns what SQLite says into trouble that a technician can act on; bugs pass through. */
export function translate<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw translated(file, error)
  }
}

function translated(file: string, error: unknown): unknown {
  const code = codeOf(error)
  const name = path.basename(file)
  const as = (problem: ConstructorParameters<typeof StoreError>[0], message: string) =>
    new StoreError(problem, message, { cause: error })
  if (error instanceof StoreError || code === null) return error
  if (code === 'SQLITE_FULL') return as('store/disk-full', `The disk that holds ${name} is full.`)
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return inUse(file, error)
  if (/^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ|IOERR_CORRUPTFS)/.test(code)) {
    return as('store/damaged', `${name} is damaged: a part of it is not what was written.`)
  }
  if (code === 'SQLITE_READONLY') return as('store/read-only', `This is a look at ${name}: somebody else has it open.`)
  if (/^SQLITE_(IOERR|READONLY|PERM|CANTOPEN|AUTH)/.test(code)) {
    return as('store/unwritable', `${name} cannot be read or written (${code}).`)
  }
  return error
}

const inUse = (file: string, cause?: unknown) =>
  new StoreError('store/in-use', `${path.basename(file)} is open already.`, cause === undefined ? {} : { cause })

/** The same for the file system. @throws {StoreError} */
export function guardFiles<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const name = path.basename(file)
    switch (codeOf(error)) {
      case 'ENOENT':
      case 'ENOTDIR':
        throw new StoreError('store/missing', `${name} is not there.`, { cause: error })
      case 'EEXIST':
        throw new StoreError('store/exists', `${name} exists already; it was not touched.`, { cause: error })
      case 'EISDIR':
        throw new StoreError('store/not-a-site', `${name} is a folder.`, { cause: error })
      case 'ENOSPC':
      case 'EDQUOT':
      case 'EFBIG':
        throw new StoreError('store/disk-full', `The disk that holds ${name} is full.`, { cause: error })
      case 'EACCES':
      case 'EPERM':
      case 'EROFS':
      case 'EIO':
        throw new StoreError('store/unwritable', `${name} cannot be read or written (${codeOf(error)}).`, {
          cause: error,
        })
      case 'EBUSY':
        throw inUse(file, error)
      default:
        throw error
    }
  }
}

function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : null
}
