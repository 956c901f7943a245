import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { root, runQuietly } from './command.ts'
import { electronRuntime } from './electron-runtime.ts'
import { sqliteForElectron } from './sqlite-for-electron.ts'

/**
 * What every desktop test finds in its environment: a built application in `out/` and
 *
 * - `FIELDSEAL_ELECTRON_PATH`: the executable to start with the checkout as its argument,
 * - `FIELDSEAL_SQLITE_BINDING`: the SQLite module for it, where it needs another one than the package holds.
 *
 * Its screen is made by own-screen.ts.
 */
export default async function prepareDesktop(): Promise<void> {
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const runtime = await electronRuntime(say)
  const binding = await sqliteForElectron(runtime, say)
  process.env.FIELDSEAL_ELECTRON_PATH = runtime.executable
  if (binding !== null) process.env.FIELDSEAL_SQLITE_BINDING = binding

  const manifest = createRequire(import.meta.url).resolve('electron-vite/package.json')
  const vite = join(dirname(manifest), 'bin', 'electron-vite.js')
  await runQuietly(process.execPath, [vite, 'build', '--config', join(root, 'build', 'electron.vite.config.ts')])
  await runQuietly(process.execPath, [join(root, 'build', 'verifier-page.ts')])
}
