import { join } from 'node:path'
import { app, type BrowserWindow, ipcMain, session, shell } from 'electron'
import { type EventName, events } from '../contract/channels.ts'
import { unlockRoute } from '../contract/unlock-route.ts'
import { lockWhenAway } from './auto-lock.ts'
import { Calls } from './calls.ts'
import { bugLog } from './catch-bugs.ts'
import { systemDialogs, testDialogs } from './dialogs.ts'
import { EngineProcess, engineStopped } from './engine-process.ts'
import { hardenContents, hardenSession, hardenStart } from './harden.ts'
import { setMenu } from './menu.ts'
import { isOwnPage } from './origin.ts'
import { registerPageScheme, servePage } from './page-protocol.ts'
import { RecentSites } from './recent-sites.ts'
import { quitWhenReady } from './self-test.ts'
import { startSite } from './start-site.ts'
import { createWindow } from './window.ts'

/** The desktop app: builds everything, holds no secret, and stands between the page and the engine process. */
const packaged = app.isPackaged
const home = packaged ? process.resourcesPath : app.getAppPath()
const devServer = packaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null)
const testFolder = packaged ? undefined : process.env.FIELDSEAL_TEST_DIALOG
const preload = join(import.meta.dirname, '..', 'preload', 'preload.cjs')
const pageFolder = join(import.meta.dirname, '..', 'renderer')

let window: BrowserWindow | null = null

function tellPage(event: EventName, payload: unknown): void {
  if (window === null || window.isDestroyed()) return
  window.webContents.send('event', event, events[event].parse(payload))
}

const engine = new EngineProcess(
  {
    resources: {
      checklists: join(home, 'checklists'),
      firmwareCatalog: join(home, 'firmware-catalog'),
      installedCatalog: join(app.getPath('userData'), 'firmware-catalog'),
    },
    toolVersion: app.getVersion(),
  },
  {
    event: tellPage,
    bug: (id, stack) => bugLog.write('engine', stack, id),
    crashed: (exitCode) => {
      bugLog.write('main', `the engine process ended with ${exitCode}`)
      tellPage('locked', { reason: 'crash' })
      tellPage('problem', engineStopped)
    },
  },
)

const calls = new Calls({
  engine,
  dialogs: testFolder === undefined ? systemDialogs(openWindow) : testDialogs(testFolder),
  recent: new RecentSites(join(app.getPath('userData'), 'recent-sites.json')),
  log: bugLog,
  about: { version: app.getVersion(), electron: process.versions.electron },
  showInFolder: (path) => shell.showItemInFolder(path),
  openInBrowser: (url) => shell.openExternal(url.href),
})

function openWindow(): BrowserWindow {
  if (window === null) throw new Error('a dialog was asked for without a window')
  return window
}

async function start(): Promise<void> {
  setMenu(packaged)
  hardenSession(session.defaultSession, devServer)
  servePage({ folder: pageFolder, devServer })
  ipcMain.handle('call', (event, channel: unknown, input: unknown) => {
    const frame = event.senderFrame
    if (frame === null || !isOwnPage({ url: frame.url, isTopFrame: frame === event.sender.mainFrame })) {
      throw new Error('a message from a foreign frame was refused')
    }
    return calls.answer(channel, input)
  })
  lockWhenAway((reason) => void engine.call('site.lock', { reason }))
  const given = startSite(process.argv.slice(1))
  if (given !== null) calls.allow(given.file)
  window = await createWindow(preload, packaged, given === null ? '' : `#${unlockRoute(given)}`)
  window.webContents.on('render-process-gone', (_event, { reason }) => bugLog.write('window', `page gone: ${reason}`))
  if (process.env.FIELDSEAL_SELFTEST === '1') quitWhenReady(window)
}

if (app.requestSingleInstanceLock()) {
  hardenStart()
  registerPageScheme()
  app.on('web-contents-created', (_event, contents) => hardenContents(contents))
  // What a second start was given is ignored: it may come from anybody. The window that is there comes forward.
  app.on('second-instance', () => {
    window?.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  let ended = false
  app.on('will-quit', (event) => {
    if (ended) return
    event.preventDefault()
    void engine.end().then(() => {
      ended = true
      app.quit()
    })
  })
  // Not awaited: an await at the top level of the main module would keep the app from ever getting ready.
  void app.whenReady().then(start)
} else {
  app.quit()
}
