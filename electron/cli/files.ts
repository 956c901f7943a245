import { readFile, writeFile } from 'node:fs/promises'
import { UsageError } from './usage-error.ts'

/** The bytes of a file that was named on the command line. @throws {UsageError} */
export async function readFileOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, 'Check the path.')
  }
}

/** @throws {UsageError} */
export const readTexts = (files: readonly string[]): Promise<string[]> =>
  Promise.all(files.map(async (file) => (await readFileOf(file)).toString('utf8')))

/** Writes a file that may not be there yet. @throws {UsageError} */
export async function writeNew(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content, { flag: 'wx' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(`${file} cannot be written (${code}).`, 'Name a new file in a folder that you may write to.')
  }
}
