import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'

/**
 * Asks the person for files in the dialogs of the operating system. Proposed names are opaque: a site's name is text of a
 * person, and a file name made of it could mean something else to a file system.
 */
export interface Dialogs {
  newSite(): Promise<string | null>
  openSite(): Promise<string | null>
  sealTo(variant: string): Promise<string | null>
  openCatalog(): Promise<string | null>
  /** Whether the person wants this address in the browser of the system. It is shown in full. */
  leaveFor(url: URL): Promise<boolean>
}

const siteFiles = { name: 'Fieldseal site', extensions: ['fieldseal'] }
const catalogFiles = { name: 'Firmware catalog', extensions: ['fieldseal-catalog'] }
const packFiles = { name: 'Evidence pack', extensions: ['asice'] }

const opaqueName = (kind: string, extension: string): string =>
  `${kind}-${new Date().toISOString().slice(0, 10)}-${randomBytes(3).toString('hex')}.${extension}`

/** The folder that is proposed; made when a dialog first needs it. */
function homeFolder(): string {
  const folder = join(app.getPath('documents'), 'Fieldseal')
  mkdirSync(folder, { recursive: true })
  return folder
}

export function systemDialogs(window: () => BrowserWindow): Dialogs {
  const save = async (title: string, name: string, filter: typeof siteFiles) => {
    const { canceled, filePath } = await dialog.showSaveDialog(window(), {
      title,
      defaultPath: join(homeFolder(), name),
      filters: [filter],
    })
    return canceled || filePath === '' ? null : filePath
  }
  const open = async (title: string, filter: typeof siteFiles) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
      title,
      defaultPath: homeFolder(),
      filters: [filter],
      properties: ['openFile'],
    })
    return canceled ? null : (filePaths[0] ?? null)
  }
  return {
    newSite: () => save('Where to keep the site', opaqueName('site', 'fieldseal'), siteFiles),
    sealTo: (variant) => save('Where to put the sealed pack', opaqueName(`pack-${variant}`, 'asice'), packFiles),
    openSite: () => open('Open a site', siteFiles),
    openCatalog: () => open('Update the firmware catalog', catalogFiles),
    leaveFor: async ({ href, hostname }) => {
      const { response } = await dialog.showMessageBox(window(), {
        type: 'question',
        title: 'Open a source',
        message: `Open ${hostname} in your browser?`,
        detail: `${href}\n\nYour browser loads this page from the internet. Nothing of this site is sent along.`,
        buttons: ['Open in the browser', 'Stay here'],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      })
      return response === 0
    },
  }
}

/** Answers instead of a person in the tests of a checkout: every file lies in one folder. Never in a packaged app. */
export function testDialogs(folder: string): Dialogs {
  const open = async (extension: string) => {
    const name = readdirSync(folder).find((entry) => entry.endsWith(extension))
    return name === undefined ? null : join(folder, basename(name))
  }
  return {
    newSite: async () => join(folder, opaqueName('site', 'fieldseal')),
    sealTo: async (variant) => join(folder, opaqueName(`pack-${variant}`, 'asice')),
    openSite: () => open('.fieldseal'),
    openCatalog: () => open('.fieldseal-catalog'),
    leaveFor: async () => true,
  }
}
