import * as kdbx from 'kdbxweb'
import type { Secret } from '../model/secret.ts'
import { VaultError } from './errors.ts'
import { emptyDatabase, ownMemory, readDatabase } from './handover.ts'

/** The files of one device, as they are handed out. */
export interface CopyEntry {
  readonly title: string
  /** How they are brought back. */
  readonly notes: string
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[]
}

/**
 * A KDBX 4 file with the files of each device as attachments of one entry. It was opened again and held against what went into it.
 *
 * @throws {VaultError} `vault/handover-damaged` when it does not read back as it was written
 */
export async function buildCopyFile(name: string, entries: readonly CopyEntry[], passphrase: Secret): Promise<Buffer> {
  const database = emptyDatabase(name, passphrase)
  for (const { title, notes, files } of entries) {
    const entry = database.createEntry(database.getDefaultGroup())
    entry.fields.set('Title', title)
    entry.fields.set('Notes', notes)
    for (const [index, file] of files.entries()) {
      const binary = await database.createBinary(kdbx.ProtectedValue.fromBinary(ownMemory(file.bytes)))
      entry.binaries.set(attachmentName(file.name, index), binary)
    }
  }
  const bytes = Buffer.from(await database.save())
  const again = [...(await readDatabase(bytes, passphrase)).getDefaultGroup().entries]
  const same = entries.every(({ files }, at) =>
    files.every((file, index) =>
      bytesOf(again[at]?.binaries.get(attachmentName(file.name, index)))?.equals(file.bytes),
    ),
  )
  if (!same) throw new VaultError('vault/handover-damaged', 'The file of copies did not read back as it was written.')
  return bytes
}

/** Names of a device are data: two files of one name stay two. */
const attachmentName = (name: string, index: number): string => (index === 0 ? name : `${index + 1} ${name}`)

function bytesOf(binary: kdbx.KdbxBinary | kdbx.KdbxBinaryWithHash | undefined): Buffer | null {
  if (binary === undefined) return null
  const value = 'value' in binary ? binary.value : binary
  return value instanceof kdbx.ProtectedValue ? Buffer.from(value.getBinary()) : Buffer.from(value as ArrayBuffer)
}
