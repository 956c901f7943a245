import { join } from 'node:path'
import { app, type BrowserWindow, ipcMain, session, shell } from 'electron'
import { type Event, type EventName, events } from '../contract/channels.ts'
import { unlockRoute } from '../contract/unlock-route.ts'
import { lockWhenAway } from './auto-lock.ts'
import { Calls } from './calls.ts'
import { bugLog } from './catch-bugs.ts'
import { askBeforeClose } from './close-question.ts'
import { systemDialogs, testDialogs } from './dialogs.ts'
import { EngineProcess, engineStopped } from './engine-process.ts'
import { hardenContents, hardenSession, hardenStart } from './harden.ts'
import { setMenu } from './menu.ts'
import { isOwnPage } from './origin.ts'
import { registerPageScheme, servePage } from './page-protocol.ts'
import { RecentSites } from './recent-sites.ts'
import { quitWhenReady } from './self-test.ts'
import { startSite } from './start-site.ts'
import { systemStore } from './system-store.ts'
import { taskBar } from './task-bar.ts'
import { speak } from './text/text.ts'
import { bringPageBack, createWindow, keepPlaceOnDisk } from './window.ts'

/** The desktop app: builds everything, holds no secret, and stands between the page and the engine process. */
const packaged = app.isPackaged
const home = packaged ? process.resourcesPath : app.getAppPath()
const devServer = packaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null)
const testFolder = packaged ? undefined : process.env.FIELDSEAL_TEST_DIALOG
const preload = join(import.meta.dirname, '..', 'preload', 'preload.cjs')
const pageFolder = join(import.meta.dirname, '..', 'renderer')

let window: BrowserWindow | null = null
let showWorkInTaskBar: (progress: Event<'progress'>) => void = () => undefined

function tellPage(event: EventName, payload: unknown): void {
  if (window === null || window.isDestroyed()) return
  const told = events[event].parse(payload)
  // A page that died takes nothing in; it asks for the state anew when it is back.
  if (!window.webContents.isCrashed()) window.webContents.send('event', event, told)
  if (event === 'progress') showWorkInTaskBar(told as Event<'progress'>)
}

const engine = new EngineProcess(
  {
    resources: {
      checklists: join(home, 'checklists'),
      firmwareCatalog: join(home, 'firmware-catalog'),
      installedCatalog: join(app.getPath('userData'), 'firmware-catalog'),
      verifierPage: packaged ? join(home, 'verifier.html') : join(home, 'out', 'verifier.html'),
    },
    toolVersion: app.getVersion(),
    firmwareLibrary: join(app.getPath('userData'), 'firmware'),
    stampAuthorities: join(app.getPath('userData'), 'timestamp-authorities.json'),
  },
  systemStore,
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

const dialogs = testFolder === undefined ? systemDialogs(openWindow) : testDialogs(testFolder)
const calls = new Calls({
  engine,
  dialogs,
  recent: new RecentSites(join(app.getPath('userData'), 'recent-sites.json')),
  log: bugLog,
  about: { version: app.getVersion(), electron: process.versions.electron },
  notices: join(import.meta.dirname, 'third-party-notices.txt'),
  speak: (language) => {
    speak(language)
    setMenu(packaged)
  },
  showInFolder: (path) => shell.showItemInFolder(path),
  openInBrowser: (url) => shell.openExternal(url.href),
})

function openWindow(): BrowserWindow {
  if (window === null) throw new Error('a dialog was asked for without a window')
  return window
}

async function start(): Promise<void> {
  setMenu(packaged)
  hardenSession(session.defaultSession, devServer, () => dialogs.useCamera())
  servePage({ folder: pageFolder, devServer })
  ipcMain.handle('call', (event, channel: unknown, input: unknown) => {
    const frame = event.senderFrame
    if (frame === null || !isOwnPage({ url: frame.url, isTopFrame: frame === event.sender.mainFrame })) {
      throw new Error('a message from a foreign frame was refused')
    }
    return calls.answer(channel, input)
  })
  // Changes that were approved go on while nobody types. A computer that sleeps can carry on nothing: no more is begun.
  lockWhenAway((reason) => {
    void engine.call('site.lock', { reason, work: reason === 'suspend' ? 'ends' : 'goes-on' })
  })
  const given = startSite(process.argv.slice(1))
  if (given !== null) calls.allow(given.file)
  // Before the window: a site that was given is asked for as soon as the page stands, and the engine takes as long to get there.
  engine.start()
  window = await createWindow(preload, packaged, given === null ? '' : `#${unlockRoute(given)}`)
  bringPageBack(
    window,
    (reason) => bugLog.write('window', `page gone: ${reason}`),
    () => dialogs.startPageAgain(),
  )
  keepPlaceOnDisk(window)
  askBeforeClose(
    window,
    () => engine.isWorking(),
    () => dialogs.closeWhileWorking(),
  )
  showWorkInTaskBar = taskBar(window)
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
