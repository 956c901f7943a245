import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepsOut } from './axe.ts'
import { type StartedApp, startApp } from './start-app.ts'

const longWorkMs = 120_000

/** Every place of an open site, in all themes and both languages, after a crash of the page too. */
describe('the window with an assessed practice site', () => {
  let started: StartedApp

  beforeAll(async () => {
    started = await startApp()
    const { page } = started
    await page.getByRole('button', { name: 'Open the practice site' }).click()
    await page.getByRole('heading', { name: 'Discover', level: 1 }).waitFor()
    await page.getByText('Fast', { exact: true }).click()
    await page.getByRole('button', { name: 'Start discovery' }).click()
    await page.getByRole('link', { name: /^Show 24 devices/ }).click({ timeout: longWorkMs })
    await page.getByRole('button', { name: 'Assess all 24' }).click()
    await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ timeout: longWorkMs })
    await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ state: 'detached', timeout: longWorkMs })
  })
  afterAll(() => started.stop())

  const places = () =>
    started.page
      .getByRole('navigation')
      .locator('ul a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))

  async function open(href: string): Promise<string> {
    const { page } = started
    await page.evaluate((hash) => {
      window.location.hash = hash
    }, href)
    await page.locator(`.rail a[href="${href}"][aria-current="page"]`).waitFor()
    await page.getByRole('heading', { level: 1 }).waitFor()
    // What is asked for is there, and nothing moves any more.
    await page.waitForFunction(() => document.querySelector('main [role="status"].pad') === null)
    return href.slice(2).replace(/\W/g, '-')
  }

  it.each(['Light', 'Dark', 'Outdoor'] as const)('keeps nobody out in theme %s', async (theme) => {
    const { page, picture } = started
    await page.getByRole('radio', { name: `${theme} theme` }).click()
    const found: Record<string, readonly string[]> = {}
    for (const href of await places()) {
      const name = await open(href)
      await picture(`${name}-${theme.toLowerCase()}`)
      found[name] = await keepsOut(page)
    }
    expect(Object.keys(found).length).toBeGreaterThan(7)
    expect(Object.fromEntries(Object.entries(found).filter(([, said]) => said.length > 0))).toEqual({})
  })

  it('scrolls nowhere sideways at 200 % text', async () => {
    const { page, picture } = started
    await page.getByRole('radio', { name: 'Light theme' }).click()
    await open('#/settings')
    await page.getByLabel('Text size', { exact: true }).selectOption('200')
    const wide: string[] = []
    for (const href of await places()) {
      const name = await open(href)
      await picture(`${name}-text-200`)
      const sideways = await page.evaluate(() => {
        const main = document.querySelector('main')
        return main === null ? -1 : main.scrollWidth - main.clientWidth
      })
      if (sideways > 0) wide.push(`${name}: ${sideways} px`)
    }
    await open('#/settings')
    await page.getByLabel('Text size', { exact: true }).selectOption('100')
    expect(wide).toEqual([])
  })

  it('finds a command and a device from everywhere, and lists its keys', async () => {
    const { page, picture } = started
    await page.keyboard.press('Control+k')
    await page.keyboard.type('axis')
    await page.getByRole('button', { name: /AXIS/ }).first().waitFor()
    await picture('palette')
    expect(await keepsOut(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByPlaceholder('Search devices and commands').waitFor({ state: 'detached' })
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await picture('keys')
    expect(await keepsOut(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' })
  })

  it('speaks Spanish after a choice, with the site still open', async () => {
    const { page, picture } = started
    await open('#/settings')
    await page.getByLabel('Language').selectOption('es')
    await page.getByRole('heading', { name: 'Ajustes', level: 1 }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('es')
    for (const href of await places()) await picture(`${await open(href)}-es`)
    await open('#/settings')
    await page.getByLabel('Idioma').selectOption('en')
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  })

  it('broke no security rule and wrote no error on the way', () => {
    expect(started.complaints).toEqual([])
  })

  it('comes back at the same place when the page dies, with the site still open', async () => {
    const { app } = started
    await open('#/devices')
    const heading = await app.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      if (window === undefined) throw new Error('no window')
      const { webContents } = window
      const back = new Promise((done) => webContents.once('did-finish-load', () => done(null)))
      webContents.forcefullyCrashRenderer()
      await back
      return await webContents.executeJavaScript(`new Promise((done) => {
        const look = () => {
          const row = document.querySelector('.grid tbody tr[aria-rowindex="2"]')
          if (row === null) setTimeout(look, 50)
          else done(document.querySelector('h1').textContent + ' ' + location.hash)
        }
        look()
      })`)
    })
    expect(heading).toBe('Devices #/devices')
  })
})
