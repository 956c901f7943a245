import { readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type AfterPackContext, build, type Configuration, type FileSet, type LinuxPackager } from 'electron-builder'
import { root, run } from './command.ts'
import { type ElectronRuntime, electronRuntime } from './electron-runtime.ts'
import { setFuses } from './fuses.ts'
import { nativePkcs11 } from './native-pkcs11.ts'
import { sqliteFileName, sqliteForElectron } from './sqlite-for-electron.ts'
import { noticesFile } from './third-party.ts'

/**
 * Builds the desktop application and packs it for this operating system.
 *
 * `--dir` stops at the unpacked folder, `--out FOLDER` puts it elsewhere than `dist/`. On the fallback Electron only the
 * unpacked folder is made, for tests: what users get holds the official one. `--without-tokens` leaves PKCS#11 out, where no
 * compiler is at hand: the app then says that it has no support for tokens.
 */
const { values } = parseArgs({
  options: { dir: { type: 'boolean' }, out: { type: 'string' }, 'without-tokens': { type: 'boolean' } },
})
/** What the module needs when it runs: neither its sources nor the objects of its compilation. */
const pkcs11Files = ['index.js', 'package.json', 'LICENSE', 'build/Release/pkcs11.node']
const say = (line: string) => process.stderr.write(`${line}\n`)
const require = createRequire(import.meta.url)
const target = resolve(values.out ?? join(root, 'dist'))

const runtime = await electronRuntime(say)
if (runtime.kind === 'fallback' && values.dir !== true) {
  say(
    `Electron ${runtime.version} is past its support and never goes into a package for users. Add "-- --dir" for a test.`,
  )
  process.exit(2)
}
const compiled = join(target, 'compiled')
const vite = join(dirname(require.resolve('electron-vite/package.json')), 'bin', 'electron-vite.js')
await run(process.execPath, [vite, 'build', '--config', join(root, 'build', 'electron.vite.config.ts')], {
  env: { ...process.env, FIELDSEAL_PACKAGE_FOLDER: compiled },
})
await run(process.execPath, [join(root, 'build', 'verifier-page.ts')])
await build({ projectDir: root, publish: 'never', dir: values.dir ?? false, config: await configuration(runtime) })
await rm(compiled, { recursive: true })

async function configuration(electron: ElectronRuntime): Promise<Configuration> {
  const file = join(root, 'build', 'electron-builder.json')
  const { $schema: _, ...base } = JSON.parse(await readFile(file, 'utf8')) as Configuration & { $schema?: string }
  const prebuilds = 'node_modules/better-sqlite3-multiple-ciphers/prebuilds'
  const rebuilt = await sqliteForElectron(electron, say)
  const tokens = values['without-tokens'] === true ? null : await nativePkcs11(say)
  if (tokens === null) say('Packed without PKCS#11: keys on tokens are not offered by this package.')
  return {
    ...base,
    directories: { ...base.directories, output: target },
    files: [
      ...(base.files as readonly string[]),
      { from: compiled, to: 'out' },
      ...(tokens === null ? [] : [{ from: tokens, to: 'node_modules/pkcs11js', filter: pkcs11Files }]),
      { from: rebuilt === null ? join(root, prebuilds) : dirname(rebuilt), to: prebuilds, filter: [sqliteFileName] },
    ],
    extraResources: [
      ...(base.extraResources as readonly FileSet[]),
      { from: join(compiled, 'main', noticesFile), to: 'THIRD-PARTY-NOTICES.txt' },
    ],
    electronVersion: electron.version,
    ...(electron.kind === 'fallback' ? { electronDist: electron.folder } : {}),
    afterPack,
  }
}

async function afterPack({ appOutDir, packager, electronPlatformName }: AfterPackContext): Promise<void> {
  const name = packager.appInfo.productFilename
  switch (electronPlatformName) {
    case 'darwin':
      return setFuses(join(appOutDir, `${name}.app`, 'Contents', 'MacOS', name))
    case 'win32':
      return setFuses(join(appOutDir, `${name}.exe`))
    default: {
      // A distribution that was given as a folder still holds the application that it starts when it has no other.
      await rm(join(appOutDir, 'resources', 'default_app.asar'), { force: true })
      await rm(join(appOutDir, 'version'), { force: true })
      return setFuses(join(appOutDir, (packager as LinuxPackager).executableName))
    }
  }
}
