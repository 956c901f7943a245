import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { root } from '../../build/command.ts'
import type { Api } from '../../electron/contract/channels.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { run } from '../evidence/support/openssl.ts'
import { SoftHsm } from '../evidence/support/soft-hsm.ts'
import { type StartedApp, startApp } from './start-app.ts'

const linux = describe.runIf(process.platform === 'linux')
const packs = join(root, 'test', 'evidence', 'packs')
let started: StartedApp | null = null
afterEach(async () => {
  await started?.stop()
  started = null
})

async function identityScreen(args: readonly string[]): Promise<StartedApp> {
  started = await startApp(args)
  await started.page.getByRole('button', { name: 'Open the practice site' }).click()
  await started.page.getByRole('heading', { name: 'Discover', level: 1 }).waitFor()
  await started.page.evaluate(() => {
    location.hash = '#/identity'
  })
  await started.page.getByRole('heading', { name: 'Company and technicians', level: 1 }).waitFor()
  return started
}

linux('signing keys and the key store of the operating system', () => {
  it('are kept apart where Electron has only a password that everybody knows', async () => {
    const { page, picture } = await identityScreen(['--password-store=basic'])
    const reason = 'What Electron offers instead keeps nothing secret, so no signing key is given to it.'
    await page.getByText(reason).first().waitFor()
    expect(await page.getByRole('radio', { name: /In the key store of this computer/ }).isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: 'Choose the identity file and bind it' }).count()).toBe(0)
    await picture('identity-no-key-store')
    // Not by asking past the page either.
    const asked = await page.evaluate(() => {
      const { api } = globalThis as unknown as { readonly api: Api }
      const names = { technician: 'T. Person', company: 'Acme Installers', passphrase: 'a passphrase of words' }
      return api.call('identity.request', { ...names, place: 'os-store', token: '', pin: '' })
    })
    expect(asked).toMatchObject({ ok: false, problem: { code: 'evidence/key-store-unavailable' } })
  })
})

describe('a signing key on a token, in the window', () => {
  let hsm: SoftHsm
  beforeAll(async () => {
    hsm = await SoftHsm.start()
  })
  afterAll(() => hsm.close())

  it('is made there, and the request that it signs holds', async () => {
    const { page, files } = await identityScreen([])
    symlinkSync(hsm.module, join(files, 'token.pkcs11'))
    await page.getByRole('radio', { name: /On a token/ }).check()
    await page.getByLabel('Passphrase for your identity file').fill('a passphrase of words')
    await page.getByLabel('Token', { exact: true }).fill(hsm.label)
    await page.getByLabel('PIN of the token').fill(hsm.pinText)
    await page.getByRole('button', { name: 'Write identity file and request' }).click()
    await page.getByText(/^Wrote .*\.csr$/).waitFor()
    const request = readdirSync(files).find((name) => name.endsWith('.csr')) ?? ''
    const checked = run('openssl', ['req', '-in', request, '-noout', '-verify', '-subject'], files)
    expect(checked).toMatchObject({ status: 0, output: expect.stringContaining('Practice technician') })
  })
})

const tools = ['/usr/bin/dbus-daemon', '/usr/bin/gnome-keyring-daemon']

linux('a signing key in a real keyring', () => {
  let folder: string
  const daemons: ChildProcess[] = []
  const before = process.env.DBUS_SESSION_BUS_ADDRESS

  beforeAll(async () => {
    expect(tools.filter((tool) => !existsSync(tool))).toEqual([])
    folder = mkdtempSync(join(tmpdir(), 'fieldseal-keyring-'))
    const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    daemons.push(bus)
    const [address] = (await once(bus.stdout, 'data')) as [Buffer]
    process.env.DBUS_SESSION_BUS_ADDRESS = address.toString().trim()
    const env = { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder, XDG_DATA_HOME: folder }
    const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      env,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    daemons.push(keyring)
    keyring.stdin.end('the login passphrase')
    await vi.waitUntil(() => existsSync(join(folder, 'keyring', 'control')), { timeout: 20_000 })
  })
  afterAll(async () => {
    for (const daemon of daemons.reverse()) {
      const closed = once(daemon, 'close')
      daemon.kill()
      await closed
    }
    if (before === undefined) delete process.env.DBUS_SESSION_BUS_ADDRESS
    else process.env.DBUS_SESSION_BUS_ADDRESS = before
    rmSync(folder, { recursive: true })
  })

  it('is made there and signs through it', async () => {
    const { page, files, picture } = await identityScreen(['--password-store=gnome-libsecret'])
    await page
      .getByText(/this account alone\. Kept by the keyring of the desktop/)
      .first()
      .waitFor()
    await picture('identity-key-store')
    copyFileSync(join(packs, 'edition-1.insurer.asice'), join(files, 'pack.asice'))
    const passphrase = 'a passphrase of words'
    const steps = await page.evaluate(async (secret) => {
      const { api } = globalThis as unknown as { readonly api: Api }
      const names = { technician: 'T. Person', company: 'Acme Installers' }
      const made = await api.call('identity.request', {
        ...{ ...names, passphrase: secret },
        ...{ place: 'os-store', token: '', pin: '' },
      })
      const company = await api.call('identity.createCompany', { name: 'Acme Installers', passphrase: secret })
      return [made.ok, company.ok]
    }, passphrase)
    expect(steps).toEqual([true, true])
    const named = (extension: string) => readdirSync(files).find((name) => name.endsWith(extension)) ?? ''
    const requestPem = readFileSync(join(files, named('.csr')), 'utf8')
    const done = await page.evaluate(
      async ([pem, secret]) => {
        const { api } = globalThis as unknown as { readonly api: Api }
        const issued = await api.call('identity.issue', { requestPem: pem, days: 700 })
        const installed = await api.call('identity.install', { passphrase: secret })
        const saved = await api.call('identity.saveRoot', undefined)
        const signed = await api.call('evidence.countersign', {
          ...{ packId: null, role: 'approver', name: '', statement: 'Reviewed.' },
          ...{ way: 'identity', passphrase: secret, pin: null },
        })
        return [issued, installed, saved, signed].map((result) => (result.ok ? 'done' : result.problem.message))
      },
      [requestPem, passphrase] as const,
    )
    expect(done).toEqual(['done', 'done', 'done', 'done'])
    const rootsPem = [
      readFileSync(join(packs, 'edition-1.root.pem'), 'utf8'),
      readFileSync(join(files, named('.pem')), 'utf8'),
    ]
    const report = await verifyPack(readFileSync(join(files, 'pack.asice')), { rootsPem, now: new Date() })
    expect(report).toMatchObject({
      valid: true,
      countersignatures: [{ role: 'approver', name: 'T. Person', trusted: true }],
    })
  })
})
