import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../build/command.ts'
import { type StartedApp, startApp } from './start-app.ts'
import { workDone } from './walk.ts'

const longWorkMs = 120_000

describe('the firmware of the practice site, in the window', () => {
  let started: StartedApp

  beforeAll(async () => {
    started = await startApp()
    const { page } = started
    await page.getByRole('button', { name: 'Open the practice site' }).click()
    await page.getByText('Fast', { exact: true }).click()
    await page.getByRole('button', { name: 'Start discovery' }).click()
    await page.getByRole('link', { name: 'Show 24 devices' }).click({ timeout: longWorkMs })
  })
  afterAll(() => started.stop())

  it('says before any assessment that nothing was judged', async () => {
    const { page } = started
    await goTo('Firmware')
    await page.getByText('No firmware was judged in this visit. Assess the devices first.').waitFor()
  })

  it('answers with a sentence, shows the fleet and what one upgrade would clear', async () => {
    const { page, picture } = started
    await goTo('Devices')
    await workDone(page, 'assess', () => page.getByRole('button', { name: 'Assess all 24' }).click())
    await page.getByText('24 of 24').waitFor({ timeout: longWorkMs })
    await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ state: 'detached', timeout: longWorkMs })
    await goTo('Firmware')
    await page.getByText(/^\d+ of 24 devices runs? firmware with flaws that are known to be exploited/).waitFor()
    const chart = page.getByRole('list', { name: 'Devices by maker, model and version' })
    expect(await chart.getByText('Known exploited').count()).toBeGreaterThan(0)
    await page.getByRole('table', { name: 'What one upgrade would clear' }).waitFor()
    await picture('firmware')
    for (const table of ['What one upgrade would clear', 'Firmware in use']) {
      await page.getByRole('table', { name: table }).evaluate((found) => found.scrollIntoView({ block: 'start' }))
      await picture(`firmware-${table.split(' ').at(-1)}`)
    }
  })

  it('leads from a number to its devices, and from there to the reasons', async () => {
    const { page, picture } = started
    const link = page.getByRole('link', { name: /^\d+ devices?: Known exploited$/ })
    const amount = Number.parseInt((await link.getAttribute('aria-label')) ?? '', 10)
    await link.click()
    await page.getByText('Firmware: Known exploited').waitFor()
    expect(await page.locator('.row-link').count()).toBe(amount)
    await page.locator('.row-link').first().click()
    await page.getByRole('tab', { name: /^Firmware/ }).click()
    await page.getByRole('table', { name: 'Flaws in the catalog' }).getByText('Applies').first().waitFor()
    await picture('firmware-device')
    await page.getByRole('heading', { name: 'Sources' }).scrollIntoViewIfNeeded()
    await picture('firmware-sources')
    expect(await violations()).toEqual([])
  })

  it('opens a source in the browser of the system, and only what the answer of the catalog names', async () => {
    const { page, app } = started
    await app.evaluate(({ shell }) => {
      const visited: string[] = []
      Object.assign(globalThis, { visited })
      shell.openExternal = async (url) => void visited.push(url)
    })
    const visited = () => app.evaluate(() => (globalThis as unknown as { visited: string[] }).visited)
    await page
      .getByRole('button', { name: /^Open source \d+$/ })
      .first()
      .click()
    await expect.poll(visited).toEqual([expect.stringMatching(/^https:\/\/[a-z.]+\//)])
    const [url = ''] = await visited()
    expect(readFileSync(join(root, 'firmware-catalog', 'index.json'), 'utf8')).toContain(url)
    const codes = await page.evaluate(async () => {
      const { api } = globalThis as unknown as { api: { call(...input: readonly unknown[]): Promise<Answer> } }
      interface Answer {
        readonly problem?: { readonly code: string }
      }
      const deviceId = location.hash.split('/').at(-1)
      const tried = [
        { deviceId, source: 9_999 },
        { deviceId, source: 'https://example.com/' },
        { url: 'https://example.com/' },
      ]
      return await Promise.all(tried.map(async (input) => (await api.call('firmware.openSource', input)).problem?.code))
    })
    expect(codes).toEqual(['app/refused', 'app/refused', 'app/refused'])
    expect(await visited()).toHaveLength(1)
  })

  it('refuses a file that is no signed catalog, and keeps the one in use', async () => {
    const { page, files } = started
    writeFileSync(join(files, 'other.fieldseal-catalog'), 'fieldseal-catalog 1\nnot a signature\n{}\n')
    await goTo('Firmware')
    const line = page.getByText(/^Firmware catalog version \d+ of /)
    const before = await line.textContent()
    await page.getByRole('button', { name: 'Update from a file' }).click()
    await page.getByText('catalog/bundle-unreadable').waitFor()
    expect(await line.textContent()).toBe(before)
    await page.getByRole('button', { name: 'Dismiss this message' }).first().click()
  })

  it('upgrades a chosen device: library, plan, both yeses, stages, result', async () => {
    const { page, picture } = started
    await goTo('Firmware')
    await page.getByRole('link', { name: 'Upgrade devices' }).click()
    await page.getByRole('heading', { level: 1, name: 'Firmware upgrade' }).waitFor()
    await page.getByRole('checkbox', { name: /^Use / }).first().check()
    await picture('upgrade-library')
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: /^Plan the upgrade of \d+ devices?$/ }).click()
    const plan = page.getByRole('table', { name: 'What would be sent' })
    await plan.waitFor({ timeout: longWorkMs })
    const chosen = plan.getByRole('checkbox', { name: /^Upgrade / })
    for (let index = 1; index < (await chosen.count()); index += 1) await chosen.nth(index).uncheck()
    const start = page.getByRole('button', { name: 'Upgrade 1 device', exact: true })
    expect(await start.isDisabled()).toBe(true)
    await page.getByLabel('Power holds until every device is back.').check()
    await page.getByLabel(/^This is the maintenance window/).check()
    for (const own of await plan.getByLabel(/^Yes, /).all()) await own.check()
    await picture('upgrade-plan')
    expect(await violations()).toEqual([])
    await start.click()
    await page
      .getByText(/restart is awaited|return is awaited|identity and version are read/)
      .first()
      .waitFor()
    await picture('upgrade-running')
    await page.getByText('1 upgraded', { exact: true }).waitFor({ timeout: longWorkMs })
    await page.getByText('runs the new version by its own word', { exact: false }).waitFor()
    await picture('upgrade-result')
    expect(await violations()).toEqual([])
    expect(await sidewaysScroll()).toBe(0)
  })

  it('holds in every theme, in a small window and with large text, and keeps nobody out', async () => {
    const { page, app, picture } = started
    await goTo('Firmware')
    for (const theme of ['Dark', 'Outdoor', 'Light'] as const) {
      await page.getByRole('radio', { name: `${theme} theme` }).click()
      await picture(`firmware-${theme.toLowerCase()}`)
      expect(await violations(), theme).toEqual([])
    }
    await resize(app, 1024, 700)
    await picture('firmware-1024x700')
    await page.getByRole('table', { name: 'Firmware in use' }).evaluate((found) => found.scrollIntoView())
    await picture('firmware-1024x700-table')
    expect(await sidewaysScroll()).toBe(0)
    await resize(app, 1280, 800)
    const grow = (percent: number) => page.getByRole('button', { name: `Text size ${percent} %, change` }).click()
    for (const percent of [100, 110, 125]) await grow(percent)
    await page
      .getByRole('list', { name: 'Devices by maker, model and version' })
      .evaluate((found) => found.scrollIntoView())
    await picture('firmware-150')
    expect(await violations()).toEqual([])
    expect(await sidewaysScroll()).toBe(0)
    for (const percent of [150, 175, 200, 90]) await grow(percent)
  })

  it('promises nothing that a catalog cannot know', async () => {
    const words = await started.page.getByRole('main').textContent()
    expect(words).not.toMatch(/up to date|up-to-date|\bsecure\b|compliant|\bsafe\b/i)
  })

  async function goTo(place: string): Promise<void> {
    const { page } = started
    await page
      .getByRole('navigation', { name: 'Places' })
      .getByRole('link', { name: new RegExp(`^${place}`) })
      .click()
    await page.getByRole('heading', { level: 1, name: place }).waitFor()
  }

  async function violations(): Promise<string[]> {
    const found = await new AxeBuilder({ page: started.page }).setLegacyMode(true).analyze()
    expect(found.passes.length).toBeGreaterThan(10)
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  }

  /** How far the screen can be scrolled sideways, in pixels. */
  const sidewaysScroll = (): Promise<number> =>
    started.page.evaluate(() => {
      const main = document.querySelector('main')
      return main === null ? -1 : main.scrollWidth - main.clientWidth
    })
})

const resize = (app: StartedApp['app'], width: number, height: number) =>
  app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), {
    width,
    height,
  })
