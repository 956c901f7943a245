import { join } from 'node:path'
import { app, dialog } from 'electron'
import { BugLog } from './log.ts'
import { text } from './text/text.ts'

/** Where every bug of this run is written. */
export const bugLog = new BugLog(join(app.getPath('userData'), 'logs', 'fieldseal.log'))

// Imported before everything else: without a handler, Electron would show a modal box over a process that hangs.
process.on('uncaughtException', (error) => {
  const id = bugLog.write('main', error)
  // The window cannot be trusted to speak any more. A box would block where nobody sits before the screen.
  if (app.isPackaged && process.env.FIELDSEAL_SELFTEST !== '1') {
    const { title, message } = text().stopped(id)
    dialog.showErrorBox(title, message)
  }
  app.exit(1)
})
process.on('unhandledRejection', (error) => {
  throw error
})
