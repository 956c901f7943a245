import { statSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'

/**
 * The site file that the app was started with: `--site FILE`, or a file that was opened in the file manager. Everything else
 * on the command line is ignored.
 */
export function startSite(words: readonly string[]): { readonly file: string; readonly name: string } | null {
  const after = words.indexOf('--site') + 1
  const named = after > 0 ? words[after] : words.at(-1)
  if (named === undefined || named.startsWith('-') || extname(named) !== '.fieldseal') return null
  const file = resolve(named)
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return null
  return { file, name: basename(file, '.fieldseal') }
}
