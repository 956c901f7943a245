import { writeFile } from 'node:fs/promises'
import { FileTrouble } from '../host/problems.ts'

/** Writes a file where a person wanted it. @throws {FileTrouble} */
export async function written(
  out: string,
  content: string | Uint8Array,
  flag: 'w' | 'wx' = 'w',
): Promise<{ readonly file: string }> {
  try {
    await writeFile(out, content, { flag })
  } catch (cause) {
    throw new FileTrouble(`${out} could not be written (${(cause as NodeJS.ErrnoException).code}).`, { cause })
  }
  return { file: out }
}
