import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepsOut } from './axe.ts'
import { type StartedApp, startApp } from './start-app.ts'
import { workDone } from './walk.ts'

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
    await workDone(page, 'assess', () => page.getByRole('button', { name: 'Assess all 24' }).click())
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

  // As the system asks for them, the walks look at every screen in all themes: this one is chosen by hand.
  it('keeps nobody out in a theme that was chosen in the window', async () => {
    const { page, picture } = started
    await page.getByRole('radio', { name: 'Outdoor theme' }).click()
    const found: Record<string, readonly string[]> = {}
    for (const href of await places()) {
      const name = await open(href)
      await picture(`${name}-outdoor`)
      found[name] = await keepsOut(page)
    }
    expect(Object.keys(found).length).toBeGreaterThan(7)
    expect(Object.fromEntries(Object.entries(found).filter(([, said]) => said.length > 0))).toEqual({})
  })

  /** How far the screen, or the window around it, could be scrolled sideways. */
  const sideways = () =>
    started.page.evaluate(() => {
      const boxes = [document.querySelector('main'), document.scrollingElement]
      return Math.max(...boxes.map((box) => (box === null ? 1 : box.scrollWidth - box.clientWidth)))
    })

  /** How far header and visit bar could be pushed out of the window, by what gets the focus. */
  const downwards = () =>
    started.page.evaluate(() => {
      const page = document.scrollingElement
      return page === null ? 1 : page.scrollHeight - page.clientHeight
    })

  it.each([
    [1280, 800, '200'],
    [1024, 700, '200'],
    [1024, 700, '100'],
  ])('scrolls nowhere sideways, nor its header away, %i x %i with text of %s percent', async (width, height, size) => {
    const { page, app, picture } = started
    await page.getByRole('radio', { name: 'Light theme' }).click()
    await open('#/settings')
    await page.getByLabel('Text size', { exact: true }).selectOption(size)
    await resize(app, width, height)
    const wide: string[] = []
    const look = async (name: string) => {
      await picture(`${name}-${width}-text-${size}`)
      const far = await sideways()
      if (far > 0) wide.push(`${name}: ${far} px`)
      const down = await downwards()
      if (down > 0) wide.push(`${name}: ${down} px down`)
    }
    for (const href of await places()) await look(await open(href))
    await page.evaluate(() => {
      window.location.hash = '#/devices/where/q%3DQNV-C8012'
    })
    await page.locator('.row-link').first().click()
    const details = page.getByRole('button', { name: /^Details of/ }).first()
    await details.waitFor()
    await look('device')
    // What opens a finding is on the screen, whatever the width of the table.
    const { x = -1, width: wideness = 0 } = (await details.boundingBox()) ?? {}
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x + wideness).toBeLessThanOrEqual(width)
    await resize(app, 1280, 800)
    await open('#/settings')
    await page.getByLabel('Text size', { exact: true }).selectOption('100')
    expect(wide).toEqual([])
  })

  it('is large enough for gloves where that is chosen, and for a mouse everywhere', async () => {
    const { page, picture } = started
    const small: string[] = []
    for (const [choice, least] of [
      ['For a mouse', 24],
      ['Large', 44],
    ] as const) {
      await open('#/settings')
      await page.getByText(choice, { exact: true }).click()
      for (const href of await places()) {
        const name = await open(href)
        if (choice === 'Large') await picture(`${name}-gloves`)
        for (const found of await smaller(page, least)) small.push(`${choice}, ${name}: ${found}`)
      }
    }
    await open('#/settings')
    await page.getByText('As the computer', { exact: true }).click()
    expect(small).toEqual([])
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

async function resize(app: StartedApp['app'], width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [wide, high]) => BrowserWindow.getAllWindows()[0]?.setContentSize(wide, high),
    [width, height] as const,
  )
}

/** Controls whose reach is less than so many px; links within a line of words are as large as their words. */
const smaller = (page: StartedApp['page'], least: number): Promise<string[]> =>
  page.evaluate((px) => {
    const controls = 'button, [role="radio"], [role="tab"], nav a, input, textarea, select, summary'
    const found: string[] = []
    for (const control of document.querySelectorAll<HTMLElement>(controls)) {
      const label = control.closest('label') ?? (control as HTMLInputElement).labels?.[0] ?? null
      // The field of a password stands within the field that is drawn.
      const drawn = control.closest('.mantine-Input-input')
      const sizes = [control, label, drawn].map((part) => part?.getBoundingClientRect() ?? null)
      const [own] = sizes
      if (own == null || own.width <= 1 || getComputedStyle(control).visibility === 'hidden') continue
      // What another control opens, and nobody sees or reaches, is touched there.
      if (control.closest('[aria-hidden="true"]') !== null) continue
      // What is only there for screen readers, or drawn by its label, is touched elsewhere.
      const reach = Math.max(...sizes.map((size) => size?.height ?? 0), beyond(control, own.height))
      if (reach + 0.5 < px)
        found.push(`${control.tagName} ${control.getAttribute('aria-label') ?? control.textContent}: ${reach}`)
    }
    return found
    function beyond(control: HTMLElement, height: number): number {
      const after = getComputedStyle(control, '::after')
      return after.content === 'none' ? 0 : height - Number.parseFloat(after.top) - Number.parseFloat(after.bottom)
    }
  }, least)
