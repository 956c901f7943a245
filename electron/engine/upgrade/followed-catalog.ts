import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { InstalledCatalog } from '../../catalog/bundle/installed-catalog.ts'

/** A catalog that is opened anew whenever the folder of imported ones is not as it was. */
export class FollowedCatalog implements InstalledCatalog {
  readonly #folder: string
  readonly #open: () => InstalledCatalog
  #seen: string
  #catalog: InstalledCatalog

  constructor(folder: string, open: () => InstalledCatalog) {
    this.#folder = folder
    this.#open = open
    this.#seen = stampOf(folder)
    this.#catalog = open()
  }

  assess(identity: Parameters<InstalledCatalog['assess']>[0]): ReturnType<InstalledCatalog['assess']> {
    return this.#newest().assess(identity)
  }

  status(): ReturnType<InstalledCatalog['status']> {
    return this.#newest().status()
  }

  verify(): void {
    this.#newest().verify()
  }

  #newest(): InstalledCatalog {
    const stamp = stampOf(this.#folder)
    if (stamp !== this.#seen) {
      this.#catalog = this.#open()
      this.#seen = stamp
    }
    return this.#catalog
  }
}

/** Changes with every file that comes, goes or is written; opening checks what is in them. */
function stampOf(folder: string): string {
  const entryOf = (name: string): string => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false })
    return found === undefined ? `${name} gone` : `${name} ${found.size} ${found.mtimeMs}`
  }
  try {
    return readdirSync(folder).sort().map(entryOf).join('\n')
  } catch (error) {
    // No folder yet, or one that cannot be read: opening says which.
    return (error as NodeJS.ErrnoException).code ?? 'unreadable'
  }
}
