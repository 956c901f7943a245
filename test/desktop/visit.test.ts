import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StartedApp, startApp } from './start-app.ts'
import { go, settled, Walk, workDone } from './walk.ts'

const longWorkMs = 120_000

/** The whole line of a visit, by mouse. Every screen on the way is looked at in three themes. */
describe('a visit to the practice site, in the window', () => {
  let started: StartedApp
  const walk = new Walk('visit', () => started)

  beforeAll(async () => {
    started = await startApp()
  })
  afterAll(() => started.stop())

  const place = (name: string) =>
    started.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: new RegExp(`^${name}`) })

  it('shows what can be tried first', async () => {
    const { page } = started
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Start with a site')
    await walk.look('welcome')
    await page.getByRole('link', { name: 'Create: New site' }).click()
    await page.getByRole('heading', { name: 'New site', level: 1 }).waitFor()
    await walk.look('new-site')
    await page.getByRole('link', { name: 'Fieldseal' }).click()
    await page.getByRole('heading', { name: 'Start with a site' }).waitFor()
  })

  it('opens the practice site with a scope on loopback alone', async () => {
    const { page } = started
    await page.getByRole('button', { name: 'Open the practice site' }).click()
    await page.getByRole('heading', { name: 'Discover', level: 1 }).waitFor()
    expect(await page.getByLabel('Networks in scope').inputValue()).toMatch(/^127\./)
    await walk.look('discover.scope', 'scope')
  })

  it('discovers all 24 devices', async () => {
    const { page } = started
    await page.getByText('Fast', { exact: true }).click()
    await page.getByRole('button', { name: 'Start discovery' }).click()
    await page.getByRole('link', { name: /^Show 24 devices/ }).waitFor({ timeout: longWorkMs })
    await walk.look('discover.heard', 'discover')
    await page.getByRole('link', { name: /^Show 24 devices/ }).click()
    await page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor()
    expect(await page.getByText('24 devices, none assessed yet').isVisible()).toBe(true)
  })

  it('assesses them and shows the worst first', async () => {
    const { page } = started
    await workDone(page, 'assess', () => page.getByRole('button', { name: 'Assess all 24' }).click())
    await page.getByText('24 of 24').waitFor({ timeout: longWorkMs })
    await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ state: 'detached', timeout: longWorkMs })
    const first = page.locator('.grid tbody tr[aria-rowindex="2"]')
    await first.getByText('Fail').waitFor()
    await walk.look('devices', 'devices')
  })

  it('says of one device what was found and how it is known', async () => {
    const { page } = started
    await page.locator('.row-link').first().click()
    await page.getByRole('tab', { name: /Items/ }).waitFor()
    await page
      .getByRole('button', { name: /Details of/ })
      .first()
      .click()
    await page.getByText('Expected', { exact: true }).waitFor()
    await walk.look('device.items')
    for (const tab of ['Facts', 'Firmware']) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
      await walk.look(`device.${tab.toLowerCase()}`)
    }
  })

  it('shows what a camera sees, only when it is asked', async () => {
    const { page } = started
    await go(started, 'devices/where/q%3DQNV-C8012')
    await page.locator('.row-link').first().click()
    await page.getByText('No picture was asked for yet.').waitFor()
    await page.getByRole('button', { name: 'Ask for a picture' }).click()
    await page.locator('.photo-thumb.large canvas:not([hidden])').waitFor({ timeout: longWorkMs })
    await walk.look('device.picture', 'device')
    await page.getByRole('button', { name: 'Hide now' }).click()
    await page.getByText(/^Picture of .*, hidden$/).waitFor()
  })

  it('plans the fixes without writing anything', async () => {
    const { page } = started
    await page.getByRole('link', { name: 'Plan fixes: Look at what can be fixed' }).click()
    await page.getByRole('button', { name: 'Plan fixes' }).click()
    const apply = page.getByRole('button', { name: /^Apply \d+ changes? to \d+ devices?$/ })
    await apply.waitFor({ timeout: longWorkMs })
    await page.getByText('Nothing has been written yet.').waitFor()
    await walk.look('changes.plan', 'changes')
  })

  it('leaves out a device that is unticked, and says the new size on the button', async () => {
    const { page } = started
    const apply = page.getByRole('button', { name: /^Apply / })
    const before = await apply.textContent()
    // Changes that wait for a yes of their own are not counted before they have it: some device has others.
    const devices = await page.getByRole('checkbox', { name: /^Include / }).all()
    for (const device of devices) await device.uncheck()
    await expect.poll(() => apply.textContent()).not.toBe(before)
    for (const device of devices) await device.check()
    await expect.poll(() => apply.textContent()).toBe(before)
  })

  it('applies the plan and shows as left for each change', async () => {
    const { page } = started
    await page.getByRole('button', { name: /^Apply / }).click()
    await page.getByRole('heading', { name: 'Changes running' }).waitFor()
    await page.getByRole('button', { name: /^Pause/ }).click()
    await walk.look('changes.running')
    await page.getByRole('button', { name: /^Go on/ }).click()
    await page.getByRole('heading', { name: 'What became of it' }).waitFor({ timeout: longWorkMs })
    await page
      .getByText(/\d+ fixed/)
      .first()
      .waitFor()
    await walk.look('changes.ended')
  })

  it('attests what only a person can see, with a photo, and takes one back', async () => {
    const { page } = started
    await go(started, 'attest')
    await walk.look('attest')
    await go(started, 'attest/PHY-01')
    await page.getByText('What did you see?').waitFor()
    await page.getByRole('radio', { name: /^As it should be/ }).check()
    await photo(started, 'bracket.png')
    await page.getByRole('img', { name: 'bracket.png' }).waitFor()
    await page.getByLabel('What was seen, in a sentence').fill('Housings closed, seals in place.')
    await walk.look('attest-item', 'attest')
    await page.getByRole('button', { name: /^Attest and go on/ }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor({ timeout: longWorkMs })
    await walk.look('attest.undo')
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back', { exact: true }).waitFor()
    await page.getByText('What did you see?').waitFor()
    expect(page.url()).toMatch(/PHY-01/)
  })

  it('goes through the checklist, waives an item and shows what was waived', async () => {
    const { page } = started
    await place('Checklist').click()
    await page.getByRole('heading', { name: 'Checklist', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'ACC-01', exact: true }).waitFor()
    await walk.look('checklist')
    await page.getByRole('link', { name: 'ACC-01', exact: true }).click()
    await page.getByRole('button', { name: 'Waive' }).waitFor()
    await walk.look('item')
    await page.getByRole('button', { name: 'Waive' }).click()
    await page.getByLabel('Why it cannot be met now').fill('The parts are on order.')
    await page.getByLabel('What keeps the risk down meanwhile').fill('The ports are shut on the switch.')
    await page.getByLabel('Who decided').fill('C. Owner')
    await page.getByLabel('Who asked for it').fill('A. Person')
    await walk.look('item.waive')
    await page.getByRole('button', { name: 'Waive ACC-01' }).click()
    await page.getByText('Waived', { exact: true }).first().waitFor()
    await go(started, 'waivers')
    await walk.look('waivers')
    await go(started, 'gaps')
    await walk.look('gaps')
  })

  it('seals a pack and names the fingerprint of its root', async () => {
    const { page, files } = started
    await place('Evidence').click()
    await page.getByRole('heading', { name: 'What is missing' }).waitFor()
    // What nobody looked at asks for a yes of its own.
    for (const yes of await page.getByRole('checkbox', { name: /^Seal it so/ }).all()) await yes.check()
    await walk.look('evidence.missing', 'seal')
    await page.getByRole('button', { name: /^Seal pack/ }).click()
    await page.getByText('Number 1', { exact: true }).waitFor({ timeout: longWorkMs })
    expect(await page.locator('.fingerprint').textContent()).toMatch(/^[0-9a-f]{64}$/)
    expect(readdirSync(files).map((name) => name.slice(name.indexOf('.')))).toEqual(
      expect.arrayContaining(['.asice', '.root.pem']),
    )
    await walk.look('evidence.sealed')
  })

  it('verifies that pack when it is dropped with its root', async () => {
    const { page } = started
    await place('Verify').click()
    await settled(page)
    await walk.look('verify')
    await drop(started, (name) => name.endsWith('.asice') || name.endsWith('.pem'))
    await page.getByRole('button', { name: 'Verify this pack' }).click()
    await page.getByText('Valid. Nothing was changed after signing.').waitFor()
    expect(await page.getByText(/this pack is about simulated devices/).isVisible()).toBe(true)
    await walk.look('verify.valid', 'verify')
  })

  it('does not call a pack valid without a root, and says why', async () => {
    const { page } = started
    await page.getByRole('button', { name: 'Verify other packs' }).click()
    await drop(started, (name) => name.endsWith('.asice'))
    await page.getByRole('button', { name: 'Verify this pack' }).click()
    await page.getByText('Not valid. Do not rely on this pack.').waitFor()
    await page.getByText('pack/no-root').waitFor()
  })

  it('shows the whole in one screen, with every step done or said', async () => {
    const { page } = started
    await place('Overview').click()
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor()
    await page.getByText('24', { exact: true }).first().waitFor()
    await walk.look('overview', 'overview')
  })

  it('passes every other place', async () => {
    const { page } = started
    for (const [name, id] of [
      ['Firmware', 'firmware'],
      ['Site record', 'record'],
      ['Activity', 'activity'],
      ['Settings', 'settings'],
    ] as const) {
      await place(name).click()
      await settled(page)
      await walk.look(id)
    }
    await go(started, 'drift')
    await walk.look('drift')
    await go(started, 'identity')
    await walk.look('identity')
    await go(started, 'firmware/upgrade')
    await walk.look('upgrade')
    await go(started, 'devices/where/state%3Dopen')
    await walk.look('devices-where')
    await go(started, 'devices/firmware/all')
    await walk.look('devices-by-firmware')
  })

  it('passes parts of the site record', async () => {
    const { page } = started
    for (const part of ['network', 'segmentation', 'checklists']) {
      await go(started, `record/${part}`)
      await walk.look(`record-part.${part}`)
    }
    await page.getByRole('button', { name: 'Search and commands' }).click()
    await page.getByPlaceholder('Search devices and commands').waitFor()
    await walk.look('settings.palette')
    await page.keyboard.press('Escape')
  })

  it('holds in a small window', async () => {
    const { page, app, picture } = started
    await resize(app, 1024, 700)
    for (const name of ['Overview', 'Discover', 'Devices', 'Changes', 'Evidence', 'Verify']) {
      await place(name).click()
      await page.getByRole('heading', { level: 1 }).waitFor()
      await picture(`small-${name.toLowerCase()}`)
      expect(await sidewaysScroll(page), name).toBe(0)
    }
    await resize(app, 1280, 800)
  })

  it('closes the practice site and is ready for the next', async () => {
    const { page } = started
    await page.getByRole('button', { name: 'Close practice' }).click()
    await page.getByRole('heading', { name: 'Start with a site' }).waitFor()
  })

  it('kept nobody out of any screen, in any theme, and came by all of them', () => {
    expect(walk.found).toEqual({})
    // A practice site has no passphrase: it is unlocked in the walk of maintenance.
    expect(walk.missed).toEqual(['unlock'])
  })
})

/** Drops files on the page the way a person does, by their bytes. */
async function drop({ page, files }: StartedApp, wanted: (name: string) => boolean): Promise<void> {
  const dropped = readdirSync(files)
    .filter(wanted)
    .map((name) => ({ name, base64: readFileSync(join(files, name)).toString('base64') }))
  const transfer = await dataOf(page, dropped)
  await page.getByRole('region', { name: /^Drop packs here/ }).dispatchEvent('drop', { dataTransfer: transfer })
}

/** Drops a photo on the field of the attestation. */
async function photo({ page }: StartedApp, name: string): Promise<void> {
  const plate = new PNG({ width: 320, height: 200 })
  for (let at = 0; at < plate.data.length; at += 4) {
    const light = ((at >> 2) % 320) / 3
    plate.data.set([90 + light, 96 + light, 104 + light, 255], at)
  }
  const transfer = await dataOf(page, [{ name, base64: PNG.sync.write(plate).toString('base64') }])
  await page.locator('.photo-drop').dispatchEvent('drop', { dataTransfer: transfer })
}

const dataOf = (page: StartedApp['page'], files: readonly { readonly name: string; readonly base64: string }[]) =>
  page.evaluateHandle((parts) => {
    const data = new DataTransfer()
    for (const { name, base64 } of parts) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      data.items.add(new File([bytes], name))
    }
    return data
  }, files)

const resize = (app: StartedApp['app'], width: number, height: number) =>
  app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), {
    width,
    height,
  })

/** How far the screen can be scrolled sideways, in pixels. */
const sidewaysScroll = (page: StartedApp['page']): Promise<number> =>
  page.evaluate(() => {
    const main = document.querySelector('main')
    return main === null ? -1 : main.scrollWidth - main.clientWidth
  })
