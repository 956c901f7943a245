import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../build/command.ts'
import type { Api } from '../../electron/contract/channels.ts'
import { startPracticeSite } from '../../electron/practice/practice-site.ts'
import { launchElectron } from './launch.ts'
import { settled } from './walk.ts'

const passphrase = 'quartz-heron-passphrase-58213'
const note = 'a confidential note about door 4'
const longWorkMs = 120_000
const sizes = [
  [1280, 800],
  [1024, 700],
] as const

/** What a technician has typed is there again when the battery went, and nowhere to be found while the site is locked. */
describe('an app that is killed while somebody types', () => {
  let home: string
  let app: ElectronApplication
  let page: Page

  const start = async () => {
    const env = { HOME: home, FIELDSEAL_TEST_DIALOG: join(home, 'files') }
    ;({ app, page } = await launchElectron(root, join(home, 'user'), [], env))
    page.setDefaultTimeout(15_000)
    await page.getByRole('heading', { level: 1 }).waitFor()
  }
  const go = async (route: string) => {
    await page.evaluate((hash) => {
      window.location.hash = hash
    }, `#/${route}`)
    await settled(page)
  }
  const unlock = async () => {
    await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
    await page.getByRole('button', { name: 'Unlock' }).click()
    await page.getByRole('button', { name: 'Lock now' }).waitFor()
    await settled(page)
  }
  const kill = async () => {
    const ended = new Promise((resolve) => app.process().once('exit', resolve))
    app.process().kill('SIGKILL')
    await ended
  }
  /** Starts the app once more and opens the site. */
  const comeBack = async () => {
    await start()
    await page
      .getByRole('link', { name: /Harbour/ })
      .first()
      .click()
    await unlock()
  }
  const apply = () => page.getByRole('button', { name: /^Apply \d+ changes? to/ })
  const included = () => page.getByRole('checkbox', { name: /^Include / })
  /** How many devices main knows to be left out: what it answers is on the disk. */
  const leftOut = () =>
    page.evaluate(async () => {
      const { api } = globalThis as unknown as { api: Api }
      const answer = await api.call('plan.view', undefined)
      return answer.ok ? answer.value?.leftOut.length : undefined
    })
  const kept = () =>
    page.evaluate(async () => {
      const { api } = globalThis as unknown as { api: Api }
      return JSON.stringify(await api.call('draft.list', undefined))
    })
  /** The page keeps where it is by itself, and Chromium writes it when it likes to. */
  const placeOnDisk = () => {
    const folder = join(home, 'user', 'Local Storage', 'leveldb')
    return readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes('record/place'))
  }
  const contract = () => page.getByLabel('Contract or order')
  const never = () => page.getByLabel('Never touch')
  const look = async (name: string) => {
    if (process.env.FIELDSEAL_PICTURES === undefined) return
    for (const [width, height] of sizes) {
      await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [
        width,
        height,
      ] as [number, number])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.screenshot({ path: join(root, 'test-results', `drafts-${name}-${width}-${colorScheme}.png`) })
      }
    }
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'fieldseal-drafts-'))
    mkdirSync(join(home, 'files'))
    mkdirSync(join(root, 'test-results'), { recursive: true })
    await start()
  })
  afterAll(async () => {
    await app.close()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })

  it('keeps the record and the scope as they were typed', async () => {
    await page.getByRole('link', { name: 'Create: New site' }).click()
    await page.getByLabel('Name of the site').fill('Harbour')
    await page.getByLabel('Your name').fill('A. Person')
    await page.getByLabel('Your company').fill('Installers')
    await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
    await page.getByLabel('The passphrase once more').fill(passphrase)
    await page.getByRole('button', { name: 'Create the site' }).click()
    await never().fill('10.0.0.1')
    await look('scope')
    await go('record/place')
    await contract().fill(note)
    await page.getByText('Not saved yet.').waitFor()
    await look('record')
    // A moment later it is on the disk.
    await expect.poll(kept).toContain(note)
    await expect.poll(kept).toContain('10.0.0.1')
    await expect.poll(placeOnDisk).toBe(true)
    await kill()
    await comeBack()
    // At the place where it was left, and nowhere else.
    await contract().waitFor()
    expect(page.url()).toMatch(/#\/record\/place$/)
    expect(await contract().inputValue()).toBe(note)
    await go('discover')
    expect(await never().inputValue()).toBe('10.0.0.1')
  })

  it('holds nothing of it in the page while the site is locked', async () => {
    await go('record/place')
    expect(await contract().inputValue()).toBe(note)
    await page.keyboard.press('Control+l')
    await page.getByRole('button', { name: 'Unlock' }).waitFor()
    const left = await page.evaluate(() =>
      JSON.stringify([{ ...window.sessionStorage }, { ...window.localStorage }, document.documentElement.outerHTML]),
    )
    expect(left).not.toContain(note)
    await unlock()
    expect(await contract().inputValue()).toBe(note)
  })

  it('keeps the plan that was made, with what was decided, and applies nothing by itself', async () => {
    const practice = await startPracticeSite({ devices: 2, ports: 'auto' })
    try {
      await go('discover')
      await never().fill('')
      await page.getByLabel('Networks in scope').fill(practice.scope.join('\n'))
      await page.getByRole('button', { name: 'Confirm the scope' }).click()
      await page.getByText(/^Scope confirmed/).waitFor()
      await page.getByText('Fast', { exact: true }).click()
      await page.getByRole('button', { name: 'Start discovery' }).click()
      const cancel = page.getByRole('button', { name: 'Cancel discovery' }).first()
      await cancel.waitFor()
      await cancel.waitFor({ state: 'detached', timeout: longWorkMs })
      await go('devices')
      await page.getByRole('button', { name: /^Assess all/ }).click()
      await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ timeout: longWorkMs })
      await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ state: 'detached', timeout: longWorkMs })
      await go('changes')
      await page.getByRole('button', { name: 'Plan fixes' }).click()
      await apply().waitFor({ timeout: longWorkMs })
      const all = await apply().textContent()
      await included().first().uncheck()
      await page.getByText(/left out: nothing is written there/).waitFor()
      await expect.poll(leftOut).toBe(1)
      const [left, ticks] = [await apply().textContent(), await included().count()]
      expect(left).not.toBe(all)
      await look('plan')
      await kill()
      await comeBack()
      await go('changes')
      await page.getByText(/^This plan of .+ still waits\.$/).waitFor()
      expect(await apply().textContent()).toBe(left)
      expect(await included().count()).toBe(ticks)
      expect(await included().first().isChecked()).toBe(false)
      await look('plan-back')
    } finally {
      await practice.close()
    }
  })
})
