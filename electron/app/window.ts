import { BrowserWindow } from 'electron'
import { startPage } from './origin.ts'
import { windowOptions } from './window-options.ts'

/** The only place that makes a window. `hash` is the route that the page opens with. */
export async function createWindow(preload: string, packaged: boolean, hash: string): Promise<BrowserWindow> {
  const window = new BrowserWindow(windowOptions(preload, packaged))
  window.once('ready-to-show', () => window.show())
  await window.loadURL(`${startPage}${hash}`)
  return window
}

/** A page that dies sooner after a start than this is broken: starting it again would go on for ever. */
const quickDeathMs = 10_000

/** A page that died is started again at the same place. Nothing is lost: the open site lives in the engine process. */
export function bringPageBack(window: BrowserWindow, tell: (reason: string) => void): void {
  let startedAt = Date.now()
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    tell(reason)
    if (Date.now() - startedAt < quickDeathMs) return
    startedAt = Date.now()
    window.webContents.reload()
  })
}
