import { checkName } from './names.ts'
import { crc32, inflateRaw } from './primitives.ts'
import { PackRejected, reject } from './rejected.ts'

const limits = {
  fileBytes: 512 * 1024 * 1024,
  entries: 20_000,
  /** All entries together, unpacked. */
  totalBytes: 1024 * 1024 * 1024,
  /** More than deflate makes of any report or log that a visit can write. */
  ratio: 200,
} as const

/** Offsets of local and central header that must say the same: flags, method, CRC, sizes, length of the name. */
const mirrored = [
  [6, 8, 2],
  [8, 10, 2],
  [14, 16, 4],
  [18, 20, 4],
  [22, 24, 4],
  [26, 28, 2],
] as const

/**
 * The files of a pack by name, in the order of the container. Reads the one ZIP profile that packs are written in:
 * entries back to back from the first byte, one central directory, nothing else. What two readers could understand
 * differently is refused, not interpreted.
 *
 * @throws {PackRejected} `pack/container`, `pack/unsafe-name`, `pack/duplicate-name`, `pack/bomb`
 * @see PKWARE APPNOTE 4.3
 */
export function readZip(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const { count, directoryAt, endAt } = readEnd(bytes)
  const files = new Map<string, Buffer>()
  const lowerCase = new Set<string>()
  let headerAt = directoryAt
  let nextLocal = 0
  let total = 0
  for (let entry = 0; entry < count; entry += 1) {
    const header = readHeader(bytes, headerAt, endAt)
    if (files.has(header.name)) reject('pack/duplicate-name', `"${header.name}" is in the container twice.`)
    if (lowerCase.has(header.name.toLowerCase())) {
      reject('pack/duplicate-name', `"${header.name}" differs from another name only by case.`)
    }
    lowerCase.add(header.name.toLowerCase())
    if (header.localAt !== nextLocal) refuse('its entries overlap or leave gaps')
    total += header.size
    if (total > limits.totalBytes) reject('pack/bomb', 'The container would unpack to more than a gigabyte.')
    const dataAt = checkLocal(bytes, header, directoryAt)
    files.set(header.name, unpack(bytes.subarray(dataAt, dataAt + header.packedSize), header))
    if (entry === 0 && header.method !== 0) refuse('its first entry is compressed')
    nextLocal = dataAt + header.packedSize
    headerAt = header.endsAt
  }
  if (headerAt !== endAt || nextLocal !== directoryAt) refuse('there are bytes between its parts')
  return files
}

const refuse = (because: string): never =>
  reject('pack/container', `The container is not of the pack profile: ${because}.`)

/** The end record must be the last 22 bytes: no comment, no appended data. */
function readEnd(bytes: Buffer) {
  if (bytes.length > limits.fileBytes) reject('pack/bomb', 'The file is larger than 512 MiB.')
  const endAt = bytes.length - 22
  if (endAt < 0 || bytes.readUInt32LE(endAt) !== 0x06054b50)
    refuse('it does not end as a ZIP file without comment ends')
  if (bytes.readUInt16LE(endAt + 20) !== 0 || bytes.readUInt32LE(endAt + 4) !== 0) refuse('it has a comment or parts')
  const count = bytes.readUInt16LE(endAt + 8)
  if (count !== bytes.readUInt16LE(endAt + 10) || count === 0) refuse('its number of entries is contradictory')
  if (count > limits.entries) reject('pack/bomb', `The container has ${count} entries.`)
  const directoryAt = bytes.readUInt32LE(endAt + 16)
  if (directoryAt + bytes.readUInt32LE(endAt + 12) !== endAt) refuse('its directory does not end at its end record')
  return { count, directoryAt, endAt }
}

interface EntryHeader {
  readonly at: number
  readonly name: string
  readonly rawName: Buffer
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly localAt: number
  readonly endsAt: number
}

function readHeader(bytes: Buffer, at: number, endAt: number): EntryHeader {
  if (at + 46 > endAt || bytes.readUInt32LE(at) !== 0x02014b50) refuse('its directory is damaged')
  const flags = bytes.readUInt16LE(at + 8)
  const method = bytes.readUInt16LE(at + 10)
  const nameLength = bytes.readUInt16LE(at + 28)
  const endsAt = at + 46 + nameLength
  const mode = bytes.readUInt32LE(at + 38) >>> 16
  // Bit 11 says that names are UTF-8; encryption, data descriptors and everything else are not of the profile.
  if ((flags & ~0x0800) !== 0) refuse('an entry is encrypted or streamed')
  if (method !== 0 && method !== 8) refuse('an entry is packed in an unknown way')
  if (bytes.readUInt16LE(at + 30) !== 0 || bytes.readUInt16LE(at + 32) !== 0) refuse('an entry has extra fields')
  if (bytes.readUInt16LE(at + 34) !== 0) refuse('an entry is on another disk')
  if (mode !== 0 && (mode & 0o170000) !== 0o100000) refuse('an entry is no regular file')
  if (endsAt > endAt) refuse('its directory is damaged')
  const rawName = bytes.subarray(at + 46, endsAt)
  return {
    at,
    name: checkName(rawName.toString('latin1')),
    rawName,
    method,
    crc: bytes.readUInt32LE(at + 16),
    packedSize: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    localAt: bytes.readUInt32LE(at + 42),
    endsAt,
  }
}

/** The local header must repeat the directory word for word. Answers where the data begins. */
function checkLocal(bytes: Buffer, header: EntryHeader, directoryAt: number): number {
  const at = header.localAt
  const dataAt = at + 30 + header.rawName.length
  if (dataAt + header.packedSize > directoryAt) refuse('an entry runs into the directory')
  if (bytes.readUInt32LE(at) !== 0x04034b50 || bytes.readUInt16LE(at + 28) !== 0) refuse('an entry is damaged')
  for (const [local, central, length] of mirrored) {
    if (bytes.readUIntLE(at + local, length) !== bytes.readUIntLE(header.at + central, length)) {
      refuse(`"${header.name}" is described in two different ways`)
    }
  }
  if (!bytes.subarray(at + 30, dataAt).equals(header.rawName)) refuse(`"${header.name}" has two names`)
  return dataAt
}

function unpack(packed: Buffer, { name, method, size, crc }: EntryHeader): Buffer {
  if (size > 1024 && size > packed.length * limits.ratio) {
    reject(
      'pack/bomb',
      `"${name}" claims to unpack to ${Math.round(size / Math.max(1, packed.length))} times its size.`,
    )
  }
  const content = method === 0 ? packed : inflate(packed, name, size)
  if (content.length !== size) refuse(`"${name}" has another size than it claims`)
  if (crc32(content) !== crc) refuse(`"${name}" is damaged`)
  return content
}

function inflate(packed: Buffer, name: string, size: number): Buffer {
  try {
    const { bytes, used } = inflateRaw(packed, size + 1)
    // Bytes behind the end of the deflate stream would be read by nobody: a place to hide something.
    if (used !== packed.length) refuse(`"${name}" has bytes behind its end`)
    return bytes
  } catch (error) {
    if (error instanceof PackRejected) throw error
    throw new PackRejected('pack/container', `"${name}" cannot be unpacked.`, {
      cause: error,
    })
  }
}
