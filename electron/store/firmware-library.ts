import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { FirmwareFile, ReadFromFile } from '../model/firmware-file.ts'
import { visibleText } from '../model/visible-text.ts'
import { syncFolder } from './database.ts'
import { FirmwareError } from './firmware-errors.ts'
import { headBytes, notFirmware, readFirmwareHead } from './firmware-format.ts'

/** No file of a maker is larger. */
const largestFirmwareBytes = 2 * 1024 ** 3
/** Bytes that are in memory at a time. */
const pieceBytes = 256 * 1024
/** A lock that old was left behind by a process that died: it is held for a moment only. */
const staleLockMs = 30_000

/** What the person says of the file. What the file itself says needs not be said. */
export interface FirmwareStatement {
  readonly vendor?: string
  readonly models?: readonly string[]
  readonly version?: string
  readonly sourceNote: string
  readonly addedBy: string
}

const text = z.string().min(1).max(512)
const basis = z.enum(['person', 'file'])
const indexShape = z.strictObject({
  format: z.literal(1),
  files: z.array(
    z.strictObject({
      id: z.string().regex(/^[0-9a-f]{16}$/),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      sizeBytes: z.int().positive().max(largestFirmwareBytes),
      fileName: text,
      vendor: text,
      models: z.array(text).min(1),
      version: text,
      basis: z.strictObject({ vendor: basis, models: basis, version: basis }),
      read: z
        .strictObject({
          format: text,
          vendor: text.nullable(),
          models: z.array(text).nullable(),
          version: text.nullable(),
          evidence: text,
        })
        .nullable(),
      sourceNote: z.string().max(2_000),
      addedAt: text,
      addedBy: text,
    }),
  ),
})

/**
 * The firmware files of the integrator, in a folder of their own: copied in, hashed, described by a person or by the file itself.
 * They are never unpacked and never run. Every method that changes something is on disk when it returns; what is stored is
 * checked against its hash whenever it is used.
 */
export class FirmwareLibrary {
  readonly #folder: string

  /** @throws {FirmwareError} `firmware/unwritable` when the folder cannot be made */
  constructor(folder: string) {
    this.#folder = folder
    guarded(() => fs.mkdirSync(folder, { recursive: true, mode: 0o700 }))
  }

  /** In the order in which they were added. @throws {FirmwareError} `firmware/library-damaged` */
  list(): FirmwareFile[] {
    const file = this.#indexPath
    const bytes = guarded(() => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null))
    if (bytes === null) return []
    const parsed = indexShape.safeParse(parseJson(bytes))
    if (!parsed.success) {
      throw new FirmwareError(
        'firmware/library-damaged',
        `${path.basename(file)} of the firmware library cannot be read.`,
      )
    }
    return parsed.data.files
  }

  /** @throws {FirmwareError} `firmware/unknown` */
  get(id: string): FirmwareFile {
    const found = this.list().find((file) => file.id === id)
    if (found === undefined) throw new FirmwareError('firmware/unknown', `The firmware library holds no file "${id}".`)
    return found
  }

  /**
   * Copies a file in. What its bytes say is read first; a person may say what they do not, and may not say otherwise.
   *
   * @throws {FirmwareError} `firmware/unreadable`, `firmware/not-firmware`, `firmware/too-large`, `firmware/unidentified`,
   *   `firmware/contradiction`, `firmware/known`, `firmware/unwritable`; nothing is left behind then
   */
  async add(source: string, statement: FirmwareStatement): Promise<FirmwareFile> {
    const draft = path.join(this.#folder, `${randomUUID()}.part`)
    const handle = await openSource(source)
    try {
      const head = await readHead(handle)
      const fileName = visibleText(path.basename(source), 160)
      const against = notFirmware(head)
      if (against !== null) throw new FirmwareError('firmware/not-firmware', `${fileName} is no firmware: ${against}.`)
      const described = describe(fileName, readFirmwareHead(head), statement)
      const { sha256, sizeBytes } = await copyIn(handle, draft, fileName)
      const id = sha256.slice(0, 16)
      const file: FirmwareFile = {
        id,
        sha256,
        sizeBytes,
        fileName,
        ...described,
        sourceNote: visibleText(statement.sourceNote, 1_000),
        addedAt: new Date().toISOString(),
        addedBy: visibleText(statement.addedBy, 160),
      }
      this.#change((files) => {
        const known = files.find((other) => other.id === id)
        if (known !== undefined) {
          throw new FirmwareError('firmware/known', `The library holds this very file already, as ${known.id}.`)
        }
        fs.renameSync(draft, this.#pathOf(sha256))
        return [...files, file]
      })
      return file
    } finally {
      await handle.close()
      fs.rmSync(draft, { force: true })
    }
  }

  /** Takes the entry out of the list, then the file away. @throws {FirmwareError} `firmware/unknown` */
  remove(id: string): void {
    const { sha256 } = this.get(id)
    this.#change((files) => files.filter((file) => file.id !== id))
    guarded(() => fs.rmSync(this.#pathOf(sha256), { force: true }))
  }

  /** Reads a stored file to its end. @throws {FirmwareError} `firmware/altered` when it is not the one that was added */
  async check(id: string): Promise<FirmwareFile> {
    const file = this.get(id)
    for await (const _piece of this.#pieces(file)) {
      // Reading to the end is the check.
    }
    return file
  }

  /**
   * The bytes of a file for a device. They are checked on their way: the last piece is held back until all of them are the ones
   * that were added, so that an altered file never arrives whole.
   *
   * @throws {FirmwareError} `firmware/altered`, out of the stream
   */
  read(id: string): Readable {
    return Readable.from(this.#pieces(this.get(id)), { objectMode: false, highWaterMark: pieceBytes })
  }

  async *#pieces(file: FirmwareFile): AsyncGenerator<Buffer> {
    const handle = await this.#openStored(file)
    try {
      yield* checked(pieces(handle), file)
    } finally {
      await handle.close()
    }
  }

  async #openStored({ sha256, fileName }: FirmwareFile): Promise<FileHandle> {
    try {
      return await open(this.#pathOf(sha256), 'r')
    } catch (cause) {
      throw new FirmwareError('firmware/altered', `${fileName} is missing from the firmware library.`, { cause })
    }
  }

  #pathOf(sha256: string): string {
    return path.join(this.#folder, `${sha256}.firmware`)
  }

  get #indexPath(): string {
    return path.join(this.#folder, 'library.json')
  }

  /** One change of the list at a time, over all processes; the list is replaced as a whole. */
  #change(edit: (files: readonly FirmwareFile[]) => readonly FirmwareFile[]): void {
    const lock = path.join(this.#folder, 'library.lock')
    takeLock(lock)
    try {
      const files = edit(this.list())
      const draft = `${this.#indexPath}.${randomUUID().slice(0, 8)}.new`
      guarded(() => {
        try {
          const descriptor = fs.openSync(draft, 'wx', 0o600)
          try {
            fs.writeFileSync(descriptor, `${JSON.stringify({ format: 1, files }, null, 2)}\n`)
            fs.fsyncSync(descriptor)
          } finally {
            fs.closeSync(descriptor)
          }
          fs.renameSync(draft, this.#indexPath)
          syncFolder(this.#folder)
        } finally {
          fs.rmSync(draft, { force: true })
        }
      })
    } finally {
      fs.rmSync(lock, { force: true })
    }
  }
}

function takeLock(lock: string): void {
  for (const last of [false, true]) {
    try {
      fs.closeSync(fs.openSync(lock, 'wx', 0o600))
      return
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(cause)
      const age = Date.now() - (fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0)
      if (last || age < staleLockMs) {
        throw new FirmwareError('firmware/library-busy', 'Somebody else is changing the firmware library.', { cause })
      }
      fs.rmSync(lock, { force: true })
    }
  }
}

function describe(
  fileName: string,
  read: ReadFromFile | null,
  { vendor, models, version }: FirmwareStatement,
): Pick<FirmwareFile, 'vendor' | 'models' | 'version' | 'basis' | 'read'> {
  const said = {
    vendor: visibleText(vendor?.trim() ?? '', 64),
    models: (models ?? []).map((model) => visibleText(model.trim(), 64)).filter((model) => model !== ''),
    version: visibleText(version?.trim() ?? '', 64),
  }
  const plain = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, '')
  const contradict = (what: string, ofPerson: string, ofFile: string | null) => {
    if (ofPerson === '' || ofFile === null || plain(ofPerson) === plain(ofFile)) return
    throw new FirmwareError(
      'firmware/contradiction',
      `${fileName} says itself that its ${what} is "${ofFile}", not "${ofPerson}".`,
    )
  }
  contradict('vendor', said.vendor, read?.vendor ?? null)
  contradict('version', said.version, read?.version ?? null)
  const strange = said.models.find((model) => read?.models?.every((own) => plain(own) !== plain(model)))
  if (strange !== undefined) contradict('model', strange, read?.models?.join(', ') ?? null)
  const result = {
    vendor: read?.vendor ?? said.vendor,
    models: said.models.length > 0 ? said.models : (read?.models ?? []),
    version: read?.version ?? said.version,
  }
  if (result.vendor === '' || result.models.length === 0 || result.version === '') {
    throw new FirmwareError('firmware/unidentified', `${fileName} does not say for what it is, and nobody said it.`)
  }
  const by = (ofFile: unknown) => (ofFile === null || ofFile === undefined ? 'person' : 'file')
  return { ...result, read, basis: { vendor: by(read?.vendor), models: by(read?.models), version: by(read?.version) } }
}

async function openSource(source: string): Promise<FileHandle> {
  const name = path.basename(source)
  try {
    // A pipe would wait for a writer: only a file is opened.
    if ((await stat(source)).isFile()) return await open(source, 'r')
  } catch (cause) {
    throw new FirmwareError('firmware/unreadable', `${name} cannot be read.`, { cause })
  }
  throw new FirmwareError('firmware/unreadable', `${name} is no file.`)
}

async function readHead(handle: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  return buffer.subarray(0, bytesRead)
}

async function copyIn(
  source: FileHandle,
  draft: string,
  fileName: string,
): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  try {
    const target = await open(draft, 'wx', 0o600)
    try {
      for await (const piece of pieces(source)) {
        sizeBytes += piece.length
        if (sizeBytes > largestFirmwareBytes) {
          throw new FirmwareError('firmware/too-large', `${fileName} is larger than 2 GiB.`)
        }
        hash.update(piece)
        await target.writeFile(piece)
      }
      await target.sync()
    } finally {
      await target.close()
    }
  } catch (error) {
    throw asUnwritable(error)
  }
  return { sha256: hash.digest('hex'), sizeBytes }
}

/** The bytes from the start, a piece at a time. */
async function* pieces(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafeSlow(pieceBytes), 0, pieceBytes, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

/** The same, but the last piece comes only when the hash over all is right. */
async function* checked(
  source: AsyncIterable<Buffer>,
  { sha256, sizeBytes, fileName }: FirmwareFile,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let held: Buffer | null = null
  let size = 0
  for await (const piece of source) {
    hash.update(piece)
    size += piece.length
    if (size > sizeBytes) break
    if (held !== null) yield held
    held = piece
  }
  if (size !== sizeBytes || hash.digest('hex') !== sha256) {
    throw new FirmwareError('firmware/altered', `${fileName} is not the file that was added to the library any more.`)
  }
  if (held !== null) yield held
}

function parseJson(bytes: string): unknown {
  try {
    return JSON.parse(bytes)
  } catch {
    return null
  }
}

const unwritable = (cause: unknown) =>
  new FirmwareError(
    'firmware/unwritable',
    `The firmware library cannot be written (${(cause as NodeJS.ErrnoException).code}).`,
    { cause },
  )

/** Errors of the file system as ours; everything else stays what it is. */
function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asUnwritable(error)
  }
}

const asUnwritable = (error: unknown): unknown =>
  error instanceof FirmwareError || typeof (error as NodeJS.ErrnoException).code !== 'string'
    ? error
    : unwritable(error)
