import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pressOn, tabTo } from './keyboard.ts'
import { type StartedApp, startApp } from './start-app.ts'
import { settled, Walk, workDone } from './walk.ts'

const longWorkMs = 120_000

/** The same visit as by mouse. No step touches the page other than by a key, and the focus is seen on the whole way. */
describe('a visit by keyboard alone', () => {
  let started: StartedApp
  const walk = new Walk('keyboard', () => started)

  beforeAll(async () => {
    started = await startApp()
  })
  afterAll(() => started.stop())

  const heading = (name: string) => started.page.getByRole('heading', { name, level: 1 }).waitFor()

  /** Goes to a screen by its name in the palette. */
  async function palette(name: string): Promise<void> {
    const { page } = started
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Search devices and commands').waitFor()
    await page.keyboard.type(name)
    await page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`^${name}`, 'i') })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await settled(page)
  }

  it('looks into a new site, and opens the practice site', async () => {
    const { page } = started
    await walk.look('welcome')
    await pressOn(page, /^Create: New site$/)
    await heading('New site')
    await walk.look('new-site')
    await pressOn(page, /^Fieldseal$/)
    await heading('Start with a site')
    await pressOn(page, /^Open the practice site$/)
    await heading('Discover')
  })

  it('discovers, and goes on to the devices', async () => {
    const { page } = started
    await tabTo(page, /^Gentle$|^Normal$|^Fast$/)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowRight')
    await pressOn(page, /^Start discovery$/)
    await page.getByRole('link', { name: /^Show 24 devices/ }).waitFor({ timeout: longWorkMs })
    await walk.look('discover')
    await pressOn(page, /^Show 24 devices/)
    await heading('Devices')
  })

  it('assesses them, moves through the table and opens a device', async () => {
    const { page } = started
    await workDone(page, 'assess', () => pressOn(page, /^Assess all 24$/))
    await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ state: 'detached', timeout: longWorkMs })
    await tabTo(page, /^Devices\. Arrow keys move/)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.getByText('1 selected', { exact: true }).waitFor()
    await walk.look('devices')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await page.getByRole('tab').first().waitFor()
    await walk.look('device')
  })

  it('does the next step by one letter: plans and applies', async () => {
    const { page } = started
    await page.keyboard.press('n')
    await heading('Changes')
    await pressOn(page, /^Plan fixes$/)
    await page.getByRole('button', { name: /^Apply \d+ changes? to/ }).waitFor({ timeout: longWorkMs })
    await walk.look('changes')
    await pressOn(page, /^Apply \d+ changes? to/)
    await page.getByRole('heading', { name: 'What became of it' }).waitFor({ timeout: longWorkMs })
  })

  it('attests an item by its number keys, and takes it back by Ctrl+Z', async () => {
    const { page } = started
    await page.keyboard.press('Alt+5')
    await heading('Attest')
    await page.getByText('What did you see?').waitFor()
    await walk.look('attest')
    await pressOn(page, /ACS-02b/)
    await page.getByText('What did you see?').waitFor()
    await page.keyboard.press('1')
    expect(await page.getByRole('radio', { name: /^As it should be/ }).isChecked()).toBe(true)
    await tabTo(page, /^What was seen, in a sentence$/)
    await page.keyboard.type('The web page answers from the administration network alone.')
    await walk.look('attest-item')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: 'Undo' }).waitFor({ timeout: longWorkMs })
    await page.keyboard.press('Control+z')
    await page.getByText('Taken back', { exact: true }).waitFor()
  })

  it('seals by the last step of the visit bar', async () => {
    const { page, files } = started
    await page.keyboard.press('Alt+6')
    await heading('Evidence')
    await page.getByRole('heading', { name: 'What is missing' }).waitFor()
    await walk.look('evidence')
    const yeses = await page.getByRole('checkbox', { name: /^Seal it so/ }).count()
    for (let yes = 0; yes < yeses; yes += 1) {
      await tabTo(page, /^Seal it so/)
      await page.keyboard.press('Space')
    }
    await pressOn(page, /^Seal pack/)
    await page.getByText('Number 1', { exact: true }).waitFor({ timeout: longWorkMs })
    expect(readdirSync(files).some((name) => name.endsWith('.asice'))).toBe(true)
  })

  it('comes by every other place, by palette and link', async () => {
    const { page } = started
    for (const [name, id] of [
      ['Overview', 'overview'],
      ['Verify', 'verify'],
      ['Activity', 'activity'],
      ['Settings', 'settings'],
      ['Gap report', 'gaps'],
      ['Waivers', 'waivers'],
      ['What changed', 'drift'],
      ['Company and technicians', 'identity'],
    ] as const) {
      await palette(name)
      await walk.look(id)
    }
    await palette('Checklist')
    await walk.look('checklist')
    await pressOn(page, /^ACC-01$/)
    await page.getByRole('button', { name: 'Waive' }).waitFor()
    await walk.look('item')
    await palette('Site record')
    await walk.look('record')
    await pressOn(page, /^Zones$/)
    await settled(page)
    await walk.look('record-part')
  })

  it('follows the links of the firmware screen', async () => {
    const { page } = started
    await palette('Firmware')
    await walk.look('firmware')
    await pressOn(page, /^\d+ devices? with /)
    await settled(page)
    await walk.look('devices-by-firmware')
    await palette('Firmware')
    await pressOn(page, /^Upgrade devices$/)
    await settled(page)
    await walk.look('upgrade')
    await palette('Overview')
    await pressOn(page, /devices? with .* open$/)
    await settled(page)
    await walk.look('devices-where')
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

  it('was kept out of no screen, in no theme, and came by all of them', () => {
    expect(walk.found).toEqual({})
    // A practice site has no passphrase: it is unlocked in the walk of maintenance.
    expect(walk.missed).toEqual(['unlock'])
  })
})
