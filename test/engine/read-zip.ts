import { readFileSync } from 'node:fs'
import { readZip as readEntries } from '../../electron/evidence/verify/zip-reader.ts'

/** Every file of a pack as text, PDF bytes included. */
export async function readZip(file: string): Promise<string[]> {
  return [...readEntries(readFileSync(file)).values()].map((bytes) => Buffer.from(bytes).toString('latin1'))
}
