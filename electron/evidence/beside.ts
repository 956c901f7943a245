import { constants } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PackNotWritten } from './errors.ts'

/**
 * Puts the page that checks packs beside one, as `verifier.html`. It is no part of the pack: whoever distrusts the pack takes the
 * page from elsewhere.
 *
 * @param source Where the product keeps the page; null, or a file that is not there, where it was not built in.
 * @returns where it was written; null when there is no page to write
 * @throws {PackNotWritten}
 */
export async function copyVerifierPage(source: string | null, packFile: string): Promise<string | null> {
  if (source === null) return null
  const target = join(dirname(packFile), 'verifier.html')
  try {
    await copyFile(source, target, constants.COPYFILE_FICLONE)
    return target
  } catch (cause) {
    const { code, path } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' && path === source) return null
    throw new PackNotWritten(`${target} could not be written (${code}); the pack itself was.`, { cause })
  }
}
