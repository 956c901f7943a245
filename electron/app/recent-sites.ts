import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { RecentSite } from '../contract/shapes.ts'

type Recent = z.output<typeof RecentSite>
const most = 10
const fileShape = z.array(RecentSite)

/** Which site files were opened here: name, place and day. Nothing of what is in them. */
export class RecentSites {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  /** Newest first. An unreadable list is an empty one: it is a convenience, and no site depends on it. */
  list(): Recent[] {
    try {
      return fileShape.parse(JSON.parse(readFileSync(this.#file, 'utf8')))
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      if (missing || error instanceof SyntaxError || error instanceof z.ZodError) return []
      throw error
    }
  }

  remember(site: Recent): void {
    const others = this.list().filter(({ file }) => file !== site.file)
    mkdirSync(dirname(this.#file), { recursive: true })
    const next = `${this.#file}.new`
    writeFileSync(next, JSON.stringify([site, ...others].slice(0, most)), { mode: 0o600 })
    renameSync(next, this.#file)
  }
}
