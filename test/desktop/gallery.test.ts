import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../build/command.ts'
import { buildGallery } from '../../build/gallery.ts'
import { keepsOut } from './axe.ts'
import { launchElectron } from './launch.ts'

describe('the gallery of components', () => {
  let folder: string
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fieldseal-gallery-'))
    const html = await buildGallery(join(folder, 'page'))
    // A window and nothing else: the app itself has no way to this page.
    const main = join(folder, 'main.cjs')
    writeFileSync(
      main,
      `const { app, BrowserWindow } = require('electron')
      app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile(${JSON.stringify(html)}))`,
    )
    const launched = await launchElectron(main, join(folder, 'user'))
    app = launched.app
    page = launched.page
    await page.getByRole('heading', { name: 'Components', level: 1 }).waitFor()
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it.each(['Light', 'Dark', 'Outdoor'])(
    'shows every component in every state in theme %s, and keeps nobody out',
    async (theme) => {
      await page.getByRole('button', { name: `${theme} theme` }).click()
      await page.locator(`html[data-theme="${theme.toLowerCase()}"]`).waitFor()
      expect(await page.locator('[data-story]').count()).toBeGreaterThan(60)
      mkdirSync(join(root, 'test-results'), { recursive: true })
      await page.screenshot({ path: join(root, 'test-results', `gallery-${theme.toLowerCase()}.png`) })
      // Several headings of a first level are several screens side by side here.
      const said = (await keepsOut(page)).filter((found) => !found.startsWith('page-has-heading-one'))
      expect(said).toEqual([])
    },
  )
})
