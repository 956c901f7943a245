import { Menu, type MenuItemConstructorOptions } from 'electron'
import { text } from './text/text.ts'

type Role = keyof ReturnType<typeof text>['menuRoles']
type Entry = Role | '-'

const app: readonly Entry[] = ['about', '-', 'services', '-', 'hide', 'hideOthers', 'unhide', '-', 'quit']
const substitutions: readonly Entry[] = [
  'showSubstitutions',
  '-',
  'toggleSmartQuotes',
  'toggleSmartDashes',
  'toggleTextReplacement',
]
const zoom: readonly Entry[] = ['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen']

/**
 * Editing and zoom, in the language of main; no reload and no developer tools in what users get. The entries are those that
 * Electron has for these menus, which it names in English only.
 */
export function setMenu(packaged: boolean): void {
  const { menu, menuRoles } = text()
  const isMac = process.platform === 'darwin'
  const named = (entries: readonly Entry[]): MenuItemConstructorOptions[] =>
    entries.map((role) => (role === '-' ? { type: 'separator' } : { role, label: menuRoles[role] }))
  const edit: readonly Entry[] = ['undo', 'redo', '-', 'cut', 'copy', 'paste']
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu', submenu: named(app) } as const] : []),
    {
      role: 'editMenu',
      label: menu.edit,
      submenu: isMac
        ? [
            ...named([...edit, 'pasteAndMatchStyle', 'delete', 'selectAll', '-']),
            { label: menu.substitutions, submenu: named(substitutions) },
            { label: menu.speech, submenu: named(['startSpeaking', 'stopSpeaking']) },
          ]
        : named([...edit, 'delete', '-', 'selectAll']),
    },
    { label: menu.view, submenu: named(packaged ? zoom : [...zoom, 'toggleDevTools']) },
    {
      role: 'windowMenu',
      label: menu.window,
      submenu: named(isMac ? ['minimize', 'zoom', '-', 'front'] : ['minimize', 'zoom', 'close']),
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
