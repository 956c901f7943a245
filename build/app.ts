import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { exitCode, root, run } from './command.ts'
import { electronRuntime } from './electron-runtime.ts'
import { sqliteForElectron } from './sqlite-for-electron.ts'

/**
 * Builds the desktop application and starts it, or with `--watch` starts it on sources that are built again as they
 * change. All other arguments go to the application.
 */
const given = process.argv.slice(2)
const watch = given.includes('--watch')
const forApp = given.filter((word) => word !== '--watch')
const switches: string[] = []

const say = (line: string) => process.stderr.write(`${line}\n`)
const runtime = await electronRuntime(say)
const binding = await sqliteForElectron(runtime, say)
const env = {
  ...process.env,
  ELECTRON_EXEC_PATH: runtime.executable,
  ...(binding === null ? {} : { FIELDSEAL_SQLITE_BINDING: binding }),
}

// Chromium refuses to start its sandbox for root. Only this start from a checkout gives way; packages never do.
if (process.getuid?.() === 0) {
  say('Started as root: Chromium runs without its sandbox')
  switches.push('--no-sandbox')
}

const manifest = createRequire(import.meta.url).resolve('electron-vite/package.json')
const vite = [join(dirname(manifest), 'bin', 'electron-vite.js')]
const config = ['--config', join(root, 'build', 'electron.vite.config.ts')]
if (watch) {
  process.exitCode = codeOf(
    await exitCode(process.execPath, [...vite, 'dev', '--watch', ...config, '--', ...switches, ...forApp], { env }),
  )
} else {
  await run(process.execPath, [...vite, 'build', ...config], { env })
  process.exitCode = codeOf(await exitCode(runtime.executable, [...switches, root, ...forApp], { env }))
}

function codeOf(end: number | NodeJS.Signals): number {
  return typeof end === 'number' ? end : 1
}
