import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './command.ts'
import { importsOf } from './import-table.ts'
import { licenceTexts } from './licence-texts.ts'

/** Software of others that is given on with Fieldseal, and what its licence demands to be said with it. */
export interface ThirdParty {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly text: string
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly author?: string | { readonly name?: string }
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** Licences under which a copy may be given on as part of a closed package, with their text and nothing else. */
const allowed = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'OFL-1.1',
  'Unlicense',
  '(MIT AND Zlib)',
  '(MIT OR CC0-1.0)',
]
/** Packages whose manifest names no licence, by the text that they bring. */
const unstated: Readonly<Record<string, string>> = { 'png-js': 'MIT' }

/**
 * Every package that product code imports, and all that these need in turn: at least what a package of the app holds.
 * Electron is not among them: it brings its own list.
 *
 * @throws when one has no licence that allows it to be given on.
 */
export function thirdPartiesOfApp(): readonly ThirdParty[] {
  return [...byPlace(foldersOf(importedPackages())).map(readThirdParty), insideSqlite()]
}

/**
 * The packages that modules of a bundle come from.
 *
 * @throws as `thirdPartiesOfApp`.
 */
export function thirdPartiesOfModules(moduleIds: Iterable<string>): readonly ThirdParty[] {
  return byPlace(new Set([...moduleIds].flatMap(packageFolder))).map(readThirdParty)
}

/** One text for people: what there is, then every licence once with all that it is the licence of. */
export function noticesOf(parties: readonly ThirdParty[]): string {
  const texts = new Map<string, string[]>()
  for (const party of parties) texts.set(party.text, [...(texts.get(party.text) ?? []), titleOf(party)])
  const line = '-'.repeat(80)
  const sections = [...texts].map(([text, titles]) => [line, ...new Set(titles), line, '', text, ''].join('\n'))
  return [
    `Fieldseal holds software of others, each under its own licence. Their notices follow.`,
    '',
    ...sections,
  ].join('\n')
}

export const noticesFile = 'third-party-notices.txt'

interface Bundle {
  getModuleIds(): IterableIterator<string>
}

/** A plugin that adds the notices of the app to its main bundle as a file: also of what a package takes when it happens to be there. */
export const addNotices = {
  name: 'add-notices',
  generateBundle(this: Bundle & { emitFile(file: NoticesAsset): unknown }): void {
    const parties = [...thirdPartiesOfApp(), ...thirdPartiesOfModules(this.getModuleIds())]
    const each = new Map(parties.map((party) => [titleOf(party), party]))
    this.emitFile({ type: 'asset', fileName: noticesFile, source: noticesOf([...each.values()]) })
  },
}

interface NoticesAsset {
  readonly type: 'asset'
  readonly fileName: string
  readonly source: string
}

/** A plugin that ends the build of another bundle which holds what the notices do not name. */
export const onlyWithNotices = {
  name: 'only-with-notices',
  generateBundle(this: Bundle): void {
    const named = new Set(thirdPartiesOfApp().map(titleOf))
    const unnamed = thirdPartiesOfModules(this.getModuleIds())
      .map(titleOf)
      .filter((title) => !named.has(title))
    if (unnamed.length > 0) throw new Error(`bundled without a notice: ${unnamed.join(', ')}`)
  },
}

const titleOf = ({ name, version, licence }: ThirdParty) =>
  `${name} ${version} (${licence.replace(/^\((.*)\)$/, '$1')})`

/** Names of the packages that files of the product import. */
function importedPackages(): readonly string[] {
  const manifest = readManifest(root)
  const sources = ['electron', 'renderer'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(root, room, name)),
  )
  const imported = new Set(sources.flatMap((file) => importsOf(readFileSync(file, 'utf8'))).map(packageName))
  const known = [...Object.keys(manifest.dependencies ?? {}), ...Object.keys(manifest.optionalDependencies ?? {})]
  // What is looked up at run time, or loaded as a native module, is a dependency of the package itself.
  return [...new Set([...known, ...imported])].filter((name) => name !== 'electron' && isPackage(name))
}

const packageName = (imports: string) =>
  imports
    .split('/')
    .slice(0, imports.startsWith('@') ? 2 : 1)
    .join('/')

/** Words in quotes look like imports now and then. */
const isPackage = (name: string) =>
  /^(@[a-z0-9-]+\/)?[a-z0-9][a-z0-9.-]*$/.test(name) && existsSync(join(root, 'node_modules', name, 'package.json'))

function foldersOf(names: readonly string[]): Set<string> {
  const found = new Set<string>()
  const add = (name: string, from: string): void => {
    const folder = resolvePackage(name, from)
    // An optional package of another operating system.
    if (folder === null || found.has(folder)) return
    found.add(folder)
    const { dependencies, optionalDependencies } = readManifest(folder)
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) add(needed, folder)
  }
  for (const name of names) add(name, root)
  return found
}

function resolvePackage(name: string, from: string): string | null {
  const folder = join(from, 'node_modules', name)
  if (existsSync(join(folder, 'package.json'))) return folder
  return dirname(from) === from ? null : resolvePackage(name, dirname(from))
}

/** The folder of the package that a module belongs to; none for a module of our own, or one that the bundler made up. */
function packageFolder(moduleId: string): readonly string[] {
  const path = moduleId
    .replaceAll('\\', '/')
    .replace(/^\0/, '')
    .replace(/[?#].*$/, '')
  const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]
  return folder !== undefined && existsSync(join(folder, 'package.json')) ? [folder] : []
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

function readThirdParty(folder: string): ThirdParty {
  const manifest = readManifest(folder)
  const licence = manifest.license ?? unstated[manifest.name] ?? 'none'
  if (!allowed.includes(licence)) throw new Error(`${manifest.name} has a licence that was not agreed to: ${licence}`)
  return { name: manifest.name, version: manifest.version, licence, text: textIn(folder) ?? standardText(manifest) }
}

/** The files of the package that say it, else the part of its README that does. */
function textIn(folder: string): string | null {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
  const named = files.filter((name) => /^(licen[cs]e|copying|notice)\b/i.test(name))
  if (named.length > 0) return named.map((name) => read(folder, name)).join('\n\n')
  const readme = files.find((name) => /^readme\.md$/i.test(name))
  const part = /^#*\s*licen[cs]e\n(?:-+\n)?([\s\S]*?permission is hereby granted[\s\S]*?)(?:\n#|\n\[|$(?![\s\S]))/im
  return readme === undefined ? null : (part.exec(read(folder, readme))?.[1]?.trim() ?? null)
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim()

/** For packages that name a licence and bring no text of it. */
function standardText({ name, license, author }: Manifest): string {
  const holder = typeof author === 'object' ? author.name : author
  if (license === 'Unlicense') return 'Given to the public domain by its authors: https://unlicense.org'
  const text = licenceTexts[license ?? '']
  if (text === undefined || holder === undefined) throw new Error(`${name} brings no text of its licence`)
  return `Copyright (c) ${holder}\n\n${text}`
}

/** What is compiled into the database, whose package says nothing of it but in its source. */
function insideSqlite(): ThirdParty {
  const folder = join(root, 'node_modules', 'better-sqlite3-multiple-ciphers')
  const source = read(join(folder, 'deps', 'sqlite3'), 'sqlite3.c')
  const version = /SQLITE3MC_VERSION_STRING\s+"[^"]*?([\d.]+)"/.exec(source)?.[1] ?? 'of this build'
  const granted = /permission is hereby granted|redistribution and use in/i
  const comments = source.match(/\/\*[\s\S]*?\*\//g) ?? []
  const notices = comments
    .filter((comment) => granted.test(comment))
    .map((comment) =>
      comment
        .split('\n')
        .map((line) => line.replace(/^\s*\/?\*+\/?|\s*\*+\/$/g, '').trim())
        .join('\n')
        .trim(),
    )
  return {
    name: 'SQLite3 Multiple Ciphers, with SQLite, which is in the public domain',
    version,
    licence: 'MIT',
    text: [
      'Copyright (c) 2006-2026 Ulrich Telle',
      'Copyright (c) 2023-2024 Frank Denis (AEGIS)',
      '',
      licenceTexts.MIT ?? '',
      '',
      [...new Set(notices)].join('\n\n'),
    ].join('\n'),
  }
}

/** In the order of names, whatever order they were found in. */
function byPlace(folders: ReadonlySet<string>): readonly string[] {
  return [...folders].sort((one, other) => (one < other ? -1 : 1))
}

if (import.meta.main) process.stdout.write(noticesOf(thirdPartiesOfApp()))
