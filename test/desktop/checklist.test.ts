import { AxeBuilder } from '@axe-core/playwright'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StartedApp, startApp } from './start-app.ts'

const longWorkMs = 120_000
/** What the page has of main. */
interface PageApi {
  call(channel: string, input: unknown): Promise<unknown>
  on(event: 'progress', listener: (progress: { readonly work: string; readonly state: string }) => void): unknown
}
const themes = ['Light', 'Dark', 'Outdoor'] as const

describe('checklist, attestations and site record, in the window', () => {
  let started: StartedApp

  beforeAll(async () => {
    started = await startApp(['--use-fake-device-for-media-stream'])
    const { page } = started
    await page.getByRole('button', { name: 'Open the practice site' }).click()
    await page.getByRole('heading', { name: 'Discover', level: 1 }).waitFor()
    await work('discovery.start', { pace: 'fast' }, 'discover')
    await work('assess.start', { ids: null }, 'assess')
  }, 2 * longWorkMs)
  afterAll(() => started.stop())

  /** Long work as the window starts it, to its end. */
  const work = async (channel: string, input: unknown, kind: string) => {
    const state = await started.page.evaluate(
      ([name, given, wanted]) => {
        const { api } = globalThis as unknown as { readonly api: PageApi }
        return new Promise<string>((resolve) => {
          api.on('progress', (progress) => {
            if (progress.work === wanted && progress.state !== 'running') resolve(progress.state)
          })
          void api.call(name, given)
        })
      },
      [channel, input, kind] as const,
    )
    expect(state).toBe('done')
  }

  const go = async (route: string, heading: string | RegExp) => {
    await started.page.evaluate((hash) => {
      window.location.hash = hash
    }, `#/${route}`)
    await started.page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  }

  it('shows every item over all devices, its coverage beside the score', async () => {
    const { page } = started
    await go('checklist', 'Checklist')
    await page.getByText(/of [\d,]+ findings/).waitFor()
    await page.getByRole('link', { name: 'ACC-01', exact: true }).waitFor()
    await look('checklist')
  })

  it('says of one item what is asked and how each device stands', async () => {
    const { page } = started
    await page.getByRole('link', { name: 'ACC-01', exact: true }).click()
    await page.getByRole('heading', { name: 'Published default logins are refused', level: 1 }).waitFor()
    await look('checklist-item')
  })

  it('waives it for the whole site until a day', async () => {
    const { page } = started
    await page.getByRole('button', { name: 'Waive' }).click()
    await page.getByLabel('Why it cannot be met now').fill('The parts are on order.')
    await page.getByLabel('What keeps the risk down meanwhile').fill('The ports are shut on the switch.')
    await page.getByLabel('Who decided').fill('C. Owner')
    await page.getByLabel('Who asked for it').fill('A. Person')
    await look('waive', [])
    await page.getByRole('button', { name: 'Waive ACC-01' }).click()
    await page.getByText('Waived', { exact: true }).first().waitFor()
    await go('waivers', 'Waivers')
    await page.getByText('C. Owner', { exact: false }).waitFor()
    await look('waivers')
  })

  it('attests an item by photo from a file and from the camera, by keyboard alone from the answer on', async () => {
    const { page } = started
    await go('attest/PHY-01', 'Attest')
    await page.getByText('What did you see?').waitFor()
    await look('attest')
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('1')
    expect(await page.getByRole('radio', { name: /^As it should be/ }).isChecked()).toBe(true)
    await drop(started, 'bracket.png')
    await page.getByRole('img', { name: 'bracket.png' }).waitFor()
    await page.getByRole('button', { name: 'Use the camera' }).click()
    await page.getByRole('button', { name: 'Take the photo' }).click()
    await page.getByRole('img', { name: 'Camera photo 2' }).waitFor()
    await page.getByRole('button', { name: 'Close the camera' }).click()
    await page.getByLabel('What was seen, in a sentence').fill('Housings closed, seals in place.')
    await look('attest-filled')
    await page.keyboard.press('Control+Enter')
    await page.getByText(/answers? on record: /).waitFor({ timeout: longWorkMs })
    await go('checklist/PHY-01', /./)
    await page.getByText('Attested', { exact: true }).first().waitFor()
    await page
      .getByRole('button', { name: /^Show: Photo/ })
      .first()
      .click()
    await page.locator('.photo-thumb.large canvas:not([hidden])').waitFor()
    await look('attested', ['Light'])
  })

  it('answers both documents gap by gap', async () => {
    await go('gaps', 'Gap report')
    await started.page.getByText('Document B').waitFor()
    await look('gaps')
  })

  it('keeps who answers, and tests the segmentation only after a yes', async () => {
    const { page } = started
    await go('record', 'Site record')
    await page.getByLabel('Name, row 1').first().fill('C. Owner')
    await page.getByRole('button', { name: 'Save people' }).click()
    await page.getByText(/^Saved\./).waitFor()
    for (const part of ['zones', 'network', 'accounts', 'jobs', 'checklists', 'place']) {
      await go(`record/${part}`, 'Site record')
      await look(`record-${part}`, part === 'network' ? themes : ['Light'])
    }
    await go('record/segmentation', 'Site record')
    await page.getByRole('button', { name: 'Add: What must not be reached from here' }).click()
    await page.getByLabel('What it is, row 1').fill('file server')
    await page.getByLabel('Address, row 1').fill('127.199.0.1')
    await page.getByLabel('Port, row 1').fill('9')
    await page.getByRole('button', { name: 'Save segmentation' }).click()
    const test = page.getByRole('button', { name: 'Test 1 target now' })
    await test.waitFor()
    expect(await test.isDisabled()).toBe(true)
    await page.getByLabel(/^Yes, contact 1 address/).check()
    await test.click()
    await page.getByText('Refused, but reached').waitFor({ timeout: longWorkMs })
    await look('record-segmentation')
  })

  it('has nothing to compare with on a first visit, and says so', async () => {
    await go('drift', 'What changed')
    await started.page.getByText('First visit').waitFor()
    await look('drift', ['Light'])
  })

  /** A picture in each theme (without one: as it is), and nothing that keeps people out, by the rules that a program can check. */
  async function look(name: string, inThemes: readonly string[] = themes): Promise<void> {
    const { page, picture } = started
    for (const theme of inThemes.length === 0 ? ['Light'] : inThemes) {
      if (inThemes.length > 0) await page.getByRole('radio', { name: `${theme} theme` }).click()
      await picture(`${name}-${theme.toLowerCase()}`)
      const { violations } = await new AxeBuilder({ page })
        .include(inThemes.length > 0 ? 'main' : 'section[role="dialog"]')
        // Behind a dialog the page is out of reach; its banner is no second one.
        .disableRules(inThemes.length > 0 ? [] : ['landmark-no-duplicate-banner'])
        .setLegacyMode(true)
        .analyze()
      const said = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
      )
      expect(said, `${name}, ${theme}`).toEqual([])
    }
    if (inThemes.length > 1) await page.getByRole('radio', { name: 'Light theme' }).click()
  }
})

/** Drops a photo on the field the way a person does, by its bytes. */
async function drop({ page }: StartedApp, name: string): Promise<void> {
  const photo = new PNG({ width: 320, height: 200 })
  photo.data.fill(0x8c)
  const file = { name, base64: PNG.sync.write(photo).toString('base64') }
  const transfer = await page.evaluateHandle(({ name: called, base64 }) => {
    const data = new DataTransfer()
    data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], called))
    return data
  }, file)
  await page.locator('.photo-drop').dispatchEvent('drop', { dataTransfer: transfer })
}
