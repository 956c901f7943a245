import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of a ZIP that may lie in every field. What is absent is written truthfully. */
export interface CraftedEntry {
  readonly name: string | Buffer
  readonly data: Buffer
  readonly method?: 0 | 8
  readonly flags?: number
  readonly localName?: string | Buffer
  readonly extra?: Buffer
  readonly localExtra?: Buffer
  readonly size?: number
  readonly mode?: number
  /** Points at this offset and writes no local entry of its own. */
  readonly sharedOffset?: number
}

export interface CraftedEnd {
  readonly prefix?: Buffer
  readonly suffix?: Buffer
  readonly comment?: Buffer
}

/** A ZIP written field by field, after PKWARE APPNOTE 4.3. */
export function craftZip(entries: readonly CraftedEntry[], end: CraftedEnd = {}): Buffer {
  const { prefix = Buffer.alloc(0), suffix = Buffer.alloc(0), comment = Buffer.alloc(0) } = end
  const locals: Buffer[] = [prefix]
  const centrals: Buffer[] = []
  let offset = prefix.length
  for (const entry of entries) {
    const packed = entry.method === 8 ? deflateRawSync(entry.data) : entry.data
    const name = Buffer.from(entry.name as string, 'latin1')
    const localName = entry.localName === undefined ? name : Buffer.from(entry.localName as string, 'latin1')
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(entry.flags ?? 0, 2)
    shared.writeUInt16LE(entry.method ?? 0, 4)
    shared.writeUInt32LE(crc32(entry.data), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(entry.size ?? entry.data.length, 18)
    const localExtra = entry.localExtra ?? Buffer.alloc(0)
    const local = Buffer.concat([signature(0x04034b50), shared])
    local.writeUInt16LE(localExtra.length, 28)
    local.writeUInt16LE(localName.length, 26)
    const at = entry.sharedOffset ?? offset
    if (entry.sharedOffset === undefined) {
      locals.push(local, localName, localExtra, packed)
      offset += local.length + localName.length + localExtra.length + packed.length
    }
    const extra = entry.extra ?? Buffer.alloc(0)
    const central = Buffer.concat([signature(0x02014b50), number16(0x031e), shared, Buffer.alloc(14)])
    central.writeUInt16LE(name.length, 28)
    central.writeUInt16LE(extra.length, 30)
    central.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38)
    central.writeUInt32LE(at, 42)
    centrals.push(central, name, extra)
  }
  const directory = Buffer.concat(centrals)
  const last = Buffer.alloc(22)
  last.writeUInt32LE(0x06054b50, 0)
  last.writeUInt16LE(entries.length, 8)
  last.writeUInt16LE(entries.length, 10)
  last.writeUInt32LE(directory.length, 12)
  last.writeUInt32LE(offset, 16)
  last.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...locals, directory, last, comment, suffix])
}

/** A truthful container of these files, as a pack has it. */
export const zipOf = (files: Iterable<readonly [string, Buffer]>): Buffer =>
  craftZip([...files].map(([name, data]) => ({ name, data, method: name === 'mimetype' ? 0 : 8 })))

const signature = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

const number16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}
