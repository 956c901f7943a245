import { posix } from 'node:path'

/** The architecture in one table: each room, and the rooms that it may import besides itself. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  'electron/model': [],
  'electron/protocols': ['electron/model'],
  'electron/discovery': ['electron/protocols', 'electron/model'],
  'electron/drivers': ['electron/protocols', 'electron/model'],
  'electron/checks': ['electron/model'],
  'electron/fixes': ['electron/model'],
  'electron/catalog': ['electron/model'],
  'electron/vault': ['electron/model'],
  'electron/store': ['electron/model'],
  'electron/evidence/verify': ['electron/model'],
  'electron/evidence': ['electron/evidence/verify', 'electron/model'],
  // The page of a pack, written without a seal, is the same page.
  'electron/exporters': ['electron/evidence/verify', 'electron/model'],
  'electron/contract': ['electron/model'],
  // The practice site is the other end of the wire: sharing protocol code with the clients would hide their mistakes.
  'electron/practice': ['electron/model'],
  'electron/engine': [
    'electron/protocols',
    'electron/discovery',
    'electron/drivers',
    'electron/checks',
    'electron/fixes',
    'electron/catalog',
    'electron/vault',
    'electron/store',
    'electron/evidence',
    'electron/evidence/verify',
    'electron/exporters',
    'electron/contract',
    'electron/model',
  ],
  // The two places that put everything together; nothing imports them.
  'electron/app': ['electron/*'],
  'electron/cli': ['electron/*'],
  renderer: ['electron/contract'],
}

/** Drivers that others may build on; all other vendor folders stand alone. */
const sharedDrivers = ['onvif', 'snmp', 'web']

const sockets = ['net', 'dgram', 'tls', 'http', 'https', 'http2', 'dns']
const machine = [...sockets, 'fs', 'child_process', 'worker_threads', 'cluster']

/** Modules that only these rooms may use, and the reason that the reader of a failed test gets. */
const reserved: readonly {
  readonly modules: readonly string[]
  readonly rooms: readonly string[]
  readonly why: string
}[] = [
  { modules: ['electron'], rooms: ['electron/app'], why: 'all else must run without a window' },
  {
    modules: sockets,
    rooms: ['electron/protocols', 'electron/practice'],
    why: 'every socket towards a device is opened where the scope is checked',
  },
  { modules: ['axios'], rooms: ['electron/protocols'], why: 'it opens sockets' },
  { modules: ['better-sqlite3-multiple-ciphers'], rooms: ['electron/store'], why: 'one room knows the database' },
]

/** Rooms that judge or name things and therefore read nothing but their arguments. */
const pure = [
  'electron/model',
  'electron/checks',
  'electron/exporters',
  'electron/evidence/verify',
  'electron/contract',
]

/** One import that the table forbids. */
export interface ForbiddenImport {
  readonly file: string
  readonly imports: string
  readonly because: string
}

/**
 * The imports of one file that the table forbids.
 *
 * @param file path from the top of the checkout, with forward slashes.
 */
export function forbiddenImports(file: string, source: string): readonly ForbiddenImport[] {
  return importsOf(source).flatMap((imports) => {
    const because = imports.startsWith('.') ? wrongRoom(file, imports) : wrongModule(file, imports)
    return because === null ? [] : [{ file, imports, because }]
  })
}

/** Every module name that the source imports, re-exports or loads later, types included. */
export function importsOf(source: string): readonly string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const found = code.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"`])([^'"`\n]+)\1/g)
  return [...found].map((match) => match[2] ?? '')
}

function wrongRoom(file: string, imports: string): string | null {
  const target = posix.normalize(posix.join(posix.dirname(file), imports))
  const from = roomOf(file)
  const to = roomOf(target)
  if (from === null) return 'the file is in no room of the table'
  if (to === null) return isAsset(target) ? null : 'it leads out of all rooms'
  if (to === from) return from === 'electron/drivers' ? wrongVendor(file, target) : null
  const allowed = mayImport[from] ?? []
  const anyOfElectron =
    allowed.includes('electron/*') && to !== 'renderer' && to !== 'electron/app' && to !== 'electron/cli'
  return anyOfElectron || allowed.includes(to) ? null : `${from} may import ${allowed.join(', ') || 'no other room'}`
}

function wrongVendor(file: string, target: string): string | null {
  const from = vendorOf(file)
  const to = vendorOf(target)
  if (from === null || to === null || from === to || sharedDrivers.includes(to)) return null
  return `drivers of different vendors stand alone (only ${sharedDrivers.join(', ')} is shared)`
}

function wrongModule(file: string, imports: string): string | null {
  const room = roomOf(file)
  if (room === null) return 'the file is in no room of the table'
  const builtIn = imports.startsWith('node:')
  const name = (builtIn ? imports.slice('node:'.length) : imports).replace(/\/(promises|main|common|renderer)$/, '')
  if (room === 'renderer' && builtIn) return 'a page has no Node'
  if (pure.includes(room) && builtIn && machine.includes(name)) return `${room} does no input or output`
  const rule = reserved.find(({ modules }) => modules.includes(name))
  return rule === undefined || rule.rooms.includes(room) ? null : `only ${rule.rooms.join(' and ')}: ${rule.why}`
}

/** The room with the longest name that holds the path; null outside of all. */
function roomOf(path: string): string | null {
  const rooms = Object.keys(mayImport).filter((room) => path.startsWith(`${room}/`))
  return rooms.sort((a, b) => b.length - a.length)[0] ?? null
}

function vendorOf(path: string): string | null {
  return /^electron\/drivers\/([^/]+)\//.exec(path)?.[1] ?? null
}

/** Data of the product that code may bundle: package.json for the version. */
function isAsset(path: string): boolean {
  return path === 'package.json'
}
