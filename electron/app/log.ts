import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The log is kept for whoever helps; it never grows beyond twice this, in bytes. */
const largest = 1024 * 1024

/** The file that bugs are written to: one JSON object per line, so that a line break in a message starts no entry of its own. */
export class BugLog {
  readonly #file: string
  readonly #echo: (line: string) => void

  constructor(file: string, echo: (line: string) => void = (line) => process.stderr.write(line)) {
    this.#file = file
    this.#echo = echo
  }

  /** Writes at once, also where a developer looks, and answers the id of the entry. */
  write(where: 'main' | 'engine' | 'window', error: unknown, id: string = randomUUID().slice(0, 8)): string {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const line = JSON.stringify({ at: new Date().toISOString(), id, where, stack })
    this.#echo(`${line}\n`)
    mkdirSync(dirname(this.#file), { recursive: true })
    this.#turnOver()
    appendFileSync(this.#file, `${line}\n`, { mode: 0o600 })
    return id
  }

  #turnOver(): void {
    const size = statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0
    if (size > largest) renameSync(this.#file, `${this.#file}.old`)
  }
}
