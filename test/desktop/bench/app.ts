import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import { root } from '../../../build/command.ts'
import prepareDesktop from '../../../build/desktop-setup.ts'
import { virtualScreen } from '../../../build/virtual-screen.ts'
import { fromWire } from '../../../electron/contract/wire.ts'
import { type Launched, launchElectron } from '../launch.ts'
import { inputDelays, scrollFrames } from './measure-page.ts'

const rounds = 5
const bounds = { startTimes: 1.5, startMs: 500, frameMs: 50, filterMs: 100, inputMs: 100, memoryMb: 350 } as const
const updatesPerSecond = 200

interface Given {
  readonly folder: string
  readonly file: string
  readonly passphrase: string
  readonly devices: number
  derive(): Promise<number>
}

/** One start of each window, right after one another, so that whatever else the machine does burdens both. */
interface Round {
  readonly blankMs: number
  readonly questionMs: number
  readonly openMs: number
  readonly deriveMs: number
}

/**
 * The real window with a large site, held against a blank window of the same Electron in the same run.
 *
 * A start is measured from the launch of the program to the first row of the table on the screen, by a robot that types the
 * passphrase as soon as it is asked for: time of a person is not in it. The derivation of the keys is, and is printed by itself: it
 * is slow on purpose (Argon2id, RFC 9106), a blank window has nothing like it, and the bound is held against the rest.
 */
export async function measureWindow(given: Given): Promise<void> {
  await prepareDesktop()
  const endScreen = await virtualScreen()
  try {
    makeBlank(given.folder)
    const home = join(given.folder, 'home')
    // The first start goes to the list of devices; every later one comes back to it.
    const first = await launch(root, home, ['--site', given.file])
    await unlock(first.page, given.passphrase)
    await first.page.getByRole('navigation', { name: 'Visit' }).waitFor()
    await first.page.evaluate(() => {
      window.location.hash = '#/devices'
    })
    await tableReady(first.page)
    await first.app.close()
    const blank = await launchBlank(given.folder)
    const blankFrame = (await scrolled(blank.page, '.box')).longest
    await blank.app.close()

    const done: Round[] = []
    let last: Launched | null = null
    for (let round = 0; round < rounds; round += 1) {
      await last?.app.close()
      const empty = await launchBlank(given.folder)
      const blankMs = empty.readyMs
      await empty.app.close()
      last = await launch(root, home, ['--site', given.file])
      await shown(last.page, '.unlock button[type="submit"]')
      const questionMs = performance.now() - last.startedAt
      const openMs = await unlock(last.page, given.passphrase)
      done.push({ blankMs, questionMs, openMs, deriveMs: await given.derive() })
    }
    if (last === null) throw new Error('no round was run')
    sayStarts(given, done)
    await measureTable(last, blankFrame)
    await last.app.close()
  } finally {
    await endScreen()
  }
}

function sayStarts({ devices }: Given, done: readonly Round[]): void {
  const of = (get: (round: Round) => number): number => median(done.map(get))
  const blank = of(({ blankMs }) => blankMs)
  const question = of(({ questionMs }) => questionMs)
  const whole = of(({ questionMs, openMs }) => questionMs + openMs)
  const deriveMs = of((round) => round.deriveMs)
  const bare = whole - deriveMs
  say(`${devices} devices in the store, median of ${rounds} starts, each right after one of the blank window`)
  say(`  blank window, start to painted            ${rounded(blank)}`)
  say(`  start to the question for the passphrase  ${rounded(question)} (${times(question, blank)} blank)`)
  say(`  passphrase to usable table                ${rounded(of(({ openMs }) => openMs))}`)
  say(`  start to usable table, all of it          ${rounded(whole)} (${times(whole, blank)} blank)`)
  say(`    of that key derivation, slow on purpose ${rounded(deriveMs)}`)
  const bound = blank * bounds.startTimes + bounds.startMs
  say(`  start to usable table, without derivation ${line(bare, bound)} (${times(bare, blank)} blank)`)
}

async function measureTable({ app, page }: Launched, blankFrame: number): Promise<void> {
  const frames = await scrolled(page, '.grid-box')
  say(
    `  longest frame while scrolling             ${line(frames.longest, bounds.frameMs)}, ${frames.over} of ${frames.all} over ${bounds.frameMs} ms (blank window: ${rounded(blankFrame)})`,
  )
  const box = page.getByRole('searchbox', { name: 'Search devices' })
  await box.click()
  await page.evaluate(inputDelays, 'start')
  for (const key of '10.64.7') await page.keyboard.press(key, { delay: 30 })
  say(`  keystroke in the filter to painted        ${line(await page.evaluate(inputDelays, 'end'), bounds.filterMs)}`)
  await box.fill('')
  await liveUpdates(app, page)
  say(`  memory of the page                        ${line(await memoryOf(app), bounds.memoryMb, 'MB')}`)
}

/** Scrolls three times; the run in the middle is the one that counts. */
async function scrolled(page: Page, selector: string): ReturnType<typeof scrollFrames> {
  const runs = [
    await page.evaluate(scrollFrames, selector),
    await page.evaluate(scrollFrames, selector),
    await page.evaluate(scrollFrames, selector),
  ].sort((a, b) => a.longest - b.longest)
  return runs[1] as (typeof runs)[number]
}

/** Rows that change while a person moves through the table. */
async function liveUpdates(app: ElectronApplication, page: Page): Promise<void> {
  await page.locator('.grid-box').focus()
  const list = await page.evaluate(async () => {
    const { api } = window as unknown as {
      api: { call(channel: string, input: undefined): Promise<{ value: string }> }
    }
    return (await api.call('devices.list', undefined)).value
  })
  const rows = (fromWire('devices.list', list) as Record<string, unknown>[]).slice(0, 400)
  await page.evaluate(inputDelays, 'start')
  const sending = app.evaluate(
    async ({ BrowserWindow }, { rows, each }) => {
      const [window] = BrowserWindow.getAllWindows()
      for (let turn = 0; turn < 100; turn += 1) {
        const from = (turn * each) % rows.length
        const changed = rows.slice(from, from + each).map((row) => ({ ...row, open: turn % 9, assessed: true }))
        window?.webContents.send('event', 'deviceRows', { rows: changed })
        await new Promise((done) => setTimeout(done, 50))
      }
    },
    { rows, each: updatesPerSecond / 20 },
  )
  for (let press = 0; press < 60; press += 1) await page.keyboard.press('ArrowDown', { delay: 40 })
  await sending
  const delay = await page.evaluate(inputDelays, 'end')
  say(`  input while ${updatesPerSecond} rows a second change    ${line(delay, bounds.inputMs)}`)
}

async function launch(main: string, home: string, args: readonly string[] = []): Promise<Launched> {
  mkdirSync(home, { recursive: true })
  const launched = await launchElectron(main, join(home, 'user'), args, { HOME: home })
  launched.page.setDefaultTimeout(60_000)
  return launched
}

/** How long it takes from the passphrase to a painted row. */
async function unlock(page: Page, passphrase: string): Promise<number> {
  await page.getByLabel(/^Passphrase of/).fill(passphrase)
  const begun = performance.now()
  await page.getByRole('button', { name: 'Unlock' }).click()
  if (await page.evaluate(() => window.localStorage.getItem('fieldseal.place')?.endsWith('/devices') ?? false))
    await tableReady(page)
  return performance.now() - begun
}

const tableReady = (page: Page): Promise<unknown> => shown(page, '.grid tbody tr[aria-rowindex="2"]')

/** Looks with every frame: a locator looks again after ever longer pauses, which is no measure of the page. */
const shown = (page: Page, selector: string): Promise<unknown> =>
  page.waitForFunction((wanted) => document.querySelector(wanted)?.checkVisibility() === true, selector, {
    polling: 'raf',
  })

function makeBlank(folder: string): void {
  const blank = join(folder, 'blank')
  mkdirSync(blank)
  writeFileSync(join(blank, 'package.json'), JSON.stringify({ name: 'blank', main: 'main.cjs' }))
  writeFileSync(
    join(blank, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('page.html'))
app.on('window-all-closed', () => app.quit())`,
  )
  const rows = Array.from({ length: 400 }, (_, index) => `<p>${index}</p>`).join('')
  writeFileSync(
    join(blank, 'page.html'),
    `<!doctype html><title>blank</title><h1>blank</h1><div class="box" style="height:600px;overflow:auto">${rows}</div>`,
  )
}

async function launchBlank(folder: string): Promise<Launched & { readonly readyMs: number }> {
  const launched = await launch(join(folder, 'blank'), join(folder, 'blank-home'))
  await shown(launched.page, 'h1')
  return { ...launched, readyMs: performance.now() - launched.startedAt }
}

const memoryOf = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ app: electron }) => {
    const pages = electron.getAppMetrics().filter(({ type }) => type === 'Tab')
    return Math.max(...pages.map(({ memory }) => memory.workingSetSize)) / 1024
  })

const median = (amounts: readonly number[]): number => [...amounts].sort((a, b) => a - b)[amounts.length >> 1] ?? 0
const rounded = (ms: number): string => `${ms.toFixed(0)} ms`
const times = (ms: number, blank: number): string => `${(ms / blank).toFixed(2)} x`
const line = (amount: number, bound: number, unit = 'ms'): string =>
  `${amount.toFixed(0)} ${unit} (${amount <= bound ? 'ok' : 'over'}, bound ${bound.toFixed(0)} ${unit})`
const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
