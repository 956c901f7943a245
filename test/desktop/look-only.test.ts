import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../build/command.ts'
import { type StartedApp, startApp } from './start-app.ts'
import { go, Walk } from './walk.ts'

const passphrase = 'eleven small otters swim'

/** Another technician, in a process of their own. */
class Colleague {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>
  readonly #lines: AsyncIterator<string>

  constructor(file: string) {
    // The binding of Node, where the window uses that of another Electron.
    const { FIELDSEAL_SQLITE_BINDING: _, ...env } = process.env
    const script = join(root, 'test', 'app', 'colleague.ts')
    this.#process = spawn(process.execPath, [script, file, passphrase], { env, stdio: ['pipe', 'pipe', 'inherit'] })
    this.#lines = createInterface(this.#process.stdout)[Symbol.asyncIterator]()
  }

  async says(): Promise<string | undefined> {
    return (await this.#lines.next()).value
  }

  /** Closes the site. Answers what its scope was. */
  async leave(): Promise<string | undefined> {
    this.#process.stdin.end()
    const scope = await this.says()
    if (this.#process.exitCode === null) await once(this.#process, 'exit')
    return scope
  }
}

describe('a site that a colleague has open', () => {
  let started: StartedApp
  let colleague: Colleague
  const walk = new Walk('look-only', () => started)

  beforeAll(async () => {
    started = await startApp()
    colleague = new Colleague(join(started.files, 'harbour.fieldseal'))
    expect(await colleague.says()).toBe('open')
  })
  afterAll(() => started.stop())

  it('is not opened, and offers a look', async () => {
    const { page } = started
    await page.getByRole('button', { name: 'Open a site file' }).click()
    await page.getByLabel(/^Passphrase of/).fill(passphrase)
    await page.getByRole('button', { name: 'Unlock' }).click()
    await page.getByText('store/in-use').waitFor()
    await walk.look('unlock.held')
    await page.getByRole('button', { name: 'Look only' }).click()
    await page
      .getByText(/C\. League .* has this site open/)
      .first()
      .waitFor()
  })

  it('says who holds it on every screen, and why a button is off', async () => {
    const { page } = started
    for (const [route, button] of [
      ['discover', 'Start discovery'],
      ['discover', 'Change the scope'],
      ['devices', /^Assess all/],
      ['changes', 'Plan fixes'],
      ['record/people', 'Save people'],
    ] as const) {
      await go(started, route)
      const off = page.locator('main').getByRole('button', { name: button })
      expect(await off.isDisabled(), String(button)).toBe(true)
      expect(await off.getAttribute('title'), String(button)).toContain('C. League')
      await page.getByText('A look only.', { exact: false }).waitFor()
    }
    await go(started, 'record/people')
    await walk.look('record')
  })

  it('is left as it was', async () => {
    const { page } = started
    expect(await colleague.leave()).toBe('127.88.0.0/29')
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByRole('heading', { name: 'Locked' }).waitFor()
    expect(walk.found).toEqual({})
  })
})
