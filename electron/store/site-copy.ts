import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { guardFiles } from './database.ts'
import { StoreError } from './errors.ts'

const tries = 20

/**
 * Copies a site file that somebody else has open, with what is still in its write-ahead log, into a folder of its own. Whole only
 * when neither file changed meanwhile: the copy is taken again until that is so. It stays encrypted.
 * @throws {StoreError} `store/in-use` when the other one never pauses, `store/missing`, `store/unwritable`
 */
export function copySite(file: string): { readonly copy: string; remove(): void } {
  return guardFiles(file, () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fieldseal-read-'))
    const copy = path.join(folder, path.basename(file))
    const remove = () => fs.rmSync(folder, { recursive: true, force: true })
    try {
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const before = stateOf(file)
        fs.copyFileSync(file, copy)
        if (before.log) fs.copyFileSync(`${file}-wal`, `${copy}-wal`)
        else fs.rmSync(`${copy}-wal`, { force: true })
        if (before.text === stateOf(file).text) return { copy, remove }
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25)
      }
    } catch (error) {
      remove()
      throw error
    }
    remove()
    throw new StoreError('store/in-use', `${path.basename(file)} is being written to: no whole copy could be taken.`)
  })
}

function stateOf(file: string): { readonly log: boolean; readonly text: string } {
  const of = (name: string): string | null => {
    const stat = fs.statSync(name, { bigint: true, throwIfNoEntry: false })
    return stat === undefined ? null : `${stat.size} ${stat.mtimeNs}`
  }
  const log = of(`${file}-wal`)
  return { log: log !== null, text: `${of(file)} ${log}` }
}
