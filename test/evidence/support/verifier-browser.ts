import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright'
import { verifierPage } from '../../../build/verifier-page.ts'
import type { VerifyOptions } from '../../../electron/evidence/verify/verify-pack.ts'
import { scratch } from './openssl.ts'

/** What the page shows of one pack. */
export interface Shown {
  readonly state: string
  readonly valid: boolean
  readonly codes: readonly string[]
  readonly text: string
}

type Asked = Pick<VerifyOptions, 'rootsPem'> & Partial<VerifyOptions>

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** A real browser that reaches nobody. */
export async function offlineBrowser(): Promise<Browser> {
  const executablePath = process.env.FIELDSEAL_BROWSER ?? browsers.find((path) => existsSync(path))
  if (executablePath === undefined) throw new Error('no Chromium here: install the package chromium')
  return await chromium.launch({
    executablePath,
    chromiumSandbox: false,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ],
  })
}

/** A real browser with `verifier.html` opened from the disk and no network at all. */
export class VerifierBrowser {
  readonly #folder = scratch()
  readonly #browser: Browser
  readonly page: Page
  /** Requests that the page made besides its own file, and everything that it complained about. */
  readonly complaints: string[] = []
  #count = 0

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser
    this.page = page
    page.on('console', (message) => this.complaints.push(message.text()))
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith('file:') && !request.url().startsWith('blob:')) this.complaints.push(request.url())
    })
  }

  static async open(): Promise<VerifierBrowser> {
    const browser = await offlineBrowser()
    const context = await browser.newContext({ offline: true })
    const opened = new VerifierBrowser(browser, await context.newPage())
    const file = join(opened.#folder.path, 'verifier.html')
    writeFileSync(file, await verifierPage())
    await opened.page.goto(pathToFileURL(file).href)
    await opened.page.waitForSelector('html[data-ready]')
    await opened.page.click('summary')
    return opened
  }

  /** Gives the page these files as a person would, and reads what it says. */
  judge(bytes: Buffer, options: Asked): Promise<Shown> {
    return this.judgeAll([bytes], options)
  }

  /** As `judge`, of several packs at once. */
  async judgeAll(packs: readonly Buffer[], options: Asked): Promise<Shown> {
    const { page } = this
    this.#count += 1
    const folder = join(this.#folder.path, String(this.#count))
    mkdirSync(folder)
    const files = (name: string, texts: readonly (string | Buffer)[]) =>
      texts.map((text, at) => {
        const file = join(folder, `${at}-${name}`)
        writeFileSync(file, text)
        return file
      })
    // A fixed clock for the page; its own passes on.
    await page.clock.setFixedTime(options.now ?? new Date())
    await page.setInputFiles('#pack', [])
    await page.setInputFiles('#root', files('root.pem', options.rootsPem))
    await page.setInputFiles('#tsa-root', files('tsa.pem', options.tsaRootsPem ?? []))
    await page.setInputFiles('#customer-root', files('customer.pem', options.customerRootsPem ?? []))
    await page.setInputFiles('#revocations', files('crl.pem', options.crlsPem ?? []))
    await page.selectOption('#countersigned', options.requireCountersignature ?? '')
    await page.fill('#site', options.site ?? '')
    await page.fill('#nonce', options.nonce ?? '')
    await page.setChecked('#require-timestamp', options.requireTimestamp === true)
    await page.setInputFiles('#pack', files(`${this.#count}.asice`, packs))
    const shown = `[data-file="${packs.map((_, at) => `${at}-${this.#count}.asice`).join(' ')}"]`
    await page.waitForSelector(`#result${shown}:is([data-state=done], [data-state=problem])`, { timeout: 30_000 })
    const result = page.locator('#result')
    const codes = (await result.getAttribute('data-codes')) ?? ''
    return {
      state: (await result.getAttribute('data-state')) ?? '',
      valid: (await result.getAttribute('data-valid')) === 'true',
      codes: codes.split(' ').filter((code) => code !== ''),
      text: await result.innerText(),
    }
  }

  async close(): Promise<void> {
    await this.#browser.close()
    this.#folder.remove()
  }
}
