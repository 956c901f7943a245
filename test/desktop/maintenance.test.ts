import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { type StartedApp, startApp } from './start-app.ts'

const longWorkMs = 120_000
const passphrase = 'eleven small otters swim'

/** A second visit to a site of one's own, after somebody was at the devices. */
describe('a maintenance visit with drift', () => {
  let site: PracticeSite
  let started: StartedApp

  beforeAll(async () => {
    site = await startPracticeSite({ devices: 4, ports: 'auto' })
    started = await startApp()
  })
  afterAll(async () => {
    await started.stop()
    await site.close()
  })

  async function discoverAndAssess(): Promise<void> {
    const { page } = started
    await page
      .getByRole('navigation', { name: 'Places' })
      .getByRole('link', { name: /^Discover/ })
      .click()
    await page.getByRole('heading', { name: 'Discover', level: 1 }).waitFor()
    await page.getByText('Fast', { exact: true }).click()
    await page.getByRole('button', { name: /^(Start discovery|Discover again)$/ }).click()
    await page.getByRole('button', { name: 'Cancel discovery' }).first().waitFor()
    await page
      .getByRole('button', { name: 'Cancel discovery' })
      .first()
      .waitFor({ state: 'detached', timeout: longWorkMs })
    await page
      .getByRole('navigation', { name: 'Places' })
      .getByRole('link', { name: /^Devices/ })
      .click()
    await page.getByRole('button', { name: /^Assess all/ }).click()
    await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ timeout: longWorkMs })
    await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ state: 'detached', timeout: longWorkMs })
  }

  it('begins with a first visit, assessed and sealed', async () => {
    const { page } = started
    await page.getByRole('link', { name: 'Create: New site' }).click()
    await page.getByLabel('Name of the site').fill('Harbour')
    await page.getByLabel('Your name').fill('A. Person')
    await page.getByLabel('Your company').fill('Installers')
    await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
    await page.getByLabel('The passphrase once more').fill(passphrase)
    await page.getByRole('button', { name: 'Create the site' }).click()
    await page.getByLabel('Networks in scope').fill(site.scope.join('\n'))
    await page.getByRole('button', { name: 'Confirm the scope' }).click()
    await page.getByText(/^Scope confirmed/).waitFor()
    await discoverAndAssess()
    await page
      .getByRole('navigation', { name: 'Places' })
      .getByRole('link', { name: /^Evidence/ })
      .click()
    await page.getByRole('heading', { name: 'What is missing' }).waitFor()
    for (const yes of await page.getByRole('checkbox', { name: /^Seal it so/ }).all()) await yes.check()
    await page.getByRole('button', { name: /^Seal pack/ }).click()
    await page.getByText('Number 1', { exact: true }).waitFor({ timeout: longWorkMs })
  })

  it('comes back to the same place when the site is opened again', async () => {
    const { page } = started
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByLabel('Passphrase of Harbour').fill(passphrase)
    await page.getByRole('button', { name: 'Unlock' }).click()
    await page.getByRole('heading', { name: 'Evidence', level: 1 }).waitFor()
  })

  it('says on the overview of the second visit what somebody changed meanwhile', async () => {
    const { page, picture } = started
    for (const { address } of site.devices) site.device(address).state.hostname.name = 'renamed'
    for (const { address } of site.devices) {
      const { state } = site.device(address)
      for (const protocol of state.protocols) if (protocol.name === 'RTSP') protocol.enabled = !protocol.enabled
    }
    await discoverAndAssess()
    await page
      .getByRole('navigation', { name: 'Places' })
      .getByRole('link', { name: /^Overview/ })
      .click()
    await page.getByRole('heading', { name: 'Since visit 1' }).waitFor()
    await page.getByText('Visit 2', { exact: true }).waitFor()
    await page.getByText('settings changed').waitFor()
    await picture('overview-drift')
    await page.getByRole('link', { name: 'Show all', exact: true }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await picture('drift')
  })

  it('broke no security rule and wrote no error on the way', () => {
    expect(started.complaints).toEqual([])
  })
})
