import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StartedApp, startApp } from './start-app.ts'

const longWorkMs = 120_000
/** More than these, and a first visit is no longer a matter of minutes. */
const mostSteps = 16

/** Somebody who never saw the app follows the guided visit on the practice site, and nothing else. */
describe('the first five minutes', () => {
  let started: StartedApp
  let steps = 0
  let begunAt = 0

  beforeAll(async () => {
    started = await startApp()
    begunAt = performance.now()
  })
  afterAll(() => started.stop())

  /** One thing that the person does. */
  const press = async (name: string | RegExp) => {
    const { page } = started
    const named = { name, exact: typeof name === 'string' }
    const wanted = page.getByRole('button', named).or(page.getByRole('link', named))
    await wanted.first().click({ timeout: longWorkMs })
    steps += 1
  }
  const card = () => started.page.getByRole('complementary', { name: 'Guided visit' })
  const cardSays = (text: string | RegExp) => card().getByText(text).waitFor({ timeout: longWorkMs })

  it('begin with one large choice, which leads to the guided visit', async () => {
    await press('Open the practice site')
    await cardSays('Hear what answers')
  })

  it('lead from step to step by what the card says', async () => {
    await press('Start discovery')
    await cardSays('Hold every device against the checklist')
    await press('Take me there')
    await press(/^Assess all 24$/)
    await cardSays('Plan, then apply')
    await press('Take me there')
    await press('Plan fixes')
    await press(/^Apply \d+ changes? to/)
    await started.page.getByRole('heading', { name: 'What became of it' }).waitFor({ timeout: longWorkMs })
    if (await card().getByText('Plan, then apply').isVisible()) await press('Leave the rest open')
    await cardSays('Say what only a person can see')
    await press('Leave the rest open')
    await cardSays('Seal the evidence')
    await press('Take me there')
  })

  it('end with a sealed pack of practice devices', async () => {
    const { page, files } = started
    await page.getByRole('heading', { name: 'What is missing' }).waitFor()
    for (const yes of await page.getByRole('checkbox', { name: /^Seal it so/ }).all()) {
      await yes.check()
      steps += 1
    }
    await press(/^Seal pack/)
    await page.getByText('Number 1', { exact: true }).waitFor({ timeout: longWorkMs })
    await cardSays('That was a whole visit')
    expect(readdirSync(files).some((name) => name.endsWith('.asice'))).toBe(true)
    expect(steps).toBeLessThanOrEqual(mostSteps)
    const seconds = Math.round((performance.now() - begunAt) / 1000)
    process.stdout.write(
      `first sealed practice pack: ${steps} steps, ${seconds} s with the machine doing the pressing\n`,
    )
  })
})
