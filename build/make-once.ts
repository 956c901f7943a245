import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Fills a folder exactly once: `fill` works in a folder beside it that takes the final name only when it is complete.
 *
 * An interrupted run leaves nothing under the final name. Two processes at once both do the work and the second one
 * throws its own away, so no lock can be left behind.
 */
export async function makeOnce(folder: string, fill: (work: string) => Promise<void>): Promise<string> {
  if (await exists(folder)) return folder
  await mkdir(dirname(folder), { recursive: true })
  const work = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`))
  try {
    await fill(work)
    await rename(work, folder)
  } catch (error) {
    await rm(work, { recursive: true, force: true })
    if (!(await exists(folder))) throw error
  }
  return folder
}

/** Whether anything stands at the path. */
export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
