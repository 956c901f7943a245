import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What is forced to this disk is not what is measured: where there is a disk in memory, its image lies there. */
const memory = '/dev/shm'

const run = (command: string, ...args: readonly string[]) => execFileSync(command, args, { stdio: 'ignore' })

/** A folder that is a disk of its own: it can be filled, and it can turn read-only under open files, as a failing one does. Linux and root only. */
export class LoopDisk {
  readonly folder: string
  readonly #home: string

  private constructor(home: string) {
    this.#home = home
    this.folder = join(home, 'disk')
  }

  /** Null where this computer does not let us mount one. */
  static mount(megabytes: number): LoopDisk | null {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
    const disk = new LoopDisk(mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'fieldseal-disk-')))
    try {
      mkdirSync(disk.folder)
      run('truncate', '-s', `${megabytes}M`, disk.#image)
      run('mkfs.ext4', '-q', '-m', '0', disk.#image)
      disk.unlock()
      return disk
    } catch (error) {
      rmSync(disk.#home, { recursive: true, force: true })
      if (!(error instanceof Error)) throw error
      return null
    }
  }

  get #image(): string {
    return join(this.#home, 'image')
  }

  /** Takes all the room that is left. */
  fill(): void {
    const file = openSync(join(this.folder, 'ballast'), 'w')
    try {
      const block = Buffer.alloc(1024 * 1024)
      for (let size = block.length; size >= 512; ) {
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
    rmSync(join(this.folder, 'ballast'), { force: true })
  }

  /** Nothing can be written any more, open files included. */
  lock(): void {
    run('mount', '-o', 'remount,abort', this.folder)
  }

  /** Every file on it is closed meanwhile. */
  unlock(): void {
    if (this.#isMounted()) run('umount', this.folder)
    run('mount', '-o', 'loop,errors=remount-ro', this.#image, this.folder)
  }

  /** Also while a test that failed holds a file on it: why it failed must not be hidden. */
  remove(): void {
    if (this.#isMounted()) run('umount', '--lazy', this.folder)
    rmSync(this.#home, { recursive: true, force: true })
  }

  #isMounted(): boolean {
    try {
      run('mountpoint', '-q', this.folder)
      return true
    } catch (error) {
      if (!(error instanceof Error)) throw error
      return false
    }
  }
}
