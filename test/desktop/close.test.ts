import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StartedApp, startApp } from './start-app.ts'

/** In Spanish: what main asks and names is in the language of the window, whatever the system speaks. */
describe('a window in Spanish that is closed while work runs', () => {
  let started: StartedApp
  let inEnglish: Awaited<ReturnType<typeof menu>>
  beforeAll(async () => {
    started = await startApp()
    inEnglish = await menu()
    const { page } = started
    await page.evaluate(() => {
      window.location.hash = '#/settings'
    })
    await page.getByLabel('Language').selectOption('es')
    await page.getByRole('heading', { name: 'Ajustes', level: 1 }).waitFor()
  })
  afterAll(() => started.stop())

  const close = () =>
    started.app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.close()
    })

  /** Hidden until somebody asks for it, whatever becomes of its words. */
  const isBarShown = () =>
    started.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((one) => one.isMenuBarVisible()))

  /** The entries of the menu by their roles, and what Electron itself calls each, which it does in English. */
  const menu = () =>
    started.app.evaluate(({ Menu }) => {
      const entries = (Menu.getApplicationMenu()?.items ?? []).flatMap((entry) => [
        entry,
        ...(entry.submenu?.items ?? []),
      ])
      const [own, electrons]: [Record<string, string>, Record<string, string>] = [{}, {}]
      for (const { role, label } of entries) {
        if (typeof role !== 'string') continue
        own[role] = label
        electrons[role] = Menu.buildFromTemplate([{ role }]).items[0]?.label ?? ''
      }
      return { own, electrons, labels: entries.map(({ label }) => label) }
    })

  it('has its menu in the language that was chosen in the settings', async () => {
    expect(Object.keys(inEnglish.own).length).toBeGreaterThan(15)
    expect(inEnglish.own).toEqual(inEnglish.electrons)
    await expect.poll(async () => (await menu()).own.undo).toBe('Deshacer')
    const inSpanish = await menu()
    expect(Object.keys(inSpanish.own)).toEqual(Object.keys(inEnglish.own))
    expect(inSpanish.labels.filter((label) => label !== '' && inEnglish.labels.includes(label))).toEqual([])
    expect(await isBarShown()).toBe(false)
  })

  it('stays on a no, with its work, and goes on a yes, when what is in hand is finished', async () => {
    const { app, page, files } = started
    const kept = join(files, 'kept-working')
    await page.evaluate(() => {
      window.location.hash = '#/'
    })
    await page.getByRole('button', { name: 'Abrir el sitio de prácticas' }).click()
    await page.getByText('Suave', { exact: true }).click()
    await page.getByRole('button', { name: 'Empezar a descubrir' }).click()
    await page.getByRole('button', { name: 'Cancelar' }).first().waitFor()
    writeFileSync(join(files, 'keep-working'), '')
    await close()
    await expect.poll(() => existsSync(kept)).toBe(true)
    expect(readFileSync(kept, 'utf8')).toBe('Hay trabajo en curso. ¿Cerrar Fieldseal?')
    await page.getByRole('button', { name: 'Cancelar' }).first().waitFor()
    const gone = app.waitForEvent('close')
    await close()
    await gone
  })
})
