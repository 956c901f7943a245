import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BuiltPack } from '../../electron/evidence/built-pack.ts'
import { signerOf } from '../../electron/evidence/identity.ts'
import { buildPack } from '../../electron/evidence/pack.ts'
import { largeVisit } from './support/large-visit.ts'
import { scratch } from './support/openssl.ts'
import { sampleIdentity } from './support/sample-visit.ts'
import { offlineBrowser } from './support/verifier-browser.ts'

const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>‮'
const folder = scratch()
const file = join(folder.path, 'report.html')
let pack: BuiltPack
let browser: Browser

beforeAll(async () => {
  const input = largeVisit(12)
  const [first, ...others] = input.devices
  if (first === undefined) throw new Error('the visit has no device')
  const identity = { ...first.device.identity, model: hostile }
  const devices = [{ ...first, device: { ...first.device, identity } }, ...others]
  pack = await buildPack({ ...input, devices }, signerOf(await sampleIdentity()))
  writeFileSync(file, new Map(pack.files.insurer).get('report.html') ?? '')
  browser = await offlineBrowser()
}, 60_000)
afterAll(async () => {
  await browser.close()
  folder.remove()
})

async function opened(javaScriptEnabled: boolean): Promise<{ page: Page; asked: string[]; context: BrowserContext }> {
  const context = await browser.newContext({ javaScriptEnabled, offline: true })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('console', (message) => asked.push(message.text()))
  page.on('pageerror', (error) => asked.push(String(error)))
  await page.goto(pathToFileURL(file).href)
  return { page, asked, context }
}
const findings = (page: Page) =>
  page.locator('section.listed', { has: page.getByRole('heading', { name: 'Findings', exact: true }) })

describe('report.html in a browser without a network', () => {
  it('is read without script: every finding of every device is on the page, and nothing is asked for', async () => {
    const { page, asked, context } = await opened(false)
    expect(await findings(page).locator('tbody tr').count()).toBe(pack.results.findings.length)
    expect(pack.results.findings.length).toBeGreaterThan(500)
    const text = await page.locator('main').innerText()
    for (const { address } of pack.results.devices) expect(text).toContain(address)
    expect(text).toContain('Open risks')
    expect(text).toContain('How to verify')
    expect(await page.locator('input').count()).toBe(0)
    expect(asked).toEqual([pathToFileURL(file).href])
    await context.close()
  })

  it('is filtered with script, word by word, and says how many rows are left', async () => {
    const { page, asked, context } = await opened(true)
    const section = findings(page)
    const all = await section.locator('tbody tr').count()
    const filter = section.getByRole('searchbox')
    const { address } = pack.results.devices[3] ?? { address: '' }
    const own = pack.results.findings.filter(({ device }) => device === pack.results.devices[3]?.id)
    await filter.fill(address)
    const cells = await section.locator('tbody tr:visible td:nth-child(2)').allInnerTexts()
    expect(cells.length).toBeGreaterThanOrEqual(own.length)
    expect(cells.every((cell) => cell.includes(address))).toBe(true)
    expect(await section.getByRole('status').innerText()).toBe(`${cells.length} of ${all} rows`)
    await filter.fill(`${address} fail`)
    expect(await section.locator('tbody tr:visible').count()).toBeLessThan(cells.length)
    await filter.fill('')
    expect(await section.locator('tbody tr:visible').count()).toBe(all)
    expect(asked).toEqual([pathToFileURL(file).href])
    await context.close()
  })

  it('shows text of devices as text, and runs nothing of it', async () => {
    const { page, asked, context } = await opened(true)
    expect(await page.title()).toMatch(/^Evidence report: /)
    expect(await page.locator('main img').count()).toBe(0)
    expect(await page.locator('script').count()).toBe(1)
    const text = await page.locator('main').innerText()
    expect(text).toContain('<img src=x onerror=')
    expect(text).not.toContain('‮')
    expect(asked).toEqual([pathToFileURL(file).href])
    await context.close()
  })

  it('is one file: it names no other file and no address of a network', () => {
    const page = new Map(pack.files.insurer).get('report.html')?.toString() ?? ''
    expect(page.match(/<(?:link|img|iframe|object|embed|base|form)\b/g)).toBeNull()
    expect(page.match(/\b(?:src|href|action)=(?!x onerror)/g)).toBeNull()
    expect(page).not.toMatch(/@import|url\(/)
    expect(page).toContain("default-src 'none'")
  })
})
