import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A folder that is a disk of its own, of a size that it can be filled to. Linux and root only. */
export class SmallDisk {
  readonly folder: string
  readonly #ballast: string

  private constructor(folder: string) {
    this.folder = folder
    this.#ballast = join(folder, 'ballast')
  }

  /** Null where this computer does not let us mount one. */
  static mount(folder: string, megabytes: number): SmallDisk | null {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
      return new SmallDisk(folder)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      return null
    }
  }

  /** Takes all the room that is left. */
  fill(): void {
    const file = openSync(this.#ballast, 'w')
    try {
      const block = Buffer.alloc(1024 * 1024)
      for (let size = block.length; size >= 4096; ) {
        try {
          if (writeSync(file, block, 0, size) === size) continue
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
        }
        size = Math.floor(size / 2)
      }
    } finally {
      closeSync(file)
    }
  }

  free(): void {
    rmSync(this.#ballast, { force: true })
  }

  /** Nothing can be written any more, by anybody. Refused while a file is open for writing. */
  unmount(): void {
    execFileSync('umount', [this.folder], { stdio: 'ignore' })
  }
}
