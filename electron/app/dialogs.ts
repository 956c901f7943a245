import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { app, type BrowserWindow, dialog, type FileFilter } from 'electron'

/**
 * Asks the person for files in the dialogs of the operating system. Proposed names are opaque: a site's name is text of a
 * person, and a file name made of it could mean something else to a file system.
 */
export interface Dialogs {
  newSite(): Promise<string | null>
  openSite(): Promise<string | null>
  sealTo(variant: string): Promise<string | null>
  openCatalog(): Promise<string | null>
  openFirmware(): Promise<string | null>
  /** Where a new file of this kind goes. */
  save(kind: FileKind): Promise<string | null>
  /** Which file of this kind is meant. */
  open(kind: FileKind): Promise<string | null>
  /** Whether the person wants this address in the browser of the system. It is shown in full. */
  leaveFor(url: URL): Promise<boolean>
  /** Whether the page may show what the camera of this computer sees, this once. */
  useCamera(): Promise<boolean>
  /** Whether a page that keeps dying is started once more. */
  startPageAgain(): Promise<boolean>
  /** Whether the window may close although work runs. */
  closeWhileWorking(): Promise<boolean>
}

const siteFiles = { name: 'Fieldseal site', extensions: ['fieldseal'] }
const catalogFiles = { name: 'Firmware catalog', extensions: ['fieldseal-catalog'] }
/** Makers name them as they like. */
const firmwareFiles = { name: 'Firmware of a maker', extensions: ['*'] }
const packFiles = { name: 'Evidence pack', extensions: ['asice'] }

/** Files that come and go by dialogs: what the dialog says, and how they end. */
const fileKinds = {
  company: { title: 'Company file', extension: 'fieldseal-company' },
  identity: { title: 'Identity file of a technician', extension: 'fieldseal-identity' },
  request: { title: 'Certificate request for the company', extension: 'csr' },
  answer: { title: 'Answer of the company', extension: 'fieldseal-answer' },
  certificate: { title: 'Certificate', extension: 'pem' },
  revocations: { title: 'Revocation list', extension: 'crl.pem' },
  key: { title: 'Private key', extension: 'key' },
  tokenModule: { title: 'PKCS#11 library of the token', extension: 'pkcs11' },
  pack: { title: 'Evidence pack', extension: 'asice' },
  handover: { title: 'Passwords for the customer', extension: 'kdbx' },
  copies: { title: 'Copy of a configuration, encrypted', extension: 'kdbx' },
  deviceRequest: { title: 'Certificate request of a device', extension: 'csr' },
  table: { title: 'Table of devices', extension: 'csv' },
  diagnostics: { title: 'Diagnostics of a device', extension: 'json' },
  csv: { title: 'Findings as CSV', extension: 'csv' },
  json: { title: 'Findings as JSON', extension: 'json' },
  oscal: { title: 'Findings as OSCAL', extension: 'oscal.json' },
  html: { title: 'Findings as a page (HTML)', extension: 'html' },
  sarif: { title: 'Findings as SARIF', extension: 'sarif' },
} as const
export type FileKind = keyof typeof fileKinds

/** Keys, certificates and libraries of others end in many ways. */
const foreign: readonly FileKind[] = ['key', 'certificate', 'tokenModule']
const filterOf = (kind: FileKind) => {
  const { title, extension } = fileKinds[kind]
  const extensions = foreign.includes(kind) ? ['*'] : [extension.split('.').at(-1) ?? extension]
  return { name: title, extensions }
}

const opaqueName = (kind: string, extension: string): string =>
  `${kind}-${new Date().toISOString().slice(0, 10)}-${randomBytes(3).toString('hex')}.${extension}`

/** The folder that is proposed; made when a dialog first needs it. */
function homeFolder(): string {
  const folder = join(app.getPath('documents'), 'Fieldseal')
  mkdirSync(folder, { recursive: true })
  return folder
}

/** The dialogs of the operating system, over this window. */
export function systemDialogs(window: () => BrowserWindow): Dialogs {
  const save = async (title: string, name: string, filter: FileFilter) => {
    const { canceled, filePath } = await dialog.showSaveDialog(window(), {
      title,
      defaultPath: join(homeFolder(), name),
      filters: [filter],
    })
    return canceled || filePath === '' ? null : filePath
  }
  const open = async (title: string, filter: FileFilter) => {
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
    openFirmware: () => open('Add a firmware file to the library', firmwareFiles),
    save: (kind) => save(fileKinds[kind].title, opaqueName(kind, fileKinds[kind].extension), filterOf(kind)),
    open: (kind) => open(fileKinds[kind].title, filterOf(kind)),
    useCamera: async () => {
      const { response } = await dialog.showMessageBox(window(), {
        type: 'question',
        title: 'Use the camera',
        message: 'Use the camera of this computer?',
        detail: 'What it sees is shown in the window, without sound. A photo is kept only when you take one.',
        buttons: ['Use the camera', 'Leave it off'],
        defaultId: 0,
        cancelId: 1,
        noLink: true,
      })
      return response === 0
    },
    startPageAgain: async () => {
      const { response } = await dialog.showMessageBox(window(), {
        type: 'warning',
        title: 'The window stopped',
        message: 'The window stopped several times within a minute.',
        detail:
          'The site is whole, and work that was begun goes on. Show the window again, or close Fieldseal in good order: what is being written to a device is finished first.',
        buttons: ['Show the window again', 'Close Fieldseal'],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      })
      return response === 0
    },
    closeWhileWorking: async () => {
      const { response } = await dialog.showMessageBox(window(), {
        type: 'question',
        title: 'Work is running',
        message: 'Work is running. Close Fieldseal?',
        detail:
          'What was begun on a device is finished and proven, which can take a minute after the window is gone. The rest is not begun; what was found and changed so far is kept.',
        buttons: ['Keep working', 'Finish what is in hand, then close'],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      })
      return response === 1
    },
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
    openFirmware: () => open('.bin'),
    save: async (kind) => join(folder, opaqueName(kind, fileKinds[kind].extension)),
    open: (kind) => open(`.${fileKinds[kind].extension}`),
    leaveFor: async () => true,
    useCamera: async () => true,
    startPageAgain: async () => true,
    // A test says no once, by a file of this name.
    closeWhileWorking: async () => {
      const no = join(folder, 'keep-working')
      if (!existsSync(no)) return true
      renameSync(no, join(folder, 'kept-working'))
      return false
    },
  }
}
