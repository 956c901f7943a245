import { BrowserWindow } from 'electron'
import { startPage } from './origin.ts'
import { diedTooOften } from './page-deaths.ts'
import { windowOptions } from './window-options.ts'

/** The only place that makes a window. `hash` is the route that the page opens with. */
export async function createWindow(preload: string, packaged: boolean, hash: string): Promise<BrowserWindow> {
  const window = new BrowserWindow(windowOptions(preload, packaged))
  window.once('ready-to-show', () => window.show())
  await window.loadURL(`${startPage}${hash}`)
  return window
}

/** How long after a step the page has written down where it is, in ms. */
const settledMs = 200

/**
 * Has Chromium write down where the person is as soon as they went there: it would take its time, and whoever ends the app at
 * that moment would come back to the screen before.
 */
export function keepPlaceOnDisk({ webContents }: BrowserWindow): void {
  let waiting: NodeJS.Timeout | undefined
  webContents.on('did-navigate-in-page', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => webContents.session.flushStorageData(), settledMs)
  })
}

/**
 * A page that died is started again at the same place. Nothing is lost: the open site lives in the engine process, and
 * work that was begun goes on there. `tryAgain` asks the person once it keeps dying.
 */
export function bringPageBack(
  window: BrowserWindow,
  tell: (reason: string) => void,
  tryAgain: () => Promise<boolean>,
): void {
  let diedAt: number[] = []
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit') return
    tell(reason)
    diedAt.push(Date.now())
    if (diedTooOften(diedAt)) {
      diedAt = []
      if (!(await tryAgain())) return window.close()
    }
    if (!window.isDestroyed()) window.webContents.reload()
  })
}
