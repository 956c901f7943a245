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
