import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root, runQuietly } from '../../build/command.ts'

const deadlineMs = 60_000

let folder: string
let unpacked: string
let executable: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldseal-packed-'))
  await runQuietly(process.execPath, [join(root, 'build', 'dist.ts'), '--dir', '--out', folder])
  const name = readdirSync(folder).find((entry) => entry.endsWith('-unpacked'))
  unpacked = join(folder, name ?? 'nothing was packed')
  executable = join(unpacked, process.platform === 'win32' ? 'Fieldseal.exe' : 'fieldseal')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Starts the packed application in its self-test: it says what its first window shows and quits. */
async function selfTest(
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<{ text: string; code: unknown }> {
  // Chromium refuses its sandbox to root; the package itself never gives it up.
  const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const home = await mkdtemp(join(folder, 'home-'))
  const app: ChildProcess = spawn(executable, [...switches, ...args], {
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, APPDATA: home, FIELDSEAL_SELFTEST: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: deadlineMs,
    killSignal: 'SIGKILL',
  })
  let text = ''
  for (const stream of [app.stdout, app.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
  const [code, signal] = await once(app, 'close')
  return { text, code: signal ?? code }
}

describe.runIf(process.platform !== 'darwin')('the packed application', () => {
  it('starts outside the checkout and shows its first window', async () => {
    const { text, code } = await selfTest([], { FIELDSEAL_SQLITE_BINDING: '' })
    expect(text).toMatch(/^FIELDSEAL_READY .* - Fieldseal$/m)
    expect(code).toBe(0)
  })

  it('has every fuse of Electron set for a product', async () => {
    const wire = await getCurrentFuseWire(executable)
    const named = Object.entries(wire)
      .filter(([index]) => /^\d+$/.test(index))
      .map(([index, state]) => [FuseV1Options[Number(index)], state])
    expect(Object.fromEntries(named)).toMatchObject({
      RunAsNode: FuseState.DISABLE,
      EnableCookieEncryption: FuseState.ENABLE,
      EnableNodeOptionsEnvironmentVariable: FuseState.DISABLE,
      EnableNodeCliInspectArguments: FuseState.DISABLE,
      EnableEmbeddedAsarIntegrityValidation: FuseState.ENABLE,
      OnlyLoadAppFromAsar: FuseState.ENABLE,
      LoadBrowserProcessSpecificV8Snapshot: FuseState.DISABLE,
      GrantFileProtocolExtraPrivileges: FuseState.DISABLE,
    })
    expect(named.filter(([name]) => name === undefined)).toEqual([])
  })

  it('cannot be made to run as a bare Node, nor to open a debugger', async () => {
    const script = ['-e', 'console.log("a bare Node ran")']
    const asNode = await selfTest(script, { ELECTRON_RUN_AS_NODE: '1' })
    expect(asNode.text).not.toMatch(/^a bare Node ran/m)
    expect(asNode.text).toMatch(/^FIELDSEAL_READY/m)
    const inspected = await selfTest(['--inspect=127.0.0.1:0'])
    expect(inspected.text).not.toContain('Debugger listening')
    expect(inspected.text).toMatch(/^FIELDSEAL_READY/m)
  })

  it('carries the checklists and the firmware catalog beside it', () => {
    for (const data of ['checklists', 'firmware-catalog']) {
      const packed = readdirSync(join(unpacked, 'resources', data), { recursive: true, encoding: 'utf8' })
      expect(packed.toSorted()).toEqual(readdirSync(join(root, data), { recursive: true, encoding: 'utf8' }).toSorted())
    }
  })

  it('carries what the licences of others demand to be said, also where the window shows it', () => {
    const notices = readFileSync(join(unpacked, 'resources', 'THIRD-PARTY-NOTICES.txt'), 'utf8')
    expect(notices).toMatch(/^react-dom \d.*\(MIT\)$/m)
    const archive = join(unpacked, 'resources', 'app.asar')
    expect(extractFile(archive, join('out', 'main', 'third-party-notices.txt')).toString('utf8')).toBe(notices)
  })

  it('holds two native modules and neither sources, tests nor the start application of Electron', () => {
    const archive = join(unpacked, 'resources', 'app.asar')
    const files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'))
    expect(files.filter((path) => path.endsWith('.node')).toSorted()).toEqual([
      `/node_modules/better-sqlite3-multiple-ciphers/prebuilds/${process.platform}-${process.arch}.node`,
      '/node_modules/pkcs11js/build/Release/pkcs11.node',
    ])
    expect(
      files.filter((path) => path.startsWith('/node_modules/pkcs11js/') && /\.(c|cpp|h|o|gyp|ts)$/.test(path)),
    ).toEqual([])
    expect(files.filter((path) => /^\/(electron|renderer|test|build)\//.test(path))).toEqual([])
    expect(files).toContain('/out/main/engine-host.js')
    expect(existsSync(join(unpacked, 'resources', 'default_app.asar'))).toBe(false)
  })

  it('has the module for tokens beside it, compiled, and it loads', () => {
    const folder = join(unpacked, 'resources', 'app.asar.unpacked', 'node_modules', 'pkcs11js', 'build', 'Release')
    const { PKCS11 } = createRequire(import.meta.url)(join(folder, 'pkcs11.node')) as { readonly PKCS11: unknown }
    expect(typeof PKCS11).toBe('function')
  })

  it('takes its native modules from nowhere but the package', () => {
    const archive = join(unpacked, 'resources', 'app.asar')
    const scripts = listPackage(archive, { isPack: false }).filter((path) =>
      /^[\\/]out[\\/]main[\\/].*\.js$/.test(path),
    )
    expect(scripts.length).toBeGreaterThan(1)
    for (const script of scripts) {
      const code = extractFile(archive, script.slice(1)).toString('utf8')
      for (const variable of ['FIELDSEAL_SQLITE_BINDING', 'FIELDSEAL_PKCS11']) expect(code).not.toContain(variable)
    }
  })
})
