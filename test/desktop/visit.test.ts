import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../build/command.ts'
import { type StartedApp, startApp } from './start-app.ts'

const longWorkMs = 120_000

describe('a visit to the practice site, in the window', () => {
  let started: StartedApp

  beforeAll(async () => {
    started = await startApp()
  })
  afterAll(() => started.stop())

  it('shows what can be tried first', async () => {
    const { page, picture } = started
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Start with a site')
    await picture('welcome')
  })

  it('opens the practice site with a scope on loopback alone', async () => {
    const { page, picture } = started
    await page.getByRole('button', { name: 'Open the practice site' }).click()
    await page.getByRole('heading', { name: 'Discover', level: 1 }).waitFor()
    expect(await page.getByLabel('Networks in scope').inputValue()).toMatch(/^127\./)
    await picture('discover-before')
  })

  it('discovers all 24 devices', async () => {
    const { page, picture } = started
    await page.getByText('Fast', { exact: true }).click()
    await page.getByRole('button', { name: 'Start discovery' }).click()
    await page.getByRole('link', { name: /^Show 24 devices/ }).waitFor({ timeout: longWorkMs })
    shared(await picture('discover'), 'discover')
    await page.getByRole('link', { name: /^Show 24 devices/ }).click()
    await page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor()
    expect(await page.getByText('24 devices, 0 with open items').isVisible()).toBe(true)
  })

  it('assesses them and shows the worst first', async () => {
    const { page, picture } = started
    await page.getByRole('button', { name: 'Assess all 24' }).click()
    await page.getByText('24 of 24').waitFor({ timeout: longWorkMs })
    await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ state: 'detached', timeout: longWorkMs })
    const first = page.locator('.grid tbody tr[aria-rowindex="2"]')
    await first.getByText('Fail').waitFor()
    shared(await picture('devices'), 'devices')
  })

  it('says of one device what was found and how it is known', async () => {
    const { page, picture } = started
    await page.locator('.row-link').first().click()
    await page.getByRole('tab', { name: /Items/ }).waitFor()
    await page
      .getByRole('button', { name: /Details of/ })
      .first()
      .click()
    await page.getByText('Expected', { exact: true }).waitFor()
    await picture('device')
  })

  it('plans the fixes without writing anything', async () => {
    const { page, picture } = started
    await page.getByRole('link', { name: 'Plan fixes: Look at what can be fixed' }).click()
    await page.getByRole('button', { name: 'Plan fixes' }).click()
    const apply = page.getByRole('button', { name: /^Apply \d+ changes? to \d+ devices?$/ })
    await apply.waitFor({ timeout: longWorkMs })
    await page.getByText('Nothing has been written yet.').waitFor()
    shared(await picture('changes'), 'changes')
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
    const { page, picture } = started
    await page.getByRole('button', { name: /^Apply / }).click()
    await page.getByRole('heading', { name: 'Changes running' }).waitFor()
    await picture('changes-running')
    await page.getByRole('heading', { name: 'What became of it' }).waitFor({ timeout: longWorkMs })
    await page
      .getByText(/\d+ fixed/)
      .first()
      .waitFor()
    await picture('changes-ended')
  })

  it('seals a pack and names the fingerprint of its root', async () => {
    const { page, picture, files } = started
    await page.getByRole('link', { name: 'Go on to Seal' }).click()
    await page.getByRole('heading', { name: 'What is missing' }).waitFor()
    // What nobody looked at asks for a yes of its own.
    for (const yes of await page.getByRole('checkbox', { name: /^Seal it so/ }).all()) await yes.check()
    await page.getByRole('button', { name: /^Seal pack/ }).click()
    await page.getByText('Number 1', { exact: true }).waitFor({ timeout: longWorkMs })
    expect(await page.locator('.fingerprint').textContent()).toMatch(/^[0-9a-f]{64}$/)
    expect(readdirSync(files).map((name) => name.slice(name.indexOf('.')))).toEqual(
      expect.arrayContaining(['.asice', '.root.pem']),
    )
    shared(await picture('evidence'), 'evidence')
  })

  it('verifies that pack when it is dropped with its root', async () => {
    const { page, picture } = started
    await page.getByRole('link', { name: 'Verify', exact: true }).click()
    await drop(started, (name) => name.endsWith('.asice') || name.endsWith('.pem'))
    await page.getByRole('button', { name: 'Verify this pack' }).click()
    await page.getByText('Valid. Nothing was changed after signing.').waitFor()
    expect(await page.getByText(/this pack is about simulated devices/).isVisible()).toBe(true)
    shared(await picture('verify'), 'verify')
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
    const { page, picture } = started
    await page
      .getByRole('navigation', { name: 'Places' })
      .getByRole('link', { name: /^Overview/ })
      .click()
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor()
    await page.getByText('24', { exact: true }).first().waitFor()
    shared(await picture('overview'), 'overview')
  })

  it('holds in a small window', async () => {
    const { page, app, picture } = started
    await resize(app, 1024, 700)
    for (const place of ['Overview', 'Discover', 'Devices', 'Changes', 'Evidence', 'Verify']) {
      await page
        .getByRole('navigation', { name: 'Places' })
        .getByRole('link', { name: new RegExp(`^${place}`) })
        .click()
      await page.getByRole('heading', { level: 1 }).waitFor()
      await picture(`small-${place.toLowerCase()}`)
      expect(await sidewaysScroll(page), place).toBe(0)
    }
    await resize(app, 1280, 800)
  })

  it('closes the practice site and is ready for the next', async () => {
    const { page } = started
    await page.getByRole('button', { name: 'Close practice' }).click()
    await page.getByRole('heading', { name: 'Start with a site' }).waitFor()
  })

  it('broke no security rule and wrote no error on the way', () => {
    expect(started.complaints).toEqual([])
  })
})

/** Drops files on the page the way a person does, by their bytes. */
async function drop({ page, files }: StartedApp, wanted: (name: string) => boolean): Promise<void> {
  const dropped = readdirSync(files)
    .filter(wanted)
    .map((name) => ({ name, base64: readFileSync(join(files, name)).toString('base64') }))
  const transfer = await page.evaluateHandle((parts) => {
    const data = new DataTransfer()
    for (const { name, base64 } of parts) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      data.items.add(new File([bytes], name))
    }
    return data
  }, dropped)
  await page.getByRole('region', { name: /^Drop packs here/ }).dispatchEvent('drop', { dataTransfer: transfer })
}

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

/** Pictures of the documentation are made anew only when that is asked for. */
function shared(path: string, name: string): void {
  if (process.env.FIELDSEAL_PICTURES !== '1') return
  const folder = join(root, 'build', 'pictures')
  mkdirSync(folder, { recursive: true })
  copyFileSync(path, join(folder, `${name}.png`))
}
