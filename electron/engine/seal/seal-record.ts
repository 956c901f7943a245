import { readFile, rm, stat } from 'node:fs/promises'
import { PackRejected } from '../../evidence/verify/rejected.ts'
import { sha256Hex } from '../../evidence/verify/sums.ts'
import { readZip } from '../../evidence/verify/zip-reader.ts'
import type { PackRecord } from '../../model/pack-record.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { EventLog } from '../event-log.ts'

interface Parts {
  readonly store: SiteFile
  readonly log: EventLog
}

/**
 * Finds out what became of packs whose sealing the end of the program interrupted: written after all, or lost. The number of a
 * lost one stays taken, and the log says so: whoever could take it again could make an unwelcome pack disappear.
 */
export async function settleUnfinished({ store, log }: Parts): Promise<void> {
  for (const record of store.everyPack().filter(({ unfinished }) => unfinished === 'writing')) {
    const { unfinished: _, copies = [], ...pack } = record
    const { packId, sequence, signatureSha256 } = pack
    const found: string[] = []
    for (const path of [pack.path, ...copies]) if (await isPack(path, signatureSha256)) found.push(path)
    const [path, ...others] = found
    if (path === undefined) {
      log.append({ type: 'seal.lost', pack: packId, sequence, signature: signatureSha256 })
      store.savePack({ ...record, unfinished: 'lost' })
      continue
    }
    log.append({ type: 'seal.recovered', pack: packId, sequence, signature: signatureSha256 })
    const { size } = await stat(path)
    store.savePack({ ...pack, path, sizeBytes: size, ...(others.length === 0 ? {} : { copies: others }) })
  }
}

/** The number for the next pack and the signature that it follows: those of every pack that may be in somebody's hands. */
export function placeOfNext({ store }: Pick<Parts, 'store'>): {
  readonly sequence: number
  readonly previousPack: string | null
} {
  const taken = store.everyPack().filter(({ unfinished }) => unfinished !== 'abandoned')
  return {
    sequence: Math.max(0, ...taken.map(({ sequence }) => sequence)) + 1,
    previousPack: taken.at(-1)?.signatureSha256 ?? null,
  }
}

/**
 * Writes the files of a pack whose number was taken on the disk before. Where that fails nothing of the pack stays, and its number
 * is free again; what cannot be taken away keeps its number.
 */
export async function writeRecorded(
  { store, log }: Parts,
  record: PackRecord,
  write: () => Promise<void>,
): Promise<void> {
  store.savePack({ ...record, unfinished: 'writing' })
  try {
    await write()
  } catch (error) {
    const { path, copies = [], packId, sequence, signatureSha256 } = record
    let isGone = true
    for (const file of [path, ...copies]) isGone = (await removePack(file, signatureSha256)) && isGone
    if (isGone) {
      log.append({ type: 'seal.abandoned', pack: packId, sequence })
      store.savePack({ ...record, unfinished: 'abandoned' })
    }
    throw error
  }
}

/** True when no file of that pack is there any more. Other files of that name are somebody's own and stay. */
async function removePack(path: string, signatureSha256: string): Promise<boolean> {
  if (!(await isPack(path, signatureSha256))) return true
  try {
    await rm(path)
    return true
  } catch {
    return false
  }
}

async function isPack(path: string, signatureSha256: string): Promise<boolean> {
  try {
    const signature = readZip(await readFile(path)).get('SHA256SUMS.p7s')
    return signature !== undefined && sha256Hex(signature) === signatureSha256
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // Not there, not readable, or another kind of file.
    if (error instanceof PackRejected || (typeof code === 'string' && /^E[A-Z]+$/.test(code))) return false
    throw error
  }
}
