import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { deflateRawSync } from 'node:zlib'
import { ZipFile } from 'yazl'
import type { BuiltPack, PackVariant } from './built-pack.ts'
import { DiskFull, PackNotWritten } from './errors.ts'

/**
 * ZIP keeps the wall clock of its maker and no zone: a time built from local parts comes out as the same bytes everywhere.
 * It is no evidence; the signed time is in the signature.
 */
const entryTime = () => new Date(2026, 0, 1, 12)

/**
 * Writes the pack to `outFile`: the whole of it, on the disk, under its name, or nothing. The same pack gives the same
 * bytes in every time zone.
 *
 * @throws {DiskFull} {PackNotWritten}
 */
export async function writePack(pack: BuiltPack, variant: PackVariant, outFile: string): Promise<void> {
  await writeContainer(pack.files[variant], outFile)
}

/** As `writePack`, for the files of any pack. A file of that name is replaced. @throws {DiskFull} {PackNotWritten} */
export async function writeContainer(files: readonly (readonly [string, Buffer])[], outFile: string): Promise<void> {
  const folder = dirname(outFile)
  const draft = join(folder, `.${basename(outFile)}.${randomBytes(6).toString('hex')}.part`)
  try {
    await writeZip(files, draft)
    await syncFile(draft, 'r+')
    await rename(draft, outFile)
    await syncFolder(folder)
  } catch (error) {
    await rm(draft, { force: true })
    throw translate(error, outFile)
  }
}

async function writeZip(files: readonly (readonly [string, Buffer])[], outFile: string): Promise<void> {
  const zip = new ZipFile()
  for (const [name, bytes] of files) {
    zip.addBuffer(bytes, name, {
      mtime: entryTime(),
      mode: 0o100644,
      compress: name !== 'mimetype' && packsModestly(bytes),
      forceDosTimestamp: true,
    })
  }
  zip.end()
  // `wx`: the draft has a name of its own; whatever is there already is not ours to overwrite.
  await pipeline(zip.outputStream, createWriteStream(outFile, { flags: 'wx' }))
}

/** Far below the ratio at which a reader suspects a bomb: very uniform results are stored as they are. */
const packsModestly = (bytes: Buffer): boolean => bytes.length < deflateRawSync(bytes).length * 60

async function syncFile(file: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(file, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the new name last. Windows has no such call for folders and does it by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await syncFile(folder, 'r')
}

function translate(error: unknown, outFile: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new DiskFull(`There is no room for ${basename(outFile)} on its disk.`, { cause: error })
  }
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) {
    return new PackNotWritten(`${basename(outFile)} could not be written (${code}).`, { cause: error })
  }
  return error
}
