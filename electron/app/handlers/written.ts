import { writeFile } from 'node:fs/promises'
import { FileTrouble } from '../host/problems.ts'

/** Writes a file where a person wanted it; with `wx` only where none is yet. @throws {FileTrouble} */
export async function written(
  out: string,
  content: string | Uint8Array,
  flag: 'w' | 'wx' = 'w',
): Promise<{ readonly file: string }> {
  try {
    await writeFile(out, content, { flag })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const why = code === 'EEXIST' ? 'is there already and stays as it is' : `could not be written (${code})`
    throw new FileTrouble(`${out} ${why}.`, { cause })
  }
  return { file: out }
}
