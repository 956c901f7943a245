import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { type StartedApp, startApp } from './start-app.ts'
import { go, workDone } from './walk.ts'

const longWorkMs = 120_000
/** Words that stand nowhere else: whoever finds them found the secret. */
const secrets = {
  passphrase: 'quartz-heron-passphrase-58213',
  password: 'Basalt-otter-password-90417',
}

/** What is left in the page when the site is locked, and when the page dies. */
describe('a page that must hold nothing', { retry: 0 }, () => {
  let site: PracticeSite
  let started: StartedApp

  beforeAll(async () => {
    site = await startPracticeSite({ devices: 2, ports: 'auto' })
    started = await startApp()
  })
  afterAll(async () => {
    await started.stop()
    await site.close()
  })

  /** Key by key: a text that a test driver hands over as a whole would stay in its own part of the page. */
  const type = async (label: string, text: string) => {
    await started.page.getByLabel(label, { exact: true }).click()
    await started.page.keyboard.type(text)
  }

  it('has held the passphrase, a login that was entered and a password that was shown', async () => {
    const { page } = started
    await page.getByRole('link', { name: 'Create: New site' }).click()
    await type('Name of the site', 'Harbour')
    await type('Your name', 'A. Person')
    await type('Your company', 'Installers')
    await page.getByRole('textbox', { name: 'Passphrase', exact: true }).click()
    await page.keyboard.type(secrets.passphrase)
    await page.getByLabel('The passphrase once more').click()
    await page.keyboard.type(secrets.passphrase)
    await page.getByRole('button', { name: 'Create the site' }).click()
    await page.getByLabel('Networks in scope').fill(site.scope.join('\n'))
    await page.getByRole('button', { name: 'Confirm the scope' }).click()
    await page.getByText(/^Scope confirmed/).waitFor()
    await page.getByText('Fast', { exact: true }).click()
    await page.getByRole('button', { name: 'Start discovery' }).click()
    await page.getByRole('link', { name: /^Show 2 devices/ }).click({ timeout: longWorkMs })
    await page.locator('.row-link').first().click()
    await page.getByRole('button', { name: 'Enter login' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'User name' }).click()
    await page.keyboard.type('installer')
    await dialog.getByLabel('Password', { exact: true }).click()
    await page.keyboard.type(secrets.password)
    await dialog.getByRole('button', { name: /^Keep login/ }).click()
    await page.getByRole('button', { name: 'Show the password of installer' }).click()
    await page.getByRole('status', { name: 'Password of installer' }).waitFor()
    // The search finds what is there: else finding nothing would say nothing.
    expect(await heapOf(page)).toContain(secrets.password)
  })

  it('holds none of them once it is locked: not in its memory, its document, its storages', async () => {
    const { page } = started
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByRole('heading', { name: 'Locked' }).waitFor()
    const heap = await heapOf(page)
    const rest = await page.evaluate(async () =>
      [
        document.documentElement.outerHTML,
        ...[...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        document.cookie,
        ...(await indexedDB.databases()).map(({ name }) => name ?? ''),
      ].join('\n'),
    )
    for (const [name, secret] of Object.entries(secrets)) {
      expect(heap.includes(secret), `${name} in the memory`).toBe(false)
      expect(rest.includes(secret), `${name} in the document or a storage`).toBe(false)
    }
    expect(rest).not.toContain(site.devices[0]?.address)
  })

  it('is unlocked at the same place', async () => {
    const { page } = started
    await type('Passphrase of Harbour', secrets.passphrase)
    await page.getByRole('button', { name: 'Unlock' }).click()
    await page.getByRole('tab', { name: /^Items/ }).waitFor()
    expect(page.url()).toMatch(/#\/devices\/[0-9a-f-]{36}$/)
    expect((await heapOf(page)).includes(secrets.passphrase)).toBe(false)
  })

  it('loses nothing when it dies in the middle of work: the work goes on, and what was typed is there', async () => {
    const { page, app } = started
    await go(started, 'devices')
    await workDone(page, 'assess', () => page.getByRole('button', { name: /^Assess all/ }).click())
    await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ state: 'detached', timeout: longWorkMs })
    await go(started, 'attest/NET-13')
    await page.getByLabel('What was seen, in a sentence').fill('The gateway is in a locked cabinet.')
    await page.getByRole('radio', { name: /^As it should be/ }).check()
    const written = await app.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      if (window === undefined) throw new Error('no window')
      const { webContents } = window
      // Work that outlives the page: started a moment before it dies.
      await webContents.executeJavaScript("window.api.call('assess.start', { ids: null })")
      // And once more as soon as it is back: a page may come back however young it died.
      for (let deaths = 0; deaths < 2; deaths += 1) {
        const back = new Promise((done) => webContents.once('did-finish-load', () => done(null)))
        webContents.forcefullyCrashRenderer()
        await back
      }
      return await webContents.executeJavaScript(`new Promise((done) => {
        const look = async () => {
          const field = document.querySelector('textarea')
          const site = await window.api.call('site.view', undefined)
          const rest = site.value.steps.find(({ id }) => id === 'assess').state
          if (field === null || field.value === '' || rest === 'running') return setTimeout(look, 100)
          done({ said: field.value, checked: document.querySelectorAll('input:checked').length, hash: location.hash, rest })
        }
        look()
      })`)
    })
    expect(written).toEqual({
      said: 'The gateway is in a locked cabinet.',
      checked: 1,
      hash: '#/attest/NET-13',
      rest: 'done',
    })
  })
})

/** Everything that the memory of the page holds after it was tidied up, as text. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const parts: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk))
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  const heap = parts.join('')
  if (heap.length < 100_000) throw new Error('the memory of the page could not be read')
  return heap
}
