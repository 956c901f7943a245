import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

let known: string | null = null

/**
 * SHA-256 over the program that runs, hex: over name and content of every file of its code. It tells two builds of one version
 * apart; a program that was changed to lie can of course lie about this too.
 */
export function buildHash(): string {
  known ??= hashOf(programFolder(dirname(fileURLToPath(import.meta.url))))
  return known
}

/** The folder of all code: `electron` in a checkout, `main` in what was built. */
function programFolder(here: string): string {
  const parts = here.split(sep)
  const at = parts.findLastIndex((part) => part === 'electron' || part === 'main')
  return at < 0 ? here : parts.slice(0, at + 1).join(sep)
}

function hashOf(folder: string): string {
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, name: path.slice(folder.length + 1).replaceAll('\\', '/') }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  for (const { path, name } of files) {
    const content = createHash('sha256').update(readFileSync(path)).digest('hex')
    hash.update(`${content}  ${name}\n`)
  }
  return hash.digest('hex')
}
