import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pressOn, tabTo } from './keyboard.ts'
import { type StartedApp, startApp } from './start-app.ts'

const longWorkMs = 120_000

/** The same visit as by mouse. No step touches the page other than by a key, and the focus is seen on the whole way. */
describe('a visit by keyboard alone', () => {
  let started: StartedApp

  beforeAll(async () => {
    started = await startApp()
  })
  afterAll(() => started.stop())

  const heading = (name: string) => started.page.getByRole('heading', { name, level: 1 }).waitFor()

  it('opens the practice site', async () => {
    await pressOn(started.page, /^Open the practice site$/)
    await heading('Discover')
  })

  it('discovers, and goes on to the devices', async () => {
    const { page } = started
    await tabTo(page, /^Gentle$|^Normal$|^Fast$/)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await pressOn(page, /^Start discovery$/)
    await page.getByRole('link', { name: /^Show 24 devices/ }).waitFor({ timeout: longWorkMs })
    await pressOn(page, /^Show 24 devices/)
    await heading('Devices')
  })

  it('assesses them, moves through the table and opens a device', async () => {
    const { page, picture } = started
    await pressOn(page, /^Assess all 24$/)
    await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ timeout: longWorkMs })
    await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ state: 'detached', timeout: longWorkMs })
    await tabTo(page, /^Devices\. Arrow keys move/)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.getByText('1 selected', { exact: true }).waitFor()
    await picture('keyboard-devices')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await page.getByRole('tab').first().waitFor()
  })

  it('does the next step by one letter: plans and applies', async () => {
    const { page, picture } = started
    await page.keyboard.press('n')
    await heading('Changes')
    await pressOn(page, /^Plan fixes$/)
    await page.getByRole('button', { name: /^Apply \d+ changes? to/ }).waitFor({ timeout: longWorkMs })
    await picture('keyboard-plan')
    await pressOn(page, /^Apply \d+ changes? to/)
    await page.getByRole('heading', { name: 'What became of it' }).waitFor({ timeout: longWorkMs })
  })

  it('seals by the last step of the visit bar', async () => {
    const { page, files, picture } = started
    await page.keyboard.press('Alt+6')
    await heading('Evidence')
    await page.getByRole('heading', { name: 'What is missing' }).waitFor()
    const yeses = await page.getByRole('checkbox', { name: /^Seal it so/ }).count()
    for (let yes = 0; yes < yeses; yes += 1) {
      await tabTo(page, /^Seal it so/)
      await page.keyboard.press('Space')
    }
    await pressOn(page, /^Seal pack/)
    await page.getByText('Number 1', { exact: true }).waitFor({ timeout: longWorkMs })
    expect(readdirSync(files).some((name) => name.endsWith('.asice'))).toBe(true)
    await picture('keyboard-sealed')
  })

  it('goes round the parts of the window, and ends the visit from the palette', async () => {
    const { page } = started
    const part = () => page.evaluate(() => document.activeElement?.closest('header, nav, main')?.className)
    const seen: unknown[] = []
    for (let press = 0; press < 4; press += 1) {
      await page.keyboard.press('F6')
      seen.push(await part())
    }
    expect(new Set(seen).size).toBe(4)
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Search devices and commands').waitFor()
    await page.keyboard.type('close practice')
    await page
      .getByRole('button', { name: /^Close practice/ })
      .last()
      .waitFor()
    await page.keyboard.press('Enter')
    await heading('Start with a site')
  })

  it('broke no security rule and wrote no error on the way', () => {
    expect(started.complaints).toEqual([])
  })
})
