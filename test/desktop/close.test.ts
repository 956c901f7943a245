import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StartedApp, startApp } from './start-app.ts'

describe('a window that is closed while work runs', () => {
  let started: StartedApp
  beforeAll(async () => {
    started = await startApp()
  })
  afterAll(() => started.stop())

  const close = () =>
    started.app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.close()
    })

  it('stays on a no, with its work, and goes on a yes, when what is in hand is finished', async () => {
    const { app, page, files } = started
    const kept = join(files, 'kept-working')
    await page.getByRole('button', { name: 'Open the practice site' }).click()
    await page.getByText('Gentle', { exact: true }).click()
    await page.getByRole('button', { name: 'Start discovery' }).click()
    await page.getByRole('button', { name: 'Cancel' }).first().waitFor()
    writeFileSync(join(files, 'keep-working'), '')
    await close()
    await expect.poll(() => existsSync(kept)).toBe(true)
    await page.getByRole('button', { name: 'Cancel' }).first().waitFor()
    const gone = app.waitForEvent('close')
    await close()
    await gone
  })
})
