import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StartedApp, startApp } from './start-app.ts'

const passphrase = 'eleven small otters swim'

describe('a site of one’s own, in the window', () => {
  let started: StartedApp

  beforeAll(async () => {
    started = await startApp()
  })
  afterAll(() => started.stop())

  it('asks for a passphrase that is long enough and typed twice alike', async () => {
    const { page, picture } = started
    await page.getByRole('link', { name: 'Create: New site' }).click()
    await page.getByLabel('Name of the site').fill('Harbour')
    await page.getByLabel('Your name').fill('A. Person')
    await page.getByLabel('Your company').fill('Installers')
    await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('short')
    await page.getByLabel('The passphrase once more').fill('another')
    await page.getByRole('button', { name: 'Create the site' }).click()
    await page.getByText('At least 12 characters are needed.').waitFor()
    await page.getByText('The two passphrases differ.').waitFor()
    await picture('new-site')
  })

  it('makes one encrypted file and opens it on the scope', async () => {
    const { page, picture, files } = started
    await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
    await page.getByLabel('The passphrase once more').fill(passphrase)
    await page.getByRole('button', { name: 'Create the site' }).click()
    await page.getByText('Nothing is sent before you confirm which networks may be touched.').waitFor()
    expect(await page.getByRole('button', { name: 'Start discovery' }).isDisabled()).toBe(true)
    expect(
      await page
        .getByRole('checkbox', { name: /^Use / })
        .evaluateAll((boxes) => boxes.filter((box) => (box as HTMLInputElement).checked).length),
    ).toBe(0)
    expect(readdirSync(files).filter((name) => name.endsWith('.fieldseal'))).toHaveLength(1)
    await picture('scope')
  })

  it('refuses a scope that is no network, in place', async () => {
    const { page } = started
    await page.getByLabel('Networks in scope').fill('not-a-network')
    await page.getByRole('button', { name: 'Confirm the scope' }).click()
    await page.getByText('scope/malformed').waitFor()
    await page.getByLabel('Networks in scope').fill('127.88.0.0/29')
    await page.getByRole('button', { name: 'Confirm the scope' }).click()
    await page.getByText('Scope confirmed: 127.88.0.0/29.').waitFor()
  })

  it('locks, refuses a wrong passphrase in place, and comes back to the same screen', async () => {
    const { page, picture } = started
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Evidence' }).click()
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByRole('heading', { name: 'Locked' }).waitFor()
    await page.getByLabel('Passphrase of Harbour').fill('something else entirely')
    await page.getByRole('button', { name: 'Unlock' }).click()
    await page.getByText('store/wrong-passphrase').waitFor()
    await picture('locked')
    await page.getByLabel('Passphrase of Harbour').fill(passphrase)
    await page.getByRole('button', { name: 'Unlock' }).click()
    await page.getByRole('heading', { name: 'Evidence', level: 1 }).waitFor()
  })

  it('names the site among those opened before', async () => {
    const { page } = started
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByRole('link', { name: 'Choose another site' }).click()
    await page.getByRole('link', { name: 'Open Harbour' }).waitFor()
  })

  it('survives the death of the engine process: says so, and opens the site again', async () => {
    const { page, app } = started
    await page.getByRole('link', { name: 'Open Harbour' }).click()
    await page.getByLabel('Passphrase of Harbour').fill(passphrase)
    await page.getByRole('button', { name: 'Unlock' }).click()
    await page.getByRole('heading', { name: 'Evidence', level: 1 }).waitFor()
    const ended = await app.evaluate(({ app: electron }) => {
      const engine = electron.getAppMetrics().find(({ name }) => name === 'Fieldseal engine')
      return engine === undefined ? false : process.kill(engine.pid, 'SIGKILL')
    })
    expect(ended).toBe(true)
    await page.getByRole('heading', { name: 'Locked' }).waitFor()
    await page.getByText('app/engine-stopped').waitFor()
    await page.getByLabel('Passphrase of Harbour').fill(passphrase)
    await page.getByRole('button', { name: 'Unlock' }).click()
    await page.getByRole('heading', { name: 'Evidence', level: 1 }).waitFor()
  })
})
