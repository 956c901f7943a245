import { app, type BrowserWindow } from 'electron'

/**
 * Proves that a package starts: once the window is named after its first heading, says so on stdout and quits. The page
 * sets that name when the heading is on it.
 */
export function quitWhenReady(window: BrowserWindow): void {
  const ready = (title: string) => {
    if (!title.endsWith(` - ${app.name}`)) return
    process.stdout.write(`FIELDSEAL_READY ${title}\n`, () => app.exit(0))
  }
  window.on('page-title-updated', (_event, title) => ready(title))
  ready(window.getTitle())
}
