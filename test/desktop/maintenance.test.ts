import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { type StartedApp, startApp } from './start-app.ts'
import { go, settled, Walk, workDone } from './walk.ts'

const longWorkMs = 120_000
const passphrase = 'eleven small otters swim'

/** A second visit to a site of one's own, after somebody was at the devices. Every screen is looked at in three themes. */
describe('a maintenance visit with drift', () => {
  let site: PracticeSite
  let started: StartedApp
  const walk = new Walk('maintenance', () => started)

  beforeAll(async () => {
    site = await startPracticeSite({ devices: 4, ports: 'auto' })
    started = await startApp()
  })
  afterAll(async () => {
    await started.stop()
    await site.close()
  })

  const place = (name: string) =>
    started.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: new RegExp(`^${name}`) })

  async function discoverAndAssess(): Promise<void> {
    const { page } = started
    await place('Discover').click()
    await page.getByRole('heading', { name: 'Discover', level: 1 }).waitFor()
    await page.getByText('Fast', { exact: true }).click()
    await workDone(page, 'discover', () =>
      page.getByRole('button', { name: /^(Start discovery|Discover again)$/ }).click(),
    )
    await page
      .getByRole('button', { name: 'Cancel discovery' })
      .first()
      .waitFor({ state: 'detached', timeout: longWorkMs })
    await place('Devices').click()
    await workDone(page, 'assess', () => page.getByRole('button', { name: /^Assess all/ }).click())
    await page.getByRole('progressbar', { name: 'Assessing' }).waitFor({ state: 'detached', timeout: longWorkMs })
  }

  it('begins with a first visit, assessed and sealed', async () => {
    const { page } = started
    await walk.look('welcome')
    await page.getByRole('link', { name: 'Create: New site' }).click()
    await page.getByLabel('Name of the site').fill('Harbour')
    await page.getByLabel('Your name').fill('A. Person')
    await page.getByLabel('Your company').fill('Installers')
    await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
    await page.getByLabel('The passphrase once more').fill(passphrase)
    await walk.look('new-site')
    await page.getByRole('button', { name: 'Create the site' }).click()
    await page.getByLabel('Networks in scope').fill(site.scope.join('\n'))
    await walk.look('discover.scope')
    await page.getByRole('button', { name: 'Confirm the scope' }).click()
    await page.getByText(/^Scope confirmed/).waitFor()
    await discoverAndAssess()
    await place('Evidence').click()
    await page.getByRole('heading', { name: 'What is missing' }).waitFor()
    for (const yes of await page.getByRole('checkbox', { name: /^Seal it so/ }).all()) await yes.check()
    await page.getByRole('button', { name: /^Seal pack/ }).click()
    await page.getByText('Number 1', { exact: true }).waitFor({ timeout: longWorkMs })
  })

  it('comes back to the same place when the site is opened again', async () => {
    const { page } = started
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByRole('heading', { name: 'Locked' }).waitFor()
    await walk.look('unlock')
    await page.getByLabel('Passphrase of Harbour').fill(passphrase)
    await page.getByRole('button', { name: 'Unlock' }).click()
    await page.getByRole('heading', { name: 'Evidence', level: 1 }).waitFor()
    await walk.look('evidence')
  })

  it('says on the overview of the second visit what somebody changed meanwhile', async () => {
    const { page } = started
    for (const { address } of site.devices) site.device(address).state.hostname.name = 'renamed'
    for (const { address } of site.devices) {
      const { state } = site.device(address)
      for (const protocol of state.protocols) if (protocol.name === 'RTSP') protocol.enabled = !protocol.enabled
    }
    await discoverAndAssess()
    await walk.look('devices')
    await place('Overview').click()
    await page.getByRole('heading', { name: 'Since visit 1' }).waitFor()
    await page.getByText('Visit 2', { exact: true }).waitFor()
    await page.getByText('settings changed').waitFor()
    await walk.look('overview')
    await page.getByRole('link', { name: 'Show all', exact: true }).click()
    await settled(page)
    await walk.look('drift')
  })

  it('shows on a device what it was at each visit', async () => {
    const { page } = started
    await place('Devices').click()
    await page.locator('.row-link').first().click()
    await page.getByRole('tab', { name: /^History/ }).click()
    await walk.look('device.history')
    await page.getByRole('tab', { name: /^Not read/ }).click()
    await walk.look('device.not-read')
  })

  it('mends what came back, attests again and waives the rest', async () => {
    const { page } = started
    await go(started, 'changes')
    await page.getByRole('button', { name: 'Plan fixes' }).click()
    await page.getByRole('button', { name: /^Apply \d+ changes? to/ }).waitFor({ timeout: longWorkMs })
    await walk.look('changes')
    await go(started, 'attest')
    await walk.look('attest')
    await go(started, 'attest/GOV-02')
    await walk.look('attest-item')
    await go(started, 'checklist')
    await walk.look('checklist')
    await go(started, 'checklist/ACC-01')
    await walk.look('item')
    await go(started, 'waivers')
    await walk.look('waivers')
    await go(started, 'gaps')
    await walk.look('gaps')
  })

  it('passes every other place', async () => {
    for (const [route, id] of [
      ['devices/where/state%3Dopen', 'devices-where'],
      ['devices/firmware/all', 'devices-by-firmware'],
      ['firmware', 'firmware'],
      ['firmware/upgrade', 'upgrade'],
      ['identity', 'identity'],
      ['verify', 'verify'],
      ['record', 'record'],
      ['record/zones', 'record-part'],
      ['activity', 'activity'],
      ['settings', 'settings'],
    ] as const) {
      await go(started, route)
      await walk.look(id)
    }
  })

  it('was kept out of no screen, in no theme, and came by all of them', () => {
    expect(walk.found).toEqual({})
    expect(walk.missed).toEqual([])
  })
})
