import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { app, type BrowserWindow, dialog, type FileFilter } from 'electron'
import { type MainText, text } from './text/text.ts'

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

/** Files that come and go by dialogs, and how they end. */
const extensionOf = {
  company: 'fieldseal-company',
  identity: 'fieldseal-identity',
  request: 'csr',
  answer: 'fieldseal-answer',
  certificate: 'pem',
  revocations: 'crl.pem',
  key: 'key',
  tokenModule: 'pkcs11',
  pack: 'asice',
  handover: 'kdbx',
  copies: 'kdbx',
  deviceRequest: 'csr',
  table: 'csv',
  diagnostics: 'json',
  csv: 'csv',
  json: 'json',
  oscal: 'oscal.json',
  html: 'html',
  sarif: 'sarif',
} as const
export type FileKind = keyof typeof extensionOf

/** Keys, certificates and libraries of others end in many ways. */
const foreign: readonly FileKind[] = ['key', 'certificate', 'tokenModule']
const filterOf = (kind: FileKind): FileFilter => {
  const extension = extensionOf[kind]
  const extensions = foreign.includes(kind) ? ['*'] : [extension.split('.').at(-1) ?? extension]
  return { name: text().files[kind], extensions }
}

const siteFiles = (): FileFilter => ({ name: text().siteFiles, extensions: ['fieldseal'] })
const catalogFiles = (): FileFilter => ({ name: text().catalogFiles, extensions: ['fieldseal-catalog'] })
/** Makers name them as they like. */
const firmwareFiles = (): FileFilter => ({ name: text().firmwareFiles, extensions: ['*'] })
const packFiles = (): FileFilter => ({ name: text().packFiles, extensions: ['asice'] })

const opaqueName = (kind: string, extension: string): string =>
  `${kind}-${new Date().toISOString().slice(0, 10)}-${randomBytes(3).toString('hex')}.${extension}`

/** The folder that is proposed; made when a dialog first needs it. */
function homeFolder(): string {
  const folder = join(app.getPath('documents'), 'Fieldseal')
  mkdirSync(folder, { recursive: true })
  return folder
}

type Question = MainText['closeWhileWorking']
type Answer = 'yes' | 'no'

/** How a question is put: its buttons, and what the keys answer. */
interface HowToAsk {
  readonly type: 'question' | 'warning'
  /** The buttons from first to last. */
  readonly order: readonly Answer[]
  readonly onEnter: Answer
  readonly onEscape: Answer
}

/** The dialogs of the operating system, over this window, in the language of main. */
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
  const ask = async (question: Question, { type, ...how }: HowToAsk) => {
    const { title, message, detail } = question
    const { response } = await dialog.showMessageBox(window(), {
      type,
      title,
      message,
      detail,
      buttons: how.order.map((answer) => question[answer]),
      defaultId: how.order.indexOf(how.onEnter),
      cancelId: how.order.indexOf(how.onEscape),
      noLink: true,
    })
    return how.order[response] === 'yes'
  }
  return {
    newSite: () => save(text().newSite, opaqueName('site', 'fieldseal'), siteFiles()),
    sealTo: (variant) => save(text().sealTo, opaqueName(`pack-${variant}`, 'asice'), packFiles()),
    openSite: () => open(text().openSite, siteFiles()),
    openCatalog: () => open(text().openCatalog, catalogFiles()),
    openFirmware: () => open(text().openFirmware, firmwareFiles()),
    save: (kind) => save(text().files[kind], opaqueName(kind, extensionOf[kind]), filterOf(kind)),
    open: (kind) => open(text().files[kind], filterOf(kind)),
    useCamera: () => ask(text().useCamera, { type: 'question', order: ['yes', 'no'], onEnter: 'yes', onEscape: 'no' }),
    startPageAgain: () =>
      ask(text().startPageAgain, { type: 'warning', order: ['yes', 'no'], onEnter: 'yes', onEscape: 'yes' }),
    closeWhileWorking: () =>
      ask(text().closeWhileWorking, { type: 'question', order: ['no', 'yes'], onEnter: 'no', onEscape: 'no' }),
    leaveFor: ({ href, hostname }) =>
      ask(text().leaveFor(hostname, href), { type: 'question', order: ['yes', 'no'], onEnter: 'no', onEscape: 'no' }),
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
    save: async (kind) => join(folder, opaqueName(kind, extensionOf[kind])),
    open: (kind) => open(`.${extensionOf[kind]}`),
    leaveFor: async () => true,
    useCamera: async () => true,
    startPageAgain: async () => true,
    // A test says no once, by a file of this name, and finds what it was asked in the other.
    closeWhileWorking: async () => {
      const no = join(folder, 'keep-working')
      if (!existsSync(no)) return true
      writeFileSync(no, text().closeWhileWorking.message)
      renameSync(no, join(folder, 'kept-working'))
      return false
    },
  }
}
