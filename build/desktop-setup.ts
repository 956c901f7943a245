import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { root, runQuietly } from './command.ts'
import { electronRuntime } from './electron-runtime.ts'
import { sqliteForElectron } from './sqlite-for-electron.ts'

/**
 * What every desktop test finds in its environment: a built application in `out/` and
 *
 * - `FIELDSEAL_ELECTRON_PATH`: the executable to start with the checkout as its argument,
 * - `FIELDSEAL_SQLITE_BINDING`: the SQLite module for it, where it needs another one than the package holds,
 * - `DISPLAY`: a screen; a virtual one is started where there is none.
 */
export default async function prepareDesktop(): Promise<() => Promise<void>> {
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const runtime = await electronRuntime(say)
  const binding = await sqliteForElectron(runtime, say)
  process.env.FIELDSEAL_ELECTRON_PATH = runtime.executable
  if (binding !== null) process.env.FIELDSEAL_SQLITE_BINDING = binding

  const manifest = createRequire(import.meta.url).resolve('electron-vite/package.json')
  const vite = join(dirname(manifest), 'bin', 'electron-vite.js')
  await runQuietly(process.execPath, [vite, 'build', '--config', join(root, 'build', 'electron.vite.config.ts')])
  await runQuietly(process.execPath, [join(root, 'build', 'verifier-page.ts')])

  const screen = process.platform === 'linux' && !process.env.DISPLAY ? await startScreen() : null
  return async () => {
    if (screen === null) return
    const closed = once(screen, 'close')
    screen.kill()
    await closed
  }
}

/** A virtual screen on a number that is free; the X server itself picks it and says which. */
async function startScreen(): Promise<ChildProcess> {
  const size = ['-screen', '0', '1600x1200x24']
  const server = spawn('Xvfb', ['-displayfd', '3', ...size, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  const answer = server.stdio[3] as Readable
  const gone = Promise.race([once(server, 'error'), once(server, 'close')]).then(([reason]) => {
    throw new Error(`Xvfb did not start (${String(reason)}): run build/setup-debian.sh, or set DISPLAY`)
  })
  const [number] = (await Promise.race([once(answer, 'data'), gone])) as [Buffer]
  // From here on its end is our own doing.
  gone.catch(() => {})
  process.env.DISPLAY = `:${number.toString('utf8').trim()}`
  return server
}
